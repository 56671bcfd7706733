import assert from "node:assert/strict";
import { type Block, type SourceDocument } from "../../../server/src/documents/document";
import { locate, type Located } from "../../../server/src/documents/locate";
import { readText } from "../../../server/src/documents/read";
import { viewBuilder } from "../../../server/src/documents/viewBuilder";

const documentOf = (text: string, languageId = "markdown") =>
  readText({ uri: "file:///a.md", languageId, text });

function viewOf(write: (builder: ReturnType<typeof viewBuilder>) => void): SourceDocument {
  const builder = viewBuilder();
  write(builder);
  const { text, blocks }: { readonly text: string; readonly blocks: readonly Block[] } = builder.finish();
  return { ...documentOf(""), format: "pdf", text, blocks };
}

const brief = ({ level, status, why }: Located) => [level, status, why ?? ""].join(" ").trim();

interface Case {
  readonly text: string;
  readonly quote: string;
  /** Level, status, why. */
  readonly is: string;
  /** The source at the span; the quote when absent. */
  readonly at?: string;
  readonly languageId?: string;
}

const report = "事故が発生したときは、三十日以内に所轄の役所へ報告しなければならない。";
const take = "Staff may take laptops home if the disk is encrypted. No contractor may take laptops home.";

const cases: Readonly<Record<string, readonly Case[]>> = {
  "finds what differs in spelling only": [
    { text: report, quote: report, is: "exact evidence" },
    {
      text: "対価は１，２００円とする。",
      quote: "対価は1,200円とする。",
      is: "normalised evidence",
      at: "対価は１，２００円とする。",
    },
    {
      text: "記録は五年間\n保存する。",
      quote: "記録は五年間 保存する。",
      is: "normalised evidence",
      at: "記録は五年間\n保存する。",
    },
    {
      text: "記録は**五年間**保存する。",
      quote: "記録は五年間保存する。",
      is: "exact evidence",
      at: "記録は**五年間**保存する。",
    },
    {
      text: "記録は五年間保存する。",
      quote: "- 記録は**五年間**保存する。",
      is: "normalised evidence",
      at: "記録は五年間保存する。",
    },
    {
      text: "髙﨑の⺟は学校へ行く。",
      quote: "高崎の母は學校へ行く。",
      is: "normalised evidence",
      at: "髙﨑の⺟は学校へ行く。",
    },
    {
      text: "The pump\nmust be stopped.",
      quote: "The pump must be stopped.",
      is: "normalised evidence",
      at: "The pump\nmust be stopped.",
    },
    {
      text: "Keep it “dry” – always.",
      quote: 'Keep it "dry" - always.',
      is: "normalised evidence",
      at: "Keep it “dry” – always.",
    },
    {
      text: "面積は10 m²とする。",
      quote: "面積は10㎡とする。",
      is: "normalised evidence",
      at: "面積は10 m²とする。",
    },
    {
      text: "| 品名 | 数量 |\n| --- | --- |\n| ボルト | 12 |\n",
      quote: "| ボルト | 12 |",
      is: "normalised evidence",
      at: "ボルト | 12",
    },
    {
      text: "# 第3条\n\n記録は保存する。",
      quote: "第3条 記録は保存する。",
      is: "normalised evidence",
      at: "第3条\n\n記録は保存する。",
    },
    {
      text: "「記録」は保存する。",
      quote: "「「記録」は保存する。」",
      is: "near pointer similar",
      at: "「記録」は保存する。",
    },
  ],
  "finds a quote with an ellipsis": [
    {
      text: "使用者は、労働者を採用したときは、労働条件を書面により明示しなければならない。",
      quote: "使用者は、…労働条件を書面により明示しなければならない。",
      is: "ellipsis evidence",
      at: "使用者は、労働者を採用したときは、労働条件を書面により明示しなければならない。",
    },
    {
      text: "甲は乙に対し責任を負うものではなく、丙がこれを負担するものとする。",
      quote: "甲は乙に対し責任を…負担するものとする。",
      is: "ellipsis pointer left-out",
      at: "甲は乙に対し責任を負うものではなく、丙がこれを負担するものとする。",
    },
  ],
  "points at what is alike, never more": [
    { text: report, quote: report.replace("役所", "官庁"), is: "near pointer similar", at: report },
    { text: report, quote: report.replace("三十日", "九十日"), is: "not-found none differs" },
    {
      text: report,
      quote: report.replace("しなければならない", "してはならない"),
      is: "not-found none differs",
    },
    { text: report, quote: report.replace("以内", "以上"), is: "not-found none differs" },
    { text: report, quote: report.replace("三十日", "30日"), is: "near pointer similar", at: report },
    { text: report, quote: "この文書のどこにもない文章である。", is: "not-found none" },
  ],
  "cuts no number and no word": [
    { text: "期間は190日とする。", quote: "90日とする。", is: "not-found none cuts-number" },
    { text: "同法第27条の2による。", quote: "同法第27条", is: "not-found none cuts-number" },
    { text: "温度は、-5℃とする。", quote: "5℃とする。", is: "exact pointer cuts-value" },
    { text: "損益は△1,234円である。", quote: "1,234円である。", is: "exact pointer cuts-value" },
    { text: "濃度は 5 mg/dL とする。", quote: "濃度は 5 mg", is: "exact pointer cuts-value" },
    { text: "期間は三十日とする。", quote: "十日とする。", is: "not-found none cuts-number" },
    { text: "価格は1,234円である。", quote: "234円である。", is: "not-found none cuts-number" },
    { text: "濃度は10²である。", quote: "濃度は102である。", is: "not-found none" },
    { text: "濃度は10²である。", quote: "濃度は10", is: "not-found none cuts-number" },
    { text: "積は 2*3*4 とする。", quote: "積は 234 とする。", is: "not-found none" },
    { text: "濃度は10<sup>2</sup>である。", quote: "濃度は102である。", is: "not-found none" },
    {
      text: "濃度は10<sup>2</sup>である。",
      quote: "濃度は10²である。",
      is: "normalised evidence",
      at: "濃度は10<sup>2</sup>である。",
    },
    {
      text: "期間は5～10日とする。",
      quote: "10日とする。",
      is: "exact pointer cuts-value",
      at: "10日とする。",
    },
    { text: "期間は30日以内とする。", quote: "期間は30日", is: "exact pointer cuts-value" },
    { text: "期間は30日以内とする。", quote: "30日以内とする。", is: "exact evidence" },
    { text: "Wait at least 30 days.", quote: "30 days.", is: "exact pointer cuts-value" },
    { text: "Use non-compliant parts.", quote: "compliant parts.", is: "exact pointer cuts-word" },
    { text: "未成年者は契約できる。", quote: "成年者は契約できる。", is: "exact pointer cuts-word" },
    { text: "データベースを消去する。", quote: "ベースを消去する。", is: "exact pointer cuts-word" },
  ],
  "is no evidence when the rest turns it": [
    { text: "甲は責任を負うものではない。", quote: "甲は責任を負う", is: "exact pointer turned" },
    { text: "役員を除く従業員に適用する。", quote: "役員", is: "exact pointer turned" },
    { text: "個人情報（匿名のものを除く。）を守る。", quote: "個人情報", is: "exact pointer turned" },
    {
      text: "乙の承認がない限り、支払うことができる。",
      quote: "支払うことができる。",
      is: "exact pointer turned",
    },
    { text: take, quote: "contractor may take laptops home.", is: "exact pointer turned" },
    { text: take, quote: "Staff may take laptops home", is: "exact pointer turned" },
    { text: take, quote: "Staff may take laptops home if the disk is encrypted.", is: "exact evidence" },
    { text: "Stop the line unless it is empty.", quote: "Stop the line", is: "exact pointer turned" },
    { text: "You must not open the valve.", quote: "open the valve.", is: "exact pointer turned" },
    {
      text: "提供してはならない。ただし、同意を得た場合は、この限りでない。",
      quote: "提供してはならない。",
      is: "exact pointer proviso",
    },
    {
      text: "次の行為をしてはならない。\n\n- データを持ち出すこと\n",
      quote: "データを持ち出すこと",
      is: "exact pointer turned",
    },
    {
      text: "期限は~~30日~~10日とする。",
      quote: "期限は30日10日とする。",
      is: "exact pointer turned",
      at: "期限は~~30日~~10日とする。",
    },
  ],
  "reads code, comments and text as they are": [
    {
      text: "# The key\n# must not be kept.\nkey = 2**3\n",
      quote: "The key must not be kept.",
      is: "normalised evidence",
      at: "The key\n# must not be kept.",
      languageId: "python",
    },
    { text: "key = 2**3\n", quote: "key = 23", is: "not-found none differs", languageId: "python" },
    { text: "key = 2**3\n", quote: "key = 2**3", is: "exact evidence", languageId: "python" },
    {
      text: "# No contractor and no guest\n# may copy data.\n",
      quote: "may copy data.",
      is: "exact pointer turned",
      languageId: "python",
    },
    {
      text: "記録は**五年間**保存する。\n",
      quote: "記録は五年間保存する。",
      is: "normalised evidence",
      at: "記録は**五年間**保存する。",
      languageId: "plaintext",
    },
    {
      text: "[手順](https://example.test/page)は別にある。",
      quote: "https://example.test/page",
      is: "exact pointer unread",
    },
  ],
};

describe("locate", () => {
  for (const [group, list] of Object.entries(cases))
    describe(group, () => {
      for (const { text, quote, is, at, languageId } of list)
        it(`${quote} in ${text}`.replace(/\s+/g, " "), () => {
          const found = locate(quote, documentOf(text, languageId));
          assert.equal(brief(found), is);
          const shown = found.span && text.slice(found.span.start, found.span.end);
          assert.equal(shown, found.status === "none" ? undefined : (at ?? quote));
        });
    });

  it("answers the whole sentence, the first place and how many others there are", () => {
    const text = "記録は保存する。報告は直ちに行う。\n\n報告は直ちに行う。";
    const document = documentOf(text);
    const found = locate("直ちに行う。", document);
    assert.deepEqual(found.span, { start: 11, end: 17 });
    assert.equal(text.slice(found.sentence?.start, found.sentence?.end), "報告は直ちに行う。");
    assert.equal(found.others, 1);
    assert.deepEqual(locate("直ちに行う。", document, { near: { start: 25, end: 26 } }).span, {
      start: 22,
      end: 28,
    });
  });

  it("follows a sentence over a page and its footer, and sees what turns it there", () => {
    const document = viewOf((builder) => {
      builder.paragraph("乙は、この契約に基づき責任を", { page: 1 });
      builder.paragraph("社外秘 1", { page: 1, part: "footer" });
      builder.mark("[2ページ]");
      builder.paragraph("負うものではない。", { page: 2 });
    });
    const whole = locate("乙は、この契約に基づき責任を負うものではない。", document);
    assert.equal(brief(whole), "normalised evidence");
    assert.equal(
      document.text.slice(whole.span?.start, whole.span?.end).endsWith("[2ページ]\n\n負うものではない。"),
      true,
    );
    assert.equal(brief(locate("乙は、この契約に基づき責任を負う", document)), "normalised pointer turned");
  });

  it("is quick on a long text", () => {
    const line = (at: number) =>
      `第${at}項の届出は、受理した日から${at % 97}日以内に窓口${at}へ提出しなければならない。`;
    const text = Array.from({ length: 6000 }, (_, at) => line(at)).join("\n\n");
    const document = documentOf(text, "plaintext");
    for (let at = 0; at < 100; at += 1) {
      const quote = line(at * 59);
      const found = locate(quote, document);
      assert.equal(text.slice(found.span?.start, found.span?.end), quote);
    }
  });

  it("takes anything for a quote", () => {
    const document = documentOf("本文。");
    for (const quote of [
      "",
      " ",
      "。",
      "…",
      "…あ…",
      "\u0000",
      "\ud800",
      "(".repeat(5000),
      "あ".repeat(30_000),
    ])
      assert.equal(locate(quote, document).status, "none");
    assert.equal(locate("本文", documentOf("")).status, "none");
  });
});
