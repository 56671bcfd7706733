import { check } from "./cases";

check("trimTrailingSpace", [
  { why: "spaces and line breaks", given: "const a = ⟦1; \n\n⟧", becomes: "const a = ⟦1;⟧" },
  { why: "full-width spaces", language: "markdown", given: "以上⟦です。　⟧", becomes: "以上⟦です。⟧" },
  { why: "a space before a bracket", given: "foo(⟦a ⟧)", becomes: "foo(⟦a⟧)" },
  { why: "nothing but space", given: "foo(⟦  ⟧)", becomes: "dropped" },
  { why: "a space before a word", given: "const a = ⟦b ⟧instanceof C" },
  { why: "a space before an operator", given: "x = ⟦foo(a) ⟧+ bar;" },
  { why: "a space before a block", given: "if (⟦ready) ⟧{" },
  { why: "a space before a quote's end", given: 'say("⟦hello ⟧")', becomes: 'say("⟦hello⟧")' },
  { why: "the break before the end of a block", given: "use(() => {⟦\n  a();\n⟧})" },
]);
