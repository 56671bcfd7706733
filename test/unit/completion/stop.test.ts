import assert from "node:assert/strict";
import { holeAt } from "../../../server/src/completion/hole";
import { wantsMultiline } from "../../../server/src/completion/multiline";
import { isFinished, stopStrings, wholePart } from "../../../server/src/completion/stop";
import { parseSuggestion, lines } from "../../support/cursor";

/** Where the stream is left, character by character; undefined if never. */
function stopsAfter(marked: string, language: string): string | undefined {
  const { text, offset, suggestion } = parseSuggestion(marked);
  const hole = holeAt(text, offset, language);
  const multiline = wantsMultiline(hole, "auto", false);
  for (let end = 1; end <= suggestion.length; end++) {
    if (isFinished(suggestion.slice(0, end), hole, multiline)) return suggestion.slice(0, end);
  }
  return undefined;
}

describe("stop of a stream", () => {
  const cases: readonly [why: string, language: string, given: string, heard: string | undefined][] = [
    ["the end of the one line", "typescript", "const a = ⟦1;\nconst b⟧", "1;\n"],
    [
      "the first word of a line outside the block",
      "typescript",
      lines("function f() {", "  if (a) {⟦", "    b();", "  c();", "  d();⟧", "}"),
      lines("", "    b();", "  c("),
    ],
    ["the block's end", "typescript", "if (a) {⟦\n  b();\n}\nc();⟧", "\n  b();\n}\n"],
    ["the block's end below", "typescript", "if (a) {⟦\n  b();\n}\nc();⟧\n}", "\n  b();\n}\n"],
    ["the blank line", "typescript", "⟦const a = 1;\n\nconst b = 2;⟧", "const a = 1;\n\n"],
    [
      "the first letter of the next Python function",
      "python",
      lines("⟦def a():", "    return 1", "", "", "def b():⟧"),
      lines("def a():", "    return 1", "", "", "d"),
    ],
    ["the line below", "typescript", "⟦b();\nreturn total;\nc();⟧\nreturn total;", "b();\nreturn total;\n"],
    ["a circle", "typescript", `if (a) {⟦\n${"  add(1);\n".repeat(9)}⟧`, `\n${"  add(1);\n".repeat(4)}`],
    ["else goes on", "typescript", "if (a) {⟦\n  b();\n} else {\n  c();\n}⟧", undefined],
    [
      "a function with a blank line goes on",
      "typescript",
      "⟦function f() {\n  a();\n\n  b();\n}⟧",
      undefined,
    ],
    ["a special token", "typescript", "const a = ⟦b;<|fim_pad|>c⟧", "b;<|fim_pad|>"],
    ["the header of another file", "python", "a()\n⟦b()\n# path: c.py\nc()⟧", "b()\n# path: c.py\n"],
    [
      "the line below, written otherwise",
      "typescript",
      "⟦a();\nreturn total(a, b)\nc();⟧\nreturn total(a, b);",
      "a();\nreturn total(a, b)\n",
    ],
    [
      "words in circles",
      "typescript",
      `// ⟦a ${"note the value of ".repeat(9)}⟧`,
      `a ${"note the value of ".repeat(6).slice(0, -1)}`,
    ],
    ["one line of code that a circle does not make", "c", `a = {⟦${"0x00, ".repeat(16)}⟧`, undefined],
    [
      "closing lines one after the other",
      "typescript",
      "a {\n  b {⟦\n    c();\n  }\n}\nd();⟧",
      "\n    c();\n  }\n}\n",
    ],
    [
      "a blank line before the code of a comment",
      "python",
      "# 合計を返す\n⟦\n\ndef a():\n    return 1⟧",
      undefined,
    ],
    [
      "the thought after the code of a comment",
      "typescript",
      "// 合計を返す\n⟦// 空なら零\n\nfunction a() {}\n\nfunction b() {}⟧",
      "// 空なら零\n\nfunction a() {}\n\n",
    ],
    [
      "a comment of its own, where none asks",
      "typescript",
      "a();\n⟦// 空なら零\n\nfunction a() {}⟧",
      "// 空なら零\n\n",
    ],
    ["one line is not over", "typescript", "const a = ⟦b + c + d⟧", undefined],
  ];
  for (const [why, language, given, heard] of cases) {
    it(why, () => assert.equal(stopsAfter(given, language), heard));
  }

  it("tells the engine to stop at two blank lines, unless a comment asks for code", () => {
    const hole = (text: string) => holeAt(text, text.length, "python");
    assert.deepEqual(stopStrings(false), ["\n"]);
    assert.deepEqual(stopStrings(true), ["\n\n\n"]);
    assert.deepEqual(stopStrings(true, hole("a = 1\n")), ["\n\n\n"]);
    assert.deepEqual(stopStrings(true, hole("# 合計を返す")), []);
    assert.deepEqual(stopStrings(false, hole("# 合計を返す")), ["\n"]);
  });

  it("keeps whole lines, or whole words, of what time cut off", () => {
    assert.equal(wholePart("a();\n  b();\n  c.de"), "a();\n  b();");
    assert.equal(wholePart("\n  first(a, seco"), "first(a,".padStart(11, "\n  "));
    assert.equal(wholePart("顧客の一覧を返し、件数を記録す"), "顧客の一覧を返し、");
    assert.equal(wholePart("incomple"), "");
  });
});
