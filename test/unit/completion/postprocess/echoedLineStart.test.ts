import { check } from "./cases";

check("echoedLineStart", [
  {
    why: "an assignment",
    given: "const total = ⟦const total = sum(a);⟧",
    becomes: "const total = ⟦sum(a);⟧",
  },
  {
    why: "an assignment with its indentation",
    given: "    let a1b = ⟦    let a1b = c;⟧",
    becomes: "    let a1b = ⟦c;⟧",
  },
  { why: "a keyword", language: "python", given: "    return ⟦return total⟧", becomes: "    return ⟦total⟧" },
  { why: "a keyword of SQL", language: "sql", given: "SELECT ⟦SELECT name⟧", becomes: "SELECT ⟦name⟧" },
  { why: "the start of a call", given: "send(⟦send(user);⟧", becomes: "send(⟦user);⟧" },
  {
    why: "the head of a function",
    language: "python",
    given: "def total(⟦def total(rows):⟧",
    becomes: "def total(⟦rows):⟧",
  },
  {
    why: "words of a comment",
    given: "// returns the sum of ⟦// returns the sum of all items⟧",
    becomes: "// returns the sum of ⟦all items⟧",
  },
  {
    why: "words of a Japanese comment",
    given: "// 顧客の一覧を⟦// 顧客の一覧を返す⟧",
    becomes: "// 顧客の一覧を⟦返す⟧",
  },
  {
    why: "a start of COBOL",
    language: "cobol",
    given: "           MOVE WS-A TO ⟦MOVE WS-A TO WS-B.⟧",
    becomes: "           MOVE WS-A TO ⟦WS-B.⟧",
  },
  { why: "a call in a call", given: "max(⟦max(a, b), c);⟧" },
  { why: "a type of two equal words", language: "c", given: "long ⟦long a;⟧" },
  { why: "a word that begins alike", given: "in⟦index⟧" },
  { why: "one word of prose", language: "markdown", given: "very ⟦very good⟧" },
  { why: "a Japanese word twice", language: "markdown", given: "いろ⟦いろな⟧" },
  { why: "the same variable on both sides", given: "total⟦ = total + 1;⟧" },
  { why: "a comparison with itself", given: "if (a.b === ⟦a.b)⟧" },
  { why: "nested generics", language: "java", given: "List<⟦List<String>> a;⟧" },
  { why: "a chain", given: "a.then(⟦a.then(b));⟧" },
  { why: "a line that is begun with marks", given: "((⟦((a)));⟧" },
]);
