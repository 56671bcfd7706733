import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("stopAtSuffix", [
  {
    why: "the line that stands below",
    given: lines(
      "const a = 1;",
      "⟦const b = 2;",
      "const total = a + b;",
      "print(total);⟧",
      "const total = a + b;",
    ),
    becomes: lines("const a = 1;", "⟦const b = 2;⟧", "const total = a + b;"),
  },
  {
    why: "nothing but the line that stands below",
    given: lines("  ⟦return total;⟧", "  return total;"),
    becomes: "dropped",
  },
  {
    why: "the rest of a line that makes it the line below",
    given: lines("const to⟦tal = a + b;⟧", "", "const total = a + b;"),
    becomes: "dropped",
  },
  {
    why: "a Japanese comment that stands below",
    given: lines("⟦保存();", "// 顧客へ通知する", "通知();⟧", "// 顧客へ通知する"),
    becomes: lines("⟦保存();⟧", "// 顧客へ通知する"),
  },
  {
    why: "closing lines that stand below",
    given: lines("if (a) {", "  ⟦b();", "}⟧", "}", "c();"),
    becomes: lines("if (a) {", "  ⟦b();⟧", "}", "c();"),
  },
  {
    why: "the same words at another depth",
    given: lines("  ⟦if (empty) {", "    return total;", "  }⟧", "  return total;"),
  },
  { why: "a bracket that also stands below", given: lines("⟦if (a) {", "  b();", "}⟧", "}") },
  {
    why: "a line much like the one below",
    given: lines("⟦const width = box.width;⟧", "const height = box.height;"),
  },
  {
    why: "a Japanese call that stands below",
    given: lines("⟦保存();", "通知();", "終了();⟧", "通知();"),
    becomes: lines("⟦保存();⟧", "通知();"),
  },
  {
    why: "the key that stands below",
    language: "yaml",
    given: lines("a:", "  ⟦b: 1", "  port: 80⟧", "  port: 80"),
    becomes: lines("a:", "  ⟦b: 1⟧", "  port: 80"),
  },
  {
    why: "a block's end in COBOL that stands below",
    language: "cobol",
    given: lines("           IF A", "               ⟦PERFORM B", "           END-IF⟧", "           END-IF"),
    becomes: lines("           IF A", "               ⟦PERFORM B⟧", "           END-IF"),
  },
  {
    why: "the end of a conditional of its own",
    language: "c",
    given: lines("#ifdef A", "⟦#ifdef B", "int b;", "#endif⟧", "#endif"),
  },
  {
    why: "the end of a block of its own at the same depth",
    language: "plsql",
    given: lines("⟦IF b THEN", "  run();", "END IF;⟧", "END IF;"),
  },
  { why: "a row that differs in a number", language: "sql", given: lines("⟦(1, '本店'),⟧", "(2, '本店'),") },
  { why: "another case with the same body", given: lines("case 1:", "  ⟦a();", "case 2:⟧", "  b();") },
  {
    why: "a YAML key of another item",
    language: "yaml",
    given: lines("- ⟦name: a", "  run: b⟧", "- name: c", "  run: b"),
  },
  {
    why: "a body under a line that stands below as well",
    given: lines("if (isReady) {⟦", "  a();", "}⟧", "if (isReady) {", "  b();", "}"),
  },
]);
