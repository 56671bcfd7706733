/**
 * Sections that a person has judged, for `npm run bench:judge`: none of them is an example of its rule. `bad`: the
 * words that violate the rule; absent: the section complies or is not about it, though the match hits it.
 */

export interface Sample {
  readonly rule: string;
  readonly path: string;
  readonly text: string;
  readonly bad?: string;
}

export const samples: readonly Sample[] = [
  {
    rule: "PD-J-PURPOSE",
    path: "docs/会員規約.md",
    text: "# 会員規約\n\n## 第3条（入会）\n\n入会を希望する方は、氏名、電話番号、メールアドレスを入会フォームに入力してください。入会金は無料です。会員番号は当社が定めます。\n",
    bad: "氏名、電話番号、メールアドレスを入会フォームに入力してください",
  },
  {
    rule: "PD-J-PURPOSE",
    path: "docs/会員規約.md",
    text: "# 会員規約\n\n## 第3条（入会）\n\n入会を希望する方は、氏名とメールアドレスを入会フォームに入力してください。メールアドレスは、例会の開催案内を送るために使います。\n",
  },
  {
    rule: "PD-J-PURPOSE",
    path: "docs/visitor-policy.md",
    text: "# Visitor policy\n\n## Reception\n\nThe desk collects names, addresses and dates of birth from all visitors. Badges are handed back on leaving.\n",
    bad: "collects names, addresses and dates of birth",
  },
  {
    rule: "PD-J-THIRD-PARTY",
    path: "docs/個人情報取扱規程.md",
    text: "# 個人情報取扱規程\n\n## 第8条（グループでの活用）\n\n顧客の連絡先と取引額は、四半期ごとにグループ会社へ送付し、営業活動に使わせる。送付は営業企画部が行う。\n",
    bad: "四半期ごとにグループ会社へ送付し",
  },
  {
    rule: "PD-J-THIRD-PARTY",
    path: "docs/個人情報取扱規程.md",
    text: "# 個人情報取扱規程\n\n## 第8条（第三者提供）\n\n顧客の連絡先を第三者に提供するときは、提供先と項目を示して、事前に本人の同意を書面で得る。\n",
  },
  {
    rule: "PD-J-THIRD-PARTY",
    path: "docs/privacy-policy.md",
    text: "# Privacy policy\n\n## Requests of the police\n\nDetails of a customer are given to the police when a court order demands it. The legal department keeps a record.\n",
  },
  {
    rule: "PD-J-RETENTION",
    path: "docs/採用手順.md",
    text: "# 採用手順\n\n## 書類\n\n応募者から受け取った履歴書は人事課のキャビネットに保管する。閲覧できるのは面接官だけとする。\n",
    bad: "履歴書は人事課のキャビネットに保管する",
  },
  {
    rule: "PD-J-RETENTION",
    path: "docs/privacy-policy.md",
    text: "# Privacy policy\n\n## Records\n\nCall recordings are kept for 90 days and then overwritten.\n",
  },
  {
    rule: "MN-J-WARNING",
    path: "docs/殺菌作業手順.md",
    text: "# 殺菌作業手順\n\n## 作業\n\n1. 蒸気の弁を開け、槽を121度の高温にする。\n2. 槽のふたを開け、瓶を素手で取り出す。\n",
    bad: "槽のふたを開け、瓶を素手で取り出す",
  },
  {
    rule: "MN-J-WARNING",
    path: "docs/grinder-manual.md",
    text: "# Grinder manual\n\n## Changing the blade\n\nDanger: the blade cuts. Unplug the machine and wear gloves.\n\n1. Loosen the nut.\n2. Take out the blade.\n",
  },
  {
    rule: "MN-J-ABNORMAL",
    path: "docs/受入検査要領.md",
    text: "# 受入検査要領\n\n## 検査\n\n入荷した部品の外観を点検し、数量を納品書と照合する。結果を台帳に記入する。\n",
    bad: "入荷した部品の外観を点検し",
  },
  {
    rule: "MN-J-ABNORMAL",
    path: "docs/cold-room-procedure.md",
    text: "# Cold room procedure\n\n## Every morning\n\nCheck the temperature of the cold room. Above 8 degrees, move the vaccines to the spare refrigerator and call the pharmacist.\n",
  },
];
