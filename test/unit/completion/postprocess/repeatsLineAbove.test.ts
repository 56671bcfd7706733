import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("repeatsLineAbove", [
  {
    why: "the same line",
    given: lines("  const user = load(id);", "  ⟦const user = load(id);⟧"),
    becomes: "dropped",
  },
  {
    why: "the same line without its semicolon, and more",
    given: lines("const customer = load(customerId);", "⟦const customer = load(customerId)", "run();⟧"),
    becomes: "dropped",
  },
  {
    why: "the same line with other quotes",
    given: lines(
      "import { readFile } from 'node:fs/promises';",
      '⟦import { readFile } from "node:fs/promises";⟧',
    ),
    becomes: "dropped",
  },
  {
    why: "the same line over a blank one",
    language: "python",
    given: lines("customers = load(branch)", "", "⟦customers = load(branch)⟧"),
    becomes: "dropped",
  },
  {
    why: "a line that the user has begun",
    given: lines("const user = load(identifier);", "const user = ⟦load(identifier);⟧"),
    becomes: "dropped",
  },
  {
    why: "a Japanese sentence",
    language: "markdown",
    given: lines("承認者は内容を確認する。", "⟦承認者は内容を確認する⟧"),
    becomes: "dropped",
  },
  {
    why: "a comment that asks for code, but not the code",
    given: lines("  // 顧客の一覧を名前で並べる", "  ⟦// 顧客の一覧を名前で並べる", "  sort(customers);⟧"),
    becomes: lines("  // 顧客の一覧を名前で並べる", "  ⟦sort(customers);⟧"),
  },
  {
    why: "a comment that asks for code, and nothing else",
    given: lines("// Sorts the customers by name", "⟦// Sorts the customers by name⟧"),
    becomes: "dropped",
  },
  { why: "the next case", given: lines("  case Status.ACTIVE_1:", "  ⟦case Status.ACTIVE_2:⟧") },
  {
    why: "the next row",
    language: "sql",
    given: lines("(1, '本店', '東京都千代田区'),", "⟦(2, '本店', '東京都千代田区'),⟧"),
  },
  {
    why: "the opposite sign",
    given: lines("position.left += distance.horizontal;", "⟦position.left -= distance.horizontal;⟧"),
  },
  {
    why: "the next clause",
    language: "markdown",
    given: lines(
      "1. 申請者は申請書に記入しなければならない。",
      "⟦2. 申請者は申請書に記入しなければならない。⟧",
    ),
  },
  {
    why: "the other way of a negation",
    language: "markdown",
    given: lines(
      "委託先は、契約に定める情報を第三者に提供することができる。",
      "⟦委託先は、契約に定める情報を第三者に提供することができない。⟧",
    ),
  },
  {
    why: "half-width beside full-width",
    given: lines(
      'assert.equal(normalize("ア"), "ア", "kana");',
      '⟦assert.equal(normalize("ｱ"), "ア", "kana");⟧',
    ),
  },
  { why: "brackets", given: lines("      })", "    ⟦  })⟧") },
  {
    why: "an empty line printed twice",
    language: "java",
    given: lines("    System.out.println();", "    ⟦System.out.println();⟧"),
  },
  { why: "rows of numbers", given: lines("  [0.0, 0.0, 0.0, 0.0],", "  ⟦[0.0, 0.0, 0.0, 0.0],⟧") },
  { why: "cells", language: "html", given: lines('<td class="empty"></td>', '⟦<td class="empty"></td>⟧') },
  {
    why: "moves of two fields",
    language: "cobol",
    given: lines(
      "           MOVE WS-CUSTOMER-NAME TO OUT-NAME.",
      "           ⟦MOVE WS-CUSTOMER-NAME TO OUT-NAME-2.⟧",
    ),
  },
  {
    why: "a body under a line that the user wrote twice",
    given: lines("for (const row of rows) {", "for (const row of rows) {⟦", "  a();", "}⟧"),
  },
]);
