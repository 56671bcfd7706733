import assert from "node:assert/strict";
import { isCommentLine, literalAtEnd, openMark, scanBrackets } from "../../../server/src/completion/brackets";
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

  it("leaves out the string or comment that the text begins in", () => {
    const cases: readonly [
      text: string,
      inside: string,
      open: string,
      unmatched: string,
      literal: number[],
    ][] = [
      ["a) b\n(", "\n", "(", "", []],
      ['a) b" + (', '"', "(", "", []],
      ["a) b + (", "'", "(", ")", []],
      ["a)\nb */ (", "*/", "(", "", [1]],
      ["a)\nb (", "*/", "", "", [1]],
      ['a)\nb """ (', '"""', "(", "", [1]],
    ];
    for (const [text, inside, open, unmatched, literal] of cases) {
      const scan = scanBrackets(text, syntaxOf("typescript"), inside);
      assert.equal(scan.open.join(""), open, text);
      assert.equal(scan.unmatched.map(({ char }) => char).join(""), unmatched, text);
      assert.deepEqual([...scan.literalLines], literal, text);
    }
  });

  it("knows what is open where each line begins", () => {
    const { openAt } = scanBrackets("f({\n[\n'(',\n]\n})\n", syntaxOf("typescript"));
    assert.deepEqual(openAt, ["", "({", "({[", "({[", "({", ""]);
  });

  it("says when brackets make no sense", () => {
    assert.equal(scanBrackets("/[(]/", syntaxOf("typescript")).mismatched, true);
  });

  it("knows the lines that begin inside a string or comment", () => {
    const { literalLines } = scanBrackets("a\n`b\nc`\n/*\nd */ e\nf", syntaxOf("typescript"));
    assert.deepEqual([...literalLines], [2, 4]);
  });

  const marks: readonly [text: string, language: string, mark: string | undefined][] = [
    ["a(); // 例", "typescript", "\n"],
    ["// 例\na();", "typescript", undefined],
    ["/* 例\n", "typescript", "*/"],
    ["const a = `b\n", "typescript", "`"],
    ['def f():\n    """件数', "python", '"""'],
    ['def f():\n    """件数"""\n', "python", undefined],
    ["say('a", "python", "'"],
    ["it's\nsay(", "typescript", undefined],
    ["echo ${1#*/} $#", "shellscript", undefined],
    ["echo # 例", "shellscript", "\n"],
    ["src/**/*.ts が対象", "markdown", undefined],
  ];
  for (const [text, language, mark] of marks) {
    it(`${JSON.stringify(text)} (${language}) stands open until ${JSON.stringify(mark)}`, () => {
      assert.equal(openMark(text, syntaxOf(language)), mark);
    });
  }

  const comments: readonly [line: string, language: string, comment: boolean][] = [
    ["  // 例", "typescript", true],
    ["  /** 例 */", "typescript", true],
    ["a(); // 例", "typescript", false],
    ["      * 例", "cobol", true],
    ["       MOVE A TO B. *> 例", "cobol", false],
    ["REM copy", "bat", true],
    ["remove a", "bat", false],
    ["# 見出し", "markdown", false],
  ];
  for (const [line, language, comment] of comments) {
    it(`${JSON.stringify(line)} (${language}) is ${comment ? "a" : "no"} comment line`, () => {
      assert.equal(isCommentLine(line, syntaxOf(language)), comment);
    });
  }

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
