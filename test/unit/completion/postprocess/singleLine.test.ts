import { check } from "./cases";

check("singleLine", [
  { why: "a second line where one is wanted", given: "foo(⟦a\nb⟧, c)", becomes: "foo(⟦a⟧, c)" },
  { why: "a text that only goes on below", given: "foo()⟦\nbar();⟧", becomes: "dropped" },
  { why: "lines where several are wanted", given: "if (a) {⟦\n  b();\n}⟧" },
  { why: "the line that follows a statement", given: "foo();⟦\nbar();⟧" },
  { why: "one line of Japanese", given: "// ⟦顧客の一覧を返す⟧" },
]);
