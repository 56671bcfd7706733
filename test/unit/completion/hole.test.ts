import assert from "node:assert/strict";
import {
  holeAt,
  indentOf,
  lineAbove,
  literalAt,
  opensBlock,
  toDocument,
} from "../../../server/src/completion/hole";
import { parse } from "../../support/cursor";

const at = (marked: string, language = "typescript") => {
  const { text, offset } = parse(marked);
  return holeAt(text, offset, language);
};

describe("completion hole", () => {
  const breaks: readonly [marked: string, eol: string][] = [
    ["a\r\nb|\nc", "\r\n"],
    ["a\nb|\r\nc", "\n"],
    ["a|\r\nc", "\r\n"],
    ["a\rb|", "\r"],
    ["a|", "\n"],
  ];
  for (const [marked, eol] of breaks) {
    it(`takes the nearest line break of ${JSON.stringify(marked)}`, () => {
      const hole = at(marked);
      assert.equal(toDocument("x\ny", hole), `x${eol}y`);
      assert.doesNotMatch(hole.prefix + hole.suffix, /\r/);
    });
  }

  it("splits the cursor's line", () => {
    const { linePrefix, lineSuffix } = at("a\r\nb = |c;\r\nd");
    assert.deepEqual([linePrefix, lineSuffix], ["b = ", "c;"]);
  });

  const openers: readonly [marked: string, language: string, opens: boolean][] = [
    ["if (a) {|", "typescript", true],
    ["if (a) { // 空なら |", "typescript", true],
    ["if (a) {\n\n  |", "typescript", true],
    ["const f = () =>|", "typescript", true],
    ["a();|", "typescript", false],
    ["const url = 'http://x' + |", "typescript", false],
    ["def f(self):|", "python", true],
    ["return a[1:]|", "python", false],
    ["IF a THEN|", "plsql", true],
    ["SELECT lengthen|", "sql", false],
    ["items.each do|", "ruby", true],
    ["次のとおりとする。|", "markdown", false],
    ["|", "typescript", false],
  ];
  for (const [marked, language, opens] of openers) {
    it(`${opens ? "sees" : "sees no"} block opened by ${JSON.stringify(marked)} (${language})`, () => {
      assert.equal(opensBlock(at(marked, language)), opens);
    });
  }

  const literals: readonly [marked: string, language: string, mark: string | undefined][] = [
    ["a(); // 例|", "typescript", "\n"],
    ["/*\n * 例|\n */", "typescript", "*/"],
    ["const a = `\nb|\n`;", "typescript", "`"],
    ["a.split(/`/);\nb|", "typescript", undefined],
    ['"""\n件数|\n"""', "python", '"""'],
    ['say("件数|")', "python", '"'],
    ["don't\nsay(|", "python", undefined],
    ["- `a|", "markdown", undefined],
    [`${"a();\n".repeat(60_000)}/* b\n|`, "typescript", undefined],
  ];
  for (const [marked, language, mark] of literals) {
    it(`knows what ends the literal at ${JSON.stringify(marked.slice(-30))} (${language})`, () => {
      assert.equal(literalAt(at(marked, language)), mark);
    });
  }

  it("finds the nearest line above", () => {
    assert.equal(lineAbove(at("a\n  b\n\n c|")), "  b");
    assert.equal(lineAbove(at("\n a|")), undefined);
  });

  it("measures indentation", () => {
    assert.deepEqual(["a", "  a", "\ta", "  \ta", "\u3000a"].map(indentOf), [0, 2, 4, 4, 1]);
  });
});
