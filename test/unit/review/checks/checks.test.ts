/** The checks of a document's form, and the matchers that see more than one place: text in, quotes and reasons out. */
import assert from "node:assert/strict";
import { readText } from "../../../../server/src/documents/read";
import { loadPacks } from "../../../../server/src/review/pack";
import { reviewDocument } from "../../../../server/src/review/reviewDocument";
import { setLanguage } from "../../../../server/src/util/l10n";

/** Quotes and details of what a matcher finds in a document. */
function found(matcher: string, text: string, { scope = "file", languageId = "markdown", more = "" } = {}) {
  const rule = `  - { id: R, severity: low, message: "{detail}", applies: { scope: ${scope} }, match: { any: [${matcher}] }${more} }\n`;
  const pack = `hanare: 1\npack: { id: p, version: 1.0.0, title: T }\nrules:\n${rule}`;
  const { packs, problems } = loadPacks([{ id: "p", uri: "file:///p.yaml", text: pack }]);
  assert.deepEqual(problems, []);
  const document = readText({ uri: "file:///w/docs/a.md", languageId, text });
  return reviewDocument(document, { packs, path: "docs/a.md", today: "2026-04-01", language: "en" }).findings;
}
const quotes = (...args: Parameters<typeof found>) => found(...args).map(({ evidence }) => evidence);

type Case = readonly [name: string, text: string, quotes: readonly string[]];

function cases(matcher: string, list: readonly Case[], options = {}): void {
  for (const [name, text, expected] of list)
    it(name, () => assert.deepEqual(quotes(matcher, text, options), expected));
}

describe("check: numbering", () => {
  cases("{ check: numbering }", [
    ["takes numbers in order", "# 1 Aim\n\n## 1.1 a\n\n## 1.2 b\n\n# 2 B\n\n## 2.1 c\n", []],
    ["finds a gap among headings", "# 1 Aim\n\n# 2 B\n\n# 4 C\n", ["4"]],
    ["finds a heading twice", "## 2.1 Aim\n\n## 2.2 B\n\n## 2.2 C\n", ["2.2"]],
    ["finds a section under another chapter", "# 1 Aim\n\n# 2 B\n\n## 1.1 c\n", ["1.1"]],
    ["finds a gap among steps", "手順\n\n1. 開く\n2. 押す\n4. 閉じる\n", ["4"]],
    ["finds a step twice", "1. Open it.\n2. Press it.\n2. Close it.\n", ["2"]],
    ["takes Markdown's all ones", "1. Open it.\n1. Press it.\n1. Close it.\n", []],
    ["takes a new list", "1. a\n2. b\n\nThen:\n\n1. c\n2. d\n", []],
    ["takes steps that go on behind a heading", "## A\n\n1. a\n2. b\n\n## B\n\n3. c\n4. d\n", []],
    [
      "takes items that begin with emphasis, code or a link",
      "1. **a** b\n2. `c` d\n3. [e](f) g\n5. _h_ i\n",
      ["5"],
    ],
    ["takes nested lists", "1. a\n   1. b\n   2. c\n2. d\n   - e\n3. f\n", []],
    ["takes text and code between steps", "1. a\n\n   ```sh\n   x\n   ```\n\n2. b\n\n   Text.\n\n3. c\n", []],
    ["reads circled numbers of lines", "①開く\n②押す\n④閉じる\n", ["④"]],
    [
      "reads articles through chapters",
      "# 第1章 総則\n\n## 第1条 目的\n\n# 第2章 運用\n\n## 第2条 A\n\n## 第4条 B\n",
      ["第4条"],
    ],
    ["takes branches of articles", "## 第1条 A\n\n## 第1条の2 B\n\n## 第1条の3 C\n\n## 第2条 D\n", []],
    ["reads numbered rows", "| No. | 作業 |\n| --- | --- |\n| 1 | 開く |\n| 3 | 閉じる |\n", ["3"]],
    ["leaves figures in tables alone", "| 個数 | 品 |\n| --- | --- |\n| 10 | A |\n| 3 | B |\n", []],
    ["takes values for no steps", "2024 年度は\n\n10 人が\n\n3.5 倍に\n", []],
    ["finds a list that begins with 2", "次の手順で行う。\n\n2. 押す\n3. 閉じる\n", ["2"]],
    ["finds one slip once", "1. a\n2. b\n2. c\n4. d\n5. e\n", ["2"]],
    ["finds one slip of a heading once", "# 1 A\n\n# 2 B\n\n# 4 C\n\n# 4 D\n\n# 5 E\n", ["4"]],
    ["finds a gap once", "1. a\n2. b\n4. c\n5. d\n", ["4"]],
    ["takes a line that begins with a figure", "80 tプレスの金型を交換する。\n", []],
  ]);

  it("says what is wrong and names the other place", () => {
    const [finding] = found("{ check: numbering }", "# 1 Aim\n\n# 3 B\n");
    assert.equal(finding?.message, "3 comes after 1");
    assert.deepEqual(
      finding?.related?.map(({ evidence, anchor }) => [evidence, anchor.start.line]),
      [["1", 0]],
    );
  });

  it("reads plain text, too", () => {
    assert.deepEqual(
      quotes("{ check: numbering }", "点検手順\n\n1. 止める\n2. 外す\n5. 拭く\n", {
        languageId: "plaintext",
      }),
      ["5"],
    );
  });
});

describe("check: references", () => {
  const articles = "## 第1条 目的\n\n本文。\n\n## 第2条 定義\n\n";
  cases("{ check: references }", [
    ["takes a part that is there", `${articles}第1条に定める。\n`, []],
    ["finds what a sentence begins with", `${articles}第9条による。\n`, ["第9条"]],
    ["takes a number that a step begins with", "1. 開く\n2. 押す\n\n手順7：閉じる\n", []],
    ["finds an article that is not", `${articles}詳細は第9条に定める。\n`, ["第9条"]],
    ["leaves articles of laws alone", `${articles}個人情報保護法第27条又は第28条による。\n`, []],
    ["leaves a quoted law alone", `${articles}「個人情報の保護に関する法律」第27条による。\n`, []],
    ["finds a table that is not", "別表1 点検項目\n\n別表2 工具\n\n結果は別表3に記録する。\n", ["別表3"]],
    ["takes annexes of another file", "結果は別表3に記録する。\n", []],
    ["finds a step that is not", "1. 開く\n2. 押す\n3. 異常時は手順7へ戻る\n", ["手順7"]],
    ["leaves numbers of processes of a factory alone", "1. 開く\n2. 押す\n\n工程40で使う。\n", []],
    ["finds a process that is not", "## 工程1 切断\n\n## 工程2 研磨\n\n良品は工程5へ送る。\n", ["工程5"]],
    ["takes a step that is there", "1. Open it.\n2. Press it.\n3. Go back to step 1.\n", []],
    ["finds an English step", "1. Open it.\n2. Press it.\n3. Go back to step 7.\n", ["step 7"]],
    ["finds a section", "# 1 Scope\n\n# 2 Rules\n\nSee section 4.2 for more.\n", ["section 4.2"]],
    [
      "leaves sections of standards alone",
      "# 1 Scope\n\nSee section 4.2 of ISO 9001, JIS Q 15001 section 8.\n",
      [],
    ],
    [
      "leaves sections of other documents alone",
      "# 1 Scope\n\nSee section 4.2 of the supplier's manual.\n",
      [],
    ],
    [
      "finds a section of this manual",
      "# 1 Scope\n\nSee section 4.2 of this manual and section 5 of the procedure.\n",
      ["section 4.2", "section 5"],
    ],
    ["finds a Japanese section", "# 1 概要\n\n## 1.1 目的\n\n詳細は 3.2 を参照。\n", ["3.2"]],
    ["finds a figure", "図1 構成\n\n構成を図1に、配線を図4に示す。\n", ["図4"]],
  ]);
});

describe("check: abbreviations", () => {
  cases("{ check: abbreviations, allow: [SLA] }", [
    ["finds one, at its first use", "RTO を守る。RTO は重要。\n", ["RTO"]],
    ["takes one that is explained before", "目標復旧時間（RTO）を守る。RTO は重要。\n", []],
    ["takes one that is explained behind", "The RTO (Recovery Time Objective) holds.\n", []],
    ["takes an English long form", "Keep the Recovery Time Objective (RTO). The RTO holds.\n", []],
    ["takes 以下「RTO」という", "目標とする復旧時間（以下「RTO」という。）を守る。RTO は短い。\n", []],
    [
      "takes a glossary",
      "RTO を守る。\n\n## 用語\n\n| 用語 | 意味 |\n| --- | --- |\n| RTO | 目標復旧時間 |\n",
      [],
    ],
    ["takes what everybody knows and what the pack allows", "PDF と URL を USB に、SLA は別紙。\n", []],
    ["takes numbers of documents and code", "QM-001 と `RTO` と README.MD と AB_CD。\n", []],
    ["takes designations of materials and models", "材質はSS400、ボルトはSUS304とする。\n", []],
    ["takes what was left blank", "内線XXXXに連絡する。\n", []],
    ["takes emphasised words", "STOP THE PUMP BEFORE YOU OPEN IT.\n", []],
  ]);
});

describe("check: modality and check: style", () => {
  cases("{ check: modality }", [
    [
      "finds the odd step",
      "1. 電源を切る。\n2. 蓋を外す。\n3. 拭いてください。\n4. 蓋を閉める。\n",
      ["拭いてください。"],
    ],
    [
      "takes prohibitions beside instructions",
      "1. 電源を切ること。\n2. 触れてはならない。\n3. 拭くこと。\n4. 閉めること。\n",
      [],
    ],
    [
      "finds should among must",
      "1. You must stop it.\n2. You must lock it.\n3. You should tag it.\n",
      ["You should tag it."],
    ],
    ["takes steps without a common form", "1. 切る。\n2. 外してください。\n3. 拭くこと。\n", []],
  ]);
  cases("{ check: style }", [
    [
      "finds である among です・ます",
      "これは規程です。守ります。記録します。重要である。\n",
      ["重要である。"],
    ],
    ["takes one style", "これは規程です。守ります。記録します。\n", []],
  ]);
});

describe("count", () => {
  cases("{ count: { terms: [禁止], max: 1 } }", [
    ["takes as many as are allowed", "禁止。\n", []],
    ["finds each one over the limit", "禁止。禁止。禁止。\n", ["禁止", "禁止"]],
  ]);
  cases(
    "{ count: { regex: '署名', min: 2 } }",
    [["finds a section with too few", "# 作業\n\n署名\n\n# 承認\n\n署名・署名\n", ["# 作業"]]],
    { scope: "section" },
  );
});

describe("order", () => {
  const matcher = "{ order: { first: { terms: [警告, WARNING] }, then: { regex: '高電圧|high voltage' } } }";
  cases(matcher, [
    ["takes a warning before", "警告: 感電のおそれ。\n\n1. 高電圧部に触れる。\n", []],
    ["finds a step without one", "1. 高電圧部を開ける。\n", ["高電圧"]],
    [
      "finds a warning that comes too late",
      "1. Open the high voltage box.\n\nWARNING: shock.\n",
      ["high voltage"],
    ],
  ]);
  it("names the warning that comes too late", () => {
    const [finding] = found(matcher, "1. 高電圧部を開ける。\n\n警告: 感電。\n");
    assert.deepEqual(
      finding?.related?.map(({ evidence }) => evidence),
      ["警告"],
    );
  });
  cases("{ order: { first: { terms: [警告] }, then: { terms: [高電圧] }, lines: 2 } }", [
    ["finds one that stands too far away", "警告\n\n\n\n高電圧\n", ["高電圧"]],
  ]);
});

describe("spellings", () => {
  cases("{ spellings: [{ prefer: サーバー, variants: [サーバ] }, [ユーザー, ユーザ]] }", [
    ["finds the variant, not the part of the right form", "サーバーとサーバを見る。\n", ["サーバ"]],
    ["takes the form that is used most", "ユーザとユーザとユーザーがいる。\n", ["ユーザー"]],
  ]);
  it("offers the right form as a fix", () => {
    const [finding] = found("{ spellings: [{ prefer: email, variants: [e-mail] }] }", "Send an e-mail.\n", {
      more: ', fix: { replace: "$<prefer>" }',
    });
    assert.equal(finding?.fix?.newText, "email");
    assert.equal(finding?.message, "use “email”");
  });
});

describe("value", () => {
  const retention = "{ regex: '保存期間[はを：:]?(?<value>[^。\\n]{1,12})', value: { unit: 日, max: 90 } }";
  for (const [text, over] of [
    ["保存期間は90日とする", false],
    ["保存期間は九十一日とする", true],
    ["保存期間は２週間とする", false],
    ["保存期間は20週間とする", true],
    // Months have no number of days.
    ["保存期間は3か月とする", false],
    ["保存期間は120とする", true],
  ] as const)
    it(`${text}: ${over ? "over" : "within"} 90日`, () =>
      assert.equal(quotes(retention, text).length, over ? 1 : 0));
  for (const [text, over] of [
    ["const ttl = 7 * 24 * 60;", false],
    ["const ttl = 30 * 24 * 60;", true],
    ["const ttl = 10_080;", false],
    ["const ttl = 20_000;", true],
  ] as const)
    it(`${text}: ${over ? "over" : "within"} a week of minutes`, () =>
      assert.equal(
        quotes("{ regex: 'ttl = (?<value>[\\d_ *]+)', value: { unit: minute, max: 10080 } }", text, {
          languageId: "typescript",
        }).length,
        over ? 1 : 0,
      ));
  it("names a unit that is not known", () => {
    const text =
      "hanare: 1\npack: { id: p, version: 1.0.0, title: T }\nrules:\n  - { id: R, severity: low, message: M, match: { any: [{ regex: a, value: { unit: パーセク, max: 1 } }] } }\n";
    const { problems } = loadPacks([{ id: "p", uri: "file:///p.yaml", text }]);
    assert.match(problems[0]?.message ?? "", /the unit “パーセク” is not known/);
  });
  after(() => void setLanguage("en"));
});
