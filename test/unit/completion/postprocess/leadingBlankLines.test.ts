import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("leadingBlankLines", [
  {
    why: "a blank line below one",
    given: lines("a();", "", "⟦", "b();⟧", ""),
    becomes: lines("a();", "", "⟦b();⟧", ""),
  },
  {
    why: "a blank line below one in a block",
    given: lines("{", "  a();", "", "  ⟦", "  b();⟧", "}"),
    becomes: lines("{", "  a();", "", "  ⟦b();⟧", "}"),
  },
  {
    why: "a third blank line between functions",
    language: "python",
    given: lines("a()", "", "⟦", "", "", "def b():", "    pass⟧"),
    becomes: lines("a()", "", "⟦", "def b():", "    pass⟧"),
  },
  {
    why: "a second blank line below a Japanese paragraph",
    language: "markdown",
    given: lines("以上です。", "", "⟦", "次に、⟧"),
    becomes: lines("以上です。", "", "⟦次に、⟧"),
  },
  { why: "a blank line between two thoughts", given: lines("a();", "⟦", "b();⟧") },
  {
    why: "two blank lines between functions",
    language: "python",
    given: lines("a()", "", "⟦", "def b():", "    pass⟧"),
  },
  { why: "a new line behind code", given: lines("if (a) {⟦", "  b();⟧", "}") },
  { why: "another depth below blank lines", given: lines("  a();", "", "  ⟦", "}⟧") },
  { why: "code at once", given: lines("a();", "", "⟦b();⟧") },
]);
