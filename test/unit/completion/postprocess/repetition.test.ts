import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("repetition", [
  {
    why: "the same line again and again",
    given: "⟦log(a);\nlog(a);\nlog(a);\nlog(a);\nlog(a);⟧",
    becomes: "⟦log(a);⟧",
  },
  {
    why: "a block that comes three times",
    given: `⟦${"if (a) {\n  b();\n}\n".repeat(3)}⟧`,
    becomes: "⟦if (a) {\n  b();\n}⟧",
  },
  {
    why: "Japanese that runs in circles",
    language: "markdown",
    given: `⟦対応します。確認します。${"報告します。".repeat(7)}⟧`,
    becomes: "⟦対応します。確認します。報告します。⟧",
  },
  {
    why: "words that run in circles",
    given: `// ⟦note ${"the value of ".repeat(8)}⟧`,
    becomes: "// ⟦note the value of⟧",
  },
  { why: "closing brackets", given: lines("⟦a({", "  b({", "  })", "})", "}", "}", "}", "}⟧") },
  {
    why: "a row of a matrix three times",
    given: "const m = [\n⟦  [0, 0, 1],\n  [0, 0, 1],\n  [0, 0, 1],\n];⟧",
  },
  { why: "a ruler", given: "⟦// --------------------------------------------⟧" },
  { why: "deep indentation", given: `⟦${" ".repeat(40)}return 1;⟧` },
  { why: "calls that differ in one letter", given: "⟦set(a1);\nset(a2);\nset(a3);\nset(a4);\nset(a5);⟧" },
]);
