import { lines } from "../../../support/cursor";
import { check } from "./cases";

const file = lines("class A {", "    int a() {", "        return 1;", "    }", "");
const inFile = (given: string) => `${file}\n${given}`;
const language = "java";

check("oddIndentation", [
  {
    why: "three spaces",
    language,
    given: inFile("    int b() {⟦\n       c();\n    }⟧"),
    becomes: inFile("    int b() {⟦\n        c();\n    }⟧"),
  },
  {
    why: "five spaces",
    language,
    given: inFile("if (a) {⟦\n     b();\n}⟧"),
    becomes: inFile("if (a) {⟦\n    b();\n}⟧"),
  },
  {
    why: "every depth",
    language: "python",
    given: lines(
      "if a:",
      "    b()",
      "    if c:",
      "        d()",
      "def f():⟦",
      "   if a:",
      "       b()",
      "   return c⟧",
    ),
    becomes: lines(
      "if a:",
      "    b()",
      "    if c:",
      "        d()",
      "def f():⟦",
      "    if a:",
      "        b()",
      "    return c⟧",
    ),
  },
  {
    why: "two depths that would become one",
    language,
    given: inFile("if (a) {⟦\n   b {\n     c();\n   }\n}⟧"),
  },
  { why: "two spaces", language, given: inFile("if (a) {⟦\n  b();\n}⟧") },
  { why: "a file of twos", given: lines("a {", "  b", "  c {", "    d", "}", "if (a) {⟦", "   b();", "}⟧") },
  { why: "a file of tabs", language: "c", given: "a {\n\tb\n\tc\n\td\n}\nif (a) {⟦\n   b();\n}⟧" },
  { why: "a file that shows too little", language, given: "a {\n    b\n}\nif (a) {⟦\n   b();\n}⟧" },
  { why: "arguments lined up", language, given: inFile("    int b = c(⟦d,\n              e,\n       f);⟧") },
  { why: "a doc comment", language, given: inFile("    ⟦/**\n     * 件数を返す。\n     */\n    int b;⟧") },
  { why: "a chain", language, given: inFile("    a⟦\n     .b()\n     .c();⟧") },
  { why: "lines of a string", language, given: inFile('    String a = ⟦"""\n   b\n     c""";⟧') },
  {
    why: "YAML",
    language: "yaml",
    given: lines("a:", "    b: 1", "    c: 1", "    d: 1", "e:⟦", "   f: 1⟧"),
  },
  {
    why: "SQL lined up by words",
    language: "sql",
    given: lines(
      "SELECT a",
      "    FROM b",
      "    WHERE c",
      "    AND d;",
      "⟦SELECT a",
      "  FROM b",
      " WHERE c;⟧",
    ),
  },
]);
