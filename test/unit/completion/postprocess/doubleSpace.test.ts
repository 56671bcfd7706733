import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("doubleSpace", [
  { why: "a second space", given: "const a = ⟦ b;⟧", becomes: "const a = ⟦b;⟧" },
  { why: "several spaces", language: "sql", given: "SELECT ⟦  name⟧", becomes: "SELECT ⟦name⟧" },
  { why: "a space behind Japanese", given: "合計 = ⟦ 単価;⟧", becomes: "合計 = ⟦単価;⟧" },
  { why: "indentation", given: "  ⟦  a();⟧" },
  { why: "the first space", given: "const a =⟦ b;⟧" },
  { why: "a string", given: 'say("a: ⟦ b");⟧' },
  { why: "a comment", given: "// a ⟦ b⟧" },
  { why: "a line of a block comment", given: lines("/*", " * a ⟦ b⟧", " */") },
  { why: "a comment after two spaces", language: "python", given: "x = 1 ⟦ # 税込⟧" },
  { why: "alignment in the line", given: "int    a = ⟦ 1;⟧", language: "c" },
  { why: "alignment with the line above", language: "c", given: lines("int a    =  1;", "int b = ⟦ 1;⟧") },
  { why: "alignment with the line below", language: "c", given: lines("int b = ⟦ 1;⟧", "int a =  12;") },
  { why: "columns of COBOL", language: "cobol", given: "       01 A ⟦ PIC X.⟧" },
  { why: "the end of a line in Markdown", language: "markdown", given: "一 ⟦ 二⟧" },
  { why: "a break", given: "if (a) { ⟦ \n  b();⟧" },
]);
