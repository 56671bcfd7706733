import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("similarToSuffix", [
  {
    why: "the next line without its semicolon",
    given: lines("⟦a();", "return total(rows, branch)⟧", "return total(rows, branch);"),
    becomes: lines("⟦a();⟧", "return total(rows, branch);"),
  },
  {
    why: "the next line with other spaces",
    given: lines(
      "⟦a();",
      "for (let i=0; i < rows.length; i++) {⟧",
      "for (let i = 0; i < rows.length; i++) {",
    ),
    becomes: lines("⟦a();⟧", "for (let i = 0; i < rows.length; i++) {"),
  },
  {
    why: "nothing but the next line with other quotes",
    language: "python",
    given: lines(
      '    ⟦raise ValueError("件数が正しくありません")⟧',
      "    raise ValueError('件数が正しくありません')",
    ),
    becomes: "dropped",
  },
  {
    why: "lines further below, one after the other",
    language: "python",
    given: lines(
      "⟦rows = clean(rows)",
      "total = sum(rows)",
      "print(total)⟧",
      "check(rows)",
      "total = sum(rows)",
      "print(total)",
    ),
    becomes: lines("⟦rows = clean(rows)⟧", "check(rows)", "total = sum(rows)", "print(total)"),
  },
  {
    why: "a Japanese comment below",
    given: lines("⟦save();", "// 顧客へ結果を通知する", "notify();⟧", "// 顧客へ結果を通知する。"),
    becomes: lines("⟦save();⟧", "// 顧客へ結果を通知する。"),
  },
  {
    why: "one line that stands further below",
    given: lines("⟦out.write(name);", "out.newLine();⟧", "out.write(age);", "out.newLine();"),
  },
  {
    why: "the case before",
    given: lines("⟦case Kind.NUMBER_1:", "  break;⟧", "case Kind.NUMBER_2:", "  break;"),
  },
  {
    why: "the row before",
    language: "sql",
    given: lines("⟦(1, '本店', '東京都千代田区丸の内'),⟧", "(2, '本店', '東京都千代田区丸の内');"),
  },
  {
    why: "the opposite condition",
    given: lines("⟦if (customer.balance < 0) stop();⟧", "if (customer.balance > 0) stop();"),
  },
  { why: "brackets", given: lines("⟦a({", "})⟧", "});") },
  {
    why: "the same words at another depth",
    given: lines("⟦if (a) {", "    return total(rows, b)", "}⟧", "return total(rows, b);"),
  },
  {
    why: "lines of the next function",
    given: lines(
      "{",
      "  ⟦const rows = load(branch);",
      "  return sum(rows);⟧",
      "}",
      "{",
      "  const rows = load(branch);",
      "  return sum(rows);",
      "}",
    ),
  },
  {
    why: "a sentence that says otherwise",
    language: "markdown",
    given: lines(
      "⟦管理者は、記録を三年間保存しなければならない。⟧",
      "管理者は、記録を五年間保存しなければならない。",
    ),
  },
  {
    why: "COBOL that moves another field",
    language: "cobol",
    given: lines("           ⟦MOVE WS-NAME-1 TO OUT-NAME-1.⟧", "           MOVE WS-NAME-2 TO OUT-NAME-2."),
  },
  {
    why: "a YAML item of the same shape",
    language: "yaml",
    given: lines("  ⟦- name: build-1", "    run: make⟧", "  - name: build-2", "    run: make"),
  },
  {
    why: "a body under a line like the next one",
    given: lines("if (isReady && a) {⟦", "  b();", "}⟧", "if (isReady  && a) {", "}"),
  },
]);
