import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("blankLine", [
  {
    why: "the next thought",
    given: lines("⟦const a = 1;", "const b = 2;", "", "function c() {", "}⟧"),
    becomes: lines("⟦const a = 1;", "const b = 2;⟧"),
  },
  {
    why: "the next Python function",
    language: "python",
    given: lines("⟦import os", "import sys", "", "", "def main():", "    pass⟧"),
    becomes: lines("⟦import os", "import sys⟧"),
  },
  {
    why: "the next paragraph",
    language: "markdown",
    given: lines("⟦手順を示す。", "", "次の章⟧"),
    becomes: lines("⟦手順を示す。⟧"),
    multiline: true,
  },
  {
    why: "a blank line in a block of the text's own",
    given: lines("⟦function f() {", "  a();", "", "  b();", "}⟧"),
  },
  {
    why: "a blank line in a Python function of the text's own",
    language: "python",
    given: lines("⟦def f():", "    a()", "", "    b()⟧"),
  },
  {
    why: "a blank line in the block the cursor's line opens",
    given: lines("if (a) {⟦", "  b();", "", "  c();", "}⟧"),
  },
  { why: "a blank line in a string", given: lines("⟦const a = `b", "", "c`;⟧") },
  {
    why: "the thought after the code that a comment asks for",
    given: lines(
      "// 合計を返す",
      "⟦// 空なら零",
      "",
      "function a() {",
      "  return 1;",
      "}",
      "",
      "function b() {}⟧",
    ),
    becomes: lines("// 合計を返す", "⟦// 空なら零", "", "function a() {", "  return 1;", "}⟧"),
  },
  {
    why: "a blank line before the code that a comment asks for",
    given: lines("// 合計を返す", "⟦// 空なら零", "", "const a = 1;⟧"),
  },
  {
    why: "a blank line before the code that is asked for at a comment's end",
    language: "python",
    given: lines("# 合計⟦を返す", "", "def a():", "    return 1⟧"),
    multiline: true,
  },
  {
    why: "a comment of its own, where none asks",
    given: lines("a();", "⟦// 空なら零", "", "const a = 1;⟧"),
    becomes: lines("a();", "⟦// 空なら零⟧"),
  },
]);
