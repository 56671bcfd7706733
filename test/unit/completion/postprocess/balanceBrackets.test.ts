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
  { why: "a block that is closed below", given: lines("if (⟦ready) {⟧", "  a();", "}") },
  { why: "brackets in strings", given: "const a = ⟦\")\" + ':-)' + `}`;⟧" },
  { why: "brackets in comments", given: "const a = ⟦1; // 例) と 2)⟧" },
  { why: "an apostrophe before a bracket", given: "// don't\nfoo(⟦a) // it's⟧" },
  { why: "text the count cannot make sense of", given: lines("const a = /[(]/;", "b(⟦c);", "}⟧", "x)]}") },
  { why: "a smiley in prose", language: "markdown", given: "ありがとう⟦ございます:)⟧" },
  { why: "a replaced end", given: "foo(⟦a);⟧⟪);⟫" },
  { why: "a smiley inside a comment", given: "// 例 ⟦(a) と :)⟧" },
  { why: "a smiley inside a string", given: 'say("⟦:) hello⟧")' },
  { why: "a bracket too many behind a string's end", given: 'say("⟦:)"));⟧\n', becomes: 'say("⟦:)")⟧\n' },
  {
    why: "list marks in a docstring",
    language: "python",
    given: lines('"""', "⟦1) 読む", "2) 書く⟧", '"""'),
  },
  {
    why: "a bracket too many in SQL",
    language: "sql",
    given: "WHERE a IN (⟦1, 2)) AND b⟧",
    becomes: "WHERE a IN (⟦1, 2)⟧",
  },
  {
    why: "patterns of a shell's case",
    language: "shellscript",
    given: lines("case $1 in", "  ⟦start) run ;;", "  stop) halt ;;⟧", "esac"),
  },
  { why: "full-width brackets", language: "markdown", given: "申請（⟦所属長）の承認）⟧" },
]);
