import { lines } from "../../../support/cursor";
import { check } from "./cases";

const move = "           MOVE WS-CUSTOMER-NAME TO OUT-CUSTOMER-NAME.";
const language = "cobol";

check("fixedColumns", [
  {
    why: "a line that would reach column 73",
    language,
    given: lines(`${move}⟦`, move, `${move} MOVE WS-AMOUNT TO OUT.⟧`),
    becomes: lines(`${move}⟦`, `${move}⟧`),
  },
  {
    why: "the rest of a line that would",
    language,
    given: `${move}⟦ MOVE WS-AMOUNT TO OUT.⟧`,
    becomes: "dropped",
  },
  {
    why: "Japanese, which takes two columns",
    language,
    given: `${move}⟦ 顧客名を転記する処理⟧`,
    becomes: "dropped",
  },
  { why: "a line that ends in column 72", language, given: `${" ".repeat(60)}⟦${"9".repeat(12)}⟧` },
  { why: "half-width kana, which take one", language, given: `${" ".repeat(60)}⟦${"ｱ".repeat(12)}⟧` },
  {
    why: "free format",
    language,
    given: lines("       >>SOURCE FORMAT IS FREE", `${move}⟦ MOVE WS-AMOUNT TO OUT-AMOUNT.⟧`),
  },
  { why: "other languages", given: `${" ".repeat(80)}⟦a();⟧` },
]);
