import assert from "node:assert/strict";
import { missingWords, subjectOf, support, type Vocabulary } from "../../../server/src/ask/words";
import { tokensOf } from "../../../server/src/retrieval/tokens";

/** Of these passages. */
function vocabularyOf(...texts: readonly string[]): Vocabulary {
  const passages = texts.map((text) => new Set(tokensOf(text)));
  return {
    holders: (token) => passages.filter((held) => held.has(token)).length,
    hasTokenWith: (part) => passages.some((held) => [...held].some((token) => token.includes(part))),
    size: () => ({
      ...{ files: 1, bytes: 1, unread: [], leftOut: 0, complete: true },
      passages: passages.length,
    }),
  };
}

const manual =
  "解約の申出を受けたときは本人確認書類を確認する。Records are kept. セキュリティポリシーを守る。";

describe("ask: words of a question", () => {
  it("says what it is about without the words that only ask", () => {
    assert.deepEqual(subjectOf("解約の方法を教えてください。How is it done?"), ["解約"]);
  });

  const cases: readonly (readonly [question: string, missing: readonly string[]])[] = [
    ["解約の本人確認", []],
    ["解約時の本人確認は何を見ればよいか", []],
    ["暗号資産の解約", ["暗号資産"]],
    ["外国為替の送金", ["外国為替", "送金"]],
    ["セキュリティを守る", []],
    ["マイナンバーを守る", ["マイナンバー"]],
    ["Which record is kept?", []],
    ["Are recordings kept?", []],
    ["What about refunds?", ["refunds"]],
    ["保全課の連絡先", ["保全課", "連絡先"]],
    ["2031年の解約", ["2031"]],
  ];
  for (const [question, missing] of cases)
    it(`${question}: ${missing.join(", ") || "nothing"} is missing`, () =>
      assert.deepEqual(missingWords(question, vocabularyOf(manual)), missing));
});

describe("ask: how much of a question a passage holds", () => {
  const other = "出張の旅費は精算書で請求する。";
  const vocabulary = vocabularyOf(manual, other);
  it("is all of it, none of it, or a part", () => {
    assert.equal(support("解約の確認書類", [manual], vocabulary), 1);
    assert.equal(support("旅費の精算", [manual], vocabulary), 0);
    const part = support("解約の旅費", [manual, other], vocabulary);
    assert.ok(part > 0.3 && part < 0.7, String(part));
  });

  it("is nothing without words, and little when most of them stand nowhere", () => {
    assert.equal(support("何ですか", [manual], vocabulary), 0);
    assert.ok(support("盆栽の剪定の確認", [manual], vocabulary) < 0.25);
  });
});
