import assert from "node:assert/strict";
import { numberOf } from "../../../server/src/documents/numbering";

const brief = (text: string) => {
  const number = numberOf(text);
  return number && `${number.scheme} ${number.ordinal.join(".")} ${number.text} | ${number.title}`;
};

describe("numbers of headings", () => {
  const found: readonly (readonly [string, string])[] = [
    ["第1編　総則", "part 1 第1編 | 総則"],
    ["第二部 運用", "part 2 第二部 | 運用"],
    ["第１章　総則", "chapter 1 第１章 | 総則"],
    ["第2章はじめに", "chapter 2 第2章 | はじめに"],
    ["第三節　届出", "section 3 第三節 | 届出"],
    ["第1款　通則", "subsection 1 第1款 | 通則"],
    ["第2目　特例", "division 2 第2目 | 特例"],
    ["第1条（目的）この規程は、", "article 1 第1条 | 目的"],
    ["第27条の2（第三者提供）", "article 27.2 第27条の2 | 第三者提供"],
    ["第二十七条の二の三　届出", "article 27.2.3 第二十七条の二の三 | 届出"],
    ["第2項　除外", "paragraph 2 第2項 | 除外"],
    ["第1号議案　役員の選任", "item 1 第1号議案 | 役員の選任"],
    ["附則", "supplement  附則 | "],
    ["附　則（令和7年4月1日）", "supplement  附　則 | 令和7年4月1日"],
    ["別表第一（第三条関係）", "table 1 別表第一 | 第三条関係"],
    ["別表第2の3　手数料", "table 2.3 別表第2の3 | 手数料"],
    ["様式第2号（第5条関係）", "form 2 様式第2号 | 第5条関係"],
    ["別記様式第1号の2", "form 1.2 別記様式第1号の2 | "],
    ["付録A 用語集", "appendix 1 付録A | 用語集"],
    ["別紙3　点検表", "appendix 3 別紙3 | 点検表"],
    ["Appendix B Forms", "appendix 2 Appendix B | Forms"],
    ["Annex IV: Limits", "appendix 4 Annex IV | Limits"],
    ["PART II General", "part 2 PART II | General"],
    ["Chapter 3. Duties", "chapter 3 Chapter 3 | Duties"],
    ["Section 3.2 Scope", "sectionWord 3.2 Section 3.2 | Scope"],
    ["Article 5 Confidentiality", "articleWord 5 Article 5 | Confidentiality"],
    ["§ 4 Liability", "sectionWord 4 § 4 | Liability"],
    ["第１　趣旨", "notice 1 第１ | 趣旨"],
    ["手順3　電源を切る", "step 3 手順3 | 電源を切る"],
    ["Step 2: Close the valve", "step 2 Step 2 | Close the valve"],
    ["1. 目的", "decimal 1 1 | 目的"],
    ["１．目的", "decimal 1 １ | 目的"],
    ["2、適用範囲", "decimal 2 2 | 適用範囲"],
    ["3) 記録", "decimal 3 3 | 記録"],
    ["1.2.3 適用範囲", "decimal 1.2.3 1.2.3 | 適用範囲"],
    ["１．２　適用範囲", "decimal 1.2 １．２ | 適用範囲"],
    ["1.1目的", "decimal 1.1 1.1 | 目的"],
    ["4.0 PURPOSE", "decimal 4.0 4.0 | PURPOSE"],
    ["2-1 設定", "decimal 2.1 2-1 | 設定"],
    ["1 人事異動", "decimal 1 1 | 人事異動"],
    ["2.1 Minutes of the meeting", "decimal 2.1 2.1 | Minutes of the meeting"],
    ["A.1 Scope", "letterDecimal 1.1 A.1 | Scope"],
    ["（１）受付", "parenthesis 1 （１） | 受付"],
    ["(12) 記録", "parenthesis 12 (12) | 記録"],
    ["⑶ 記録", "parenthesis 3 ⑶ | 記録"],
    ["（一）受付", "kanjiParenthesis 1 （一） | 受付"],
    ["①受付", "circled 1 ① | 受付"],
    ["⑳ 受付", "circled 20 ⑳ | 受付"],
    ["一　個人情報", "kanji 1 一 | 個人情報"],
    ["十二、雑則", "kanji 12 十二 | 雑則"],
    ["イ　氏名", "katakana 1 イ | 氏名"],
    ["ハ　住所", "katakana 3 ハ | 住所"],
    ["ア　氏名", "katakana 1 ア | 氏名"],
    ["ウ．氏名", "katakana 3 ウ | 氏名"],
    ["（ア）氏名", "katakanaParenthesis 1 （ア） | 氏名"],
    ["(b) the owner", "letterParenthesis 2 (b) | the owner"],
    ["B. Overview", "letter 2 B | Overview"],
    ["IV. Results", "roman 4 IV | Results"],
    ["Ⅲ　結果", "roman 3 Ⅲ | 結果"],
  ];
  for (const [text, expected] of found) it(text, () => assert.equal(brief(text), expected));

  const none = [
    "1.5倍に増える",
    "1.5 倍に増える",
    "10.3%の減少",
    "10.3 % の減少",
    "2024年の計画",
    "2024 年の計画",
    "3月31日まで",
    "3 月 31 日まで",
    "3 回目の点検",
    "5 名以上で行う",
    "12 時間以内に届け出る",
    "100 mg を投与する",
    "24 hours after the event",
    "3 of the pumps",
    "3.14 は円周率",
    "192.168.0.1 を開く",
    "2026-04-01 改訂",
    "3、4日で終わる",
    "二、三日で終わる",
    "1+1は2",
    "第1条の規定により処理する",
    "第1条第2項に定める",
    "第3条（秘密保持）の規定は、終了後も存続する。",
    "第3条及び第4条を準用する",
    "第2章に定める手続",
    "第2章の規定",
    "第1部門の長",
    "第2目的地",
    "別表第1に定める額",
    "別表に掲げる",
    "様式を定める",
    "付録を参照する",
    "Section 5 applies to all staff.",
    "Article 5 of the contract",
    "Appendix B lists the forms.",
    "Step 3 is repeated.",
    "Part 1 of the form",
    "総則",
    "Inc. was founded",
    "",
  ];
  for (const text of none) it(`none: ${text}`, () => assert.equal(brief(text), undefined));

  it("tells イ of アイウ from イ of イロハ by the item before it", () => {
    const first = numberOf("ア　氏名");
    assert.deepEqual(numberOf("イ　住所", first)?.ordinal, [2]);
    assert.deepEqual(numberOf("ロ　住所", numberOf("イ　氏名"))?.ordinal, [2]);
  });

  it("knows where the text behind the number begins", () => {
    for (const [text] of found) {
      const number = numberOf(text);
      assert.equal(text.slice(number?.restFrom).trim(), number?.rest, text);
      assert.ok(text.includes(number?.text ?? "?"), text);
    }
  });
});
