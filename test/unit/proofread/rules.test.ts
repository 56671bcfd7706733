import assert from "node:assert/strict";
import { rules } from "../../../server/src/proofread/rules";
import { proofKinds } from "../../../server/src/protocol";
import { found, type ProofOptions, proofreadText } from "../../support/proofSample";

/** Rules that need no dictionary; the others are tested with it (integration). */
const cases: readonly [
  name: string,
  bad: string,
  expected: readonly string[],
  good: string,
  options?: ProofOptions,
][] = [
  ["half-width katakana", "ｻｰﾊﾞを止める。", ["width: ｻｰﾊﾞ → サーバ"], "サーバを止める。"],
  ["half-width brackets", "｢設定｣を開く。", ["width: ｢ → 「", "width: ｣ → 」"], "「設定」を開く。"],
  ["a word half in full width", "Ｗindowsを使う。", ["width: Ｗindows → Windows"], "Windowsを使う。"],
  [
    "figures in the other width than most",
    "30日以内、60日以内、90日以内、120日以内に行う。３０日以内に行う。",
    ["width: ３０ → 30"],
    "３０日以内に行う。６０日以内に行う。",
  ],
  [
    "numbers of clauses in full width",
    "第１条のとおり、30日、60日、90日、120日とする。",
    [],
    "第１条による。",
  ],
  [
    "letters by the house style",
    "ＡＢＣを使う。",
    ["width: ＡＢＣ → ABC"],
    "ABCを使う。",
    { style: "technical" },
  ],
  [
    "one thing said twice",
    "まず最初に違和感を感じた人が、約10人程度いる。返事を返す。",
    [
      "repetition: まず最初に → 最初に",
      "repetition: 違和感を感じ → 違和感を覚え",
      "repetition: 約10人程度 → 約10人",
      "repetition: 返事を返す",
    ],
    "最初に、約10人が違和感を覚えた。まず、最初の人を呼ぶ。管理者だけに通知する。",
  ],
  ["invisible characters", "手順\u200b書を読む。", ["characters: \u200b → "], "手順書を読む。"],
  ["voicing marks of their own", "手順か\u3099違う。", ["characters: か\u3099 → が"], "手順が違う。"],
  ["radicals of PDFs", "⾒積書を読む。", ["characters: ⾒ → 見"], "見積書を読む。"],
  ["the kanji 一 in katakana", "デ一タを読む。", ["characters: 一 → ー"], "データ一覧を読む。"],
  ["the kanji 一 before a counter", "リスト一カ所を読む。", [], "ロール一本を使う。"],
  [
    "a term of the user's list",
    "サーバを止める。",
    ["term: サーバ → サーバー"],
    "サーバーとサーバルームを見る。",
    { terms: "terms: [{ prefer: サーバー, variants: [サーバ] }]" },
  ],
  [
    "a term in Latin letters",
    "Send an e-mail. The e-mailer stays.",
    ["term: e-mail → email"],
    "Send an email.",
    { terms: "terms: [{ prefer: email, variants: [e-mail] }]" },
  ],
  [
    "long vowels by the house style",
    "プリンタとサーバを使う。",
    ["term: プリンタ → プリンター", "term: サーバ → サーバー"],
    "プリンターを使う。",
    { style: "technical" },
  ],
  [
    "long vowels left out by the house style",
    "サーバーを使う。",
    ["term: サーバー → サーバ"],
    "サーバを使う。ルーターズ社。",
    { style: "technicalShort" },
  ],
  [
    "misspellings in katakana",
    "シュミレーションを行う。",
    ["typo: シュミレーション → シミュレーション"],
    "シミュレーションを行う。",
  ],
  [
    "misspellings in English",
    "We Recieve it untill May.",
    ["typo: Recieve → Receive", "typo: untill → until"],
    "We receive it until May.",
  ],
  [
    "two spellings of a katakana word",
    "サーバーを使う。サーバーを止める。サーバを見る。",
    ["spelling: サーバ → サーバー"],
    "サーバーを使う。サーバーを止める。",
  ],
  [
    "two spellings with small letters",
    "ウィンドウを開く。ウィンドウを閉じる。ウインドウを見る。",
    ["spelling: ウインドウ → ウィンドウ"],
    "ウィンドウを開く。",
  ],
  ["different words that look alike", "コートを着てコードを読む。", [], "キャップとキャッブ。"],
  [
    "the same word twice in English",
    "Read the the manual.",
    ["repetition: the the → the"],
    "He said that that is so.",
  ],
  ["a name that is said twice", "We met in Bora Bora.", [], "Read it very very often."],
  [
    "the same stretch twice",
    "確認を行う確認を行う。",
    ["repetition: 確認を行う確認を行う → 確認を行う"],
    "ますます増える。いろいろある。",
  ],
  [
    "the same kanji word twice",
    "結果を確認確認する。",
    ["repetition: 確認確認 → 確認"],
    "確認者が確認する。",
  ],
  [
    "doubled marks",
    "止める。。次に、、開く。",
    ["punctuation: 。。 → 。", "punctuation: 、、 → 、"],
    "待つ。。。",
  ],
  [
    "commas of two kinds",
    "まず、止める。次に、開く。最後に，閉じる。",
    ["punctuation: ， → 、"],
    "まず、1，000円を払う。",
  ],
  [
    "a missing full stop",
    "電源を切る。ふたを開ける。表示を確認する",
    ["punctuation: る → る。"],
    "電源を切る。ふたを開ける。次のとおり：",
  ],
  ["spaces before commas", "Stop it , then wait.", ["punctuation:  , → ,"], "Stop it, then wait."],
  [
    "spaces on the wrong side",
    "Stop the pump ,and wait.",
    ["punctuation:  , → , "],
    "Stop the pump, and wait.",
  ],
  [
    "a half-width comma",
    "弁を閉め,記録する。",
    ["punctuation: , → 、"],
    "弁を閉め、1,000 mLを、A,Bの順に量る。",
  ],
  [
    "each with a plural",
    "Each server have two disks.",
    ["grammar: Each server have → Each server has"],
    "Each server has two. Sides of each are equal. Every one of the tests are run.",
  ],
  ["missing spaces", "Stop the pump,then wait.", ["punctuation: , → , "], "Use 1,000 or a,b."],
  [
    "articles",
    "Use a hour and an user. A error.",
    ["grammar: a → an", "grammar: an → a", "grammar: A → An"],
    "An hour, a user, a unit, an uninstalled part, an unimportant one.",
  ],
  [
    "could of",
    "It could of been lost.",
    ["grammar: could of → could have"],
    "It could have been lost. Of the two, one.",
  ],
  ["uncountable words", "Keep informations.", ["grammar: informations → information"], "Keep information."],
  ["discuss about", "Discuss about the plan.", ["grammar: Discuss about → Discuss"], "Discuss the plan."],
  ["must to", "You must to check it.", ["grammar: must to → must"], "You must check it."],
  ["two comparatives", "It is more easier.", ["grammar: more easier → easier"], "It is more difficult."],
  ["comply to", "Comply to the rule.", ["grammar: Comply to → Comply with"], "Comply with the rule."],
  [
    "honorifics twice over",
    "社長様がおっしゃられた。",
    ["honorific: 社長様 → 社長", "honorific: おっしゃられ"],
    "社長がおっしゃった。患者様に話す。",
  ],
  ["御中 and 様", "各位様", ["honorific: 各位様 → 各位"], "関係者各位"],
  ["two negations", "行わないわけではない。", ["negative: ないわけではない"], "行わない。行う。"],
  ["a bracket that nobody closes", "弁（V-1を閉める。", ["bracket: （"], "弁（V-1）を閉める。"],
  ["a bracket that nobody opened", "弁V-1）を閉める。", ["bracket: ）"], "1) 弁を閉める。"],
  [
    "だ・である among です・ます",
    "電源を切ります。ふたを開けます。表示を見ます。記録をとる。",
    ["style: 記録をとる。"],
    "電源を切ります。ふたを開けます。表示を見ます。",
  ],
  [
    "a long Japanese sentence",
    `${"この装置の電源を入れ、".repeat(13)}待つ。`,
    [`length: ${"この装置の電源を入れ、".repeat(13)}待つ。`],
    `${"この装置の電源を入れる。".repeat(2)}`,
    { terms: "sentence: 120" },
  ],
  [
    "a long English sentence",
    `Open ${"the valve and ".repeat(16)}wait.`,
    [`length: Open ${"the valve and ".repeat(16)}wait.`],
    "Open the valve. Wait.",
  ],
];

describe("proofreading: rules", () => {
  for (const [name, bad, expected, good, options] of cases)
    it(`${name}: finds it, and leaves good text alone`, async () => {
      const wanted = expected.length === 0 ? [] : expected;
      const kinds = new Set(expected.map((one) => one.split(":")[0]));
      const of = (all: readonly string[]) =>
        kinds.size === 0 ? all : all.filter((one) => kinds.has(one.split(":")[0]));
      assert.deepEqual(of(await found(bad, options)), wanted);
      assert.deepEqual(of(await found(good, options)), []);
    });

  it("has a rule for every kind", async () => {
    const kinds = new Set(cases.flatMap(([, , expected]) => expected.map((one) => one.split(":")[0])));
    // The dictionary's own: test/integration/proofreadRules.test.ts.
    assert.deepEqual(
      proofKinds.filter((kind) => !kinds.has(kind)),
      ["particle", "inflection"],
    );
    assert.ok(rules.length > 15);
  });
});

describe("proofreading: what is left alone", () => {
  const terms = "terms: [{ prefer: サーバー, variants: [サーバ] }]\n";
  const untouched: readonly [string, string][] = [
    ["code blocks", "```\nサーバ recieve ｻｰﾊﾞ\n```\n"],
    ["code in a line", "設定は `サーバ recieve` です。"],
    ["block quotations", "> サーバを止める。recieve\n"],
    ["words in quotation marks", "「サーバ設定」を押す。"],
    ["addresses", "https://example.jp/recieve を見る。recieve@example.jp に送る。"],
    ["paths and file names", "/srv/recieve/untill と recieve.txt を見る。"],
    ["identifiers", "recieve_all と recieveAll を呼ぶ。--untill を付ける。"],
    ["tables of figures", "| a | b |\n|---|---|\n| １２ kg | ３４ |\n\n12と34と56を見る。"],
    ["comments", "<!-- サーバ recieve -->\n"],
    ["front matter", "---\ntitle: サーバ recieve\n---\n\n本文。"],
  ];
  for (const [name, text] of untouched)
    it(name, async () => assert.deepEqual(await found(text, { terms }), []));

  it("words that the user ignores, whatever finds them", async () => {
    const list = `${terms}ignore: [サーバ, recieve]\n`;
    assert.deepEqual(await found("サーバはrecieveする。 recieve", { terms: list }), []);
  });

  it("source code and data, and says so", async () => {
    const { findings, skipped } = await proofreadText("// recieve\n", { languageId: "typescript" });
    assert.deepEqual([findings.length, skipped.length], [0, 1]);
  });

  it("particles where the dictionary does not work, and says so", async () => {
    const { skipped } = await proofreadText("本文をを読む。");
    assert.equal(skipped.length, 1);
    assert.match(skipped[0]?.why ?? "", /dictionary could not be used: none/);
  });

  it("marks of Markdown: a finding across them has no correction", async () => {
    assert.deepEqual(await found("the **the** manual of a pump", {}), ["repetition: the **the"]);
  });
});

describe("proofreading: corrections", () => {
  it("never change a number, a negation or an obligation", async () => {
    const text =
      "３０日以内に申込書を出さなければならない。50日、60日、70日、80日は受け付けない。ｻｰﾊﾞは99.9%動くものとする。";
    const { findings } = await proofreadText(text);
    assert.ok(findings.length >= 2);
    for (const { suggestion, span } of findings) {
      const after = text.slice(0, span.start) + (suggestion ?? "") + text.slice(span.end);
      assert.equal(after.normalize("NFKC").replace(/\D/g, ""), text.normalize("NFKC").replace(/\D/g, ""));
    }
  });

  it("that would change the meaning are findings without a correction", async () => {
    const terms = "terms: [{ prefer: 60日間, variants: [30日間] }, { prefer: 行う, variants: [行わない] }]";
    assert.deepEqual(await found("30日間、行わない。", { terms }), ["term: 30日間", "term: 行わない"]);
  });

  it("are the same every time", async () => {
    const text = "サーバとサーバーとｻｰﾊﾞ。the the. 止める。。";
    assert.deepEqual(await proofreadText(text), await proofreadText(text));
  });
});
