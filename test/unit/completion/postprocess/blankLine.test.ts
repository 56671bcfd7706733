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
]);
