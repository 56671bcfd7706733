import { check } from "./cases";

check("blank", [
  { why: "white space", given: "foo(⟦ \n\t⟧)", becomes: "dropped" },
  { why: "full-width space", given: "foo(⟦\u3000⟧)", becomes: "dropped" },
  { why: "the rest of the line and nothing else", given: "foo(⟦);⟧⟪);⟫", becomes: "dropped" },
  { why: "one bracket", given: "foo(a⟦)⟧" },
  { why: "one Japanese character", language: "markdown", given: "以上で⟦す⟧" },
]);
