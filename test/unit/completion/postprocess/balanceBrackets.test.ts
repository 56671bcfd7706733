import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("balanceBrackets", [
  { why: "a bracket that closes nothing", given: "const a = ⟦b);⟧", becomes: "const a = ⟦b⟧" },
  {
    why: "a block's end that stands below",
    given: lines("function f() {", "  ⟦a();", "}⟧", "}"),
    becomes: lines("function f() {", "  ⟦a();", "⟧", "}"),
  },
  { why: "one bracket too many", given: "foo(bar(⟦x)));⟧\n", becomes: "foo(bar(⟦x))⟧\n" },
  { why: "brackets that were open", given: "foo(bar([⟦x]));⟧" },
  { why: "a block's end that is missing", given: lines("function f() {", "  ⟦a();", "}⟧") },
  { why: "brackets of the text's own", given: "const a = ⟦[b(c), { d }];⟧" },
  { why: "brackets in strings", given: "const a = ⟦\")\" + ':-)' + `}`;⟧" },
  { why: "brackets in comments", given: "const a = ⟦1; // 例) と 2)⟧" },
  { why: "an apostrophe before a bracket", given: "// don't\nfoo(⟦a) // it's⟧" },
  { why: "text the count cannot make sense of", given: lines("const a = /[(]/;", "b(⟦c);", "}⟧", "x)]}") },
  { why: "a smiley in prose", language: "markdown", given: "ありがとう⟦ございます:)⟧" },
  { why: "a replaced end", given: "foo(⟦a);⟧⟪);⟫" },
]);
