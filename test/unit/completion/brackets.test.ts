import assert from "node:assert/strict";
import { literalAtEnd, scanBrackets } from "../../../server/src/completion/brackets";
import { syntaxOf } from "../../../server/src/completion/syntax";

describe("bracket scan", () => {
  const cases: readonly [text: string, language: string, open: string, unmatched: string][] = [
    ["f(a[0], {", "typescript", "({", ""],
    ["a) + b]", "typescript", "", ")]"],
    ["say('(') + \"[\" + `{\n(`", "typescript", "", ""],
    ["'it\\'s (' + (", "typescript", "(", ""],
    ["a(); // (\n/* [\n { */ (", "typescript", "(", ""],
    ["// don't\nf(", "typescript", "(", ""],
    ["fn f<'a>(x: &'a str) {", "rust", "{", ""],
    ['"""(\n"quoted" [\n""" + (', "python", "(", ""],
    ["x = 1  # (", "python", "", ""],
    ["SELECT 'it''s (' -- (\nFROM (", "sql", "(", ""],
    ["（全角）「かぎ」(", "typescript", "(", ""],
  ];
  for (const [text, language, open, unmatched] of cases) {
    it(`${JSON.stringify(text)} (${language})`, () => {
      const scan = scanBrackets(text, syntaxOf(language));
      assert.equal(scan.open.join(""), open);
      assert.equal(scan.unmatched.map(({ char }) => char).join(""), unmatched);
      assert.equal(scan.mismatched, false);
    });
  }

  it("says when brackets make no sense", () => {
    assert.equal(scanBrackets("/[(]/", syntaxOf("typescript")).mismatched, true);
  });

  it("knows the lines that begin inside a string or comment", () => {
    const { literalLines } = scanBrackets("a\n`b\nc`\n/*\nd */ e\nf", syntaxOf("typescript"));
    assert.deepEqual([...literalLines], [2, 4]);
  });

  const ends: readonly [line: string, inside: "comment" | "string" | undefined][] = [
    ["a(); // 例", "comment"],
    ["a(); /* 例", "comment"],
    ["a(); /* 例 */ ", undefined],
    ['say("http://a") + "', "string"],
    ['say("//")', undefined],
    ["it's", undefined],
    ["say('", "string"],
  ];
  for (const [line, inside] of ends) {
    it(`${line} ends in ${inside ?? "code"}`, () => {
      assert.equal(literalAtEnd(line, syntaxOf("typescript")), inside);
    });
  }
});
