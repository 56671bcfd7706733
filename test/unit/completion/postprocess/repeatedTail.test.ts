import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("repeatedTail", [
  { why: "the bracket that is there", given: "foo(⟦a, b)⟧)", becomes: "foo(⟦a, b)⟧⟪)⟫" },
  { why: "bracket and semicolon", given: "foo(⟦a, b);⟧);", becomes: "foo(⟦a, b);⟧⟪);⟫" },
  { why: "a semicolon", given: "const a = ⟦foo();⟧;", becomes: "const a = ⟦foo();⟧⟪;⟫" },
  { why: "an expression", given: "const a = ⟦b + c * d;⟧ * d;", becomes: "const a = ⟦b + c * d;⟧⟪ * d;⟫" },
  { why: "a quote", given: 'say("⟦hello"⟧"', becomes: 'say("⟦hello"⟧⟪"⟫' },
  {
    why: "Japanese words",
    language: "markdown",
    given: "申請は⟦所属長が承認します。⟧承認します。",
    becomes: "申請は⟦所属長が承認します。⟧⟪承認します。⟫",
  },
  { why: "a better end of the line", given: "if (a⟦ === 1) {⟧)", becomes: "if (a⟦ === 1) {⟧⟪)⟫" },
  { why: "a block's end", given: "use(() => {⟦\n  a();\n})⟧})", becomes: "use(() => {⟦\n  a();\n})⟧⟪})⟫" },
  { why: "the first of two marks", given: "foo(⟦a)⟧);", becomes: "foo(⟦a⟧);" },
  { why: "a string's end before a bracket", given: 'say("⟦hello"⟧")', becomes: 'say("⟦hello⟧")' },
  { why: "the bracket of an inner call", given: "foo(bar(⟦x)⟧)" },
  { why: "a body that leaves the end alone", given: "use(() => {⟦\n  a();\n⟧})" },
  { why: "an argument before others", given: "foo(⟦a⟧, b)" },
  { why: "a letter that is the same by chance", given: "const a = ⟦data⟧a" },
  { why: "an apostrophe in a comment", given: "// don't ⟦stop⟧ now" },
  { why: "a line without a rest", given: lines("foo(⟦a)⟧", ")") },
]);
