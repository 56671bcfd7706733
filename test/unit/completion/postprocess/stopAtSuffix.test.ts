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
]);
