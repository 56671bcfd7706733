import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("quotes", [
  { why: "the quote that is typed", given: 'say("⟦"hello")⟧', becomes: 'say("⟦hello")⟧' },
  { why: "the typed quote of a path", given: 'import a from "⟦"./a";⟧', becomes: 'import a from "⟦./a";⟧' },
  {
    why: "a typed quote before Japanese",
    language: "python",
    given: "print('⟦'顧客の一覧')⟧",
    becomes: "print('⟦顧客の一覧')⟧",
  },
  { why: "a quote that nothing ends", given: 'say(⟦"hello⟧, b)', becomes: "dropped" },
  { why: "a quote that nothing begins", given: 'say(⟦name"⟧, b)', becomes: "say(⟦name⟧, b)" },
  { why: "an empty string", given: 'say("⟦")⟧' },
  { why: "an empty string before others", given: 'say("⟦" + a + "⟧")' },
  { why: "a docstring", language: "python", given: lines('    ""⟦"顧客を返す。"""⟧') },
  { why: "a whole string", given: 'say(⟦"hello"⟧, b)' },
  { why: "a string to the line's end", given: 'say(⟦"hello⟧' },
  { why: "an apostrophe in a string", given: `say(⟦"it's"⟧, b)` },
  { why: "a string's end before a rest", given: 'say("a⟦b" + "c⟧")' },
  { why: "a quote in a regular expression", given: 'clean(⟦/"/g⟧, b)' },
  { why: "a quote as a character", language: "java", given: "split(⟦'\"'⟧, b)" },
  { why: "an escaped quote", given: 'say(⟦"a \\" b"⟧, c)' },
  { why: "a doubled quote of SQL", language: "sql", given: "VALUES (⟦'O''Brien'⟧, 1)" },
  { why: "a lifetime", language: "rust", given: "fn a<'a>(b: ⟦&'a str⟧, c: &'a str)" },
  { why: "an apostrophe in a comment", given: "// ⟦don't⟧ (ever)" },
  { why: "an apostrophe in prose", language: "markdown", given: "We ⟦don't⟧ (ever) know" },
  { why: "a quotation in prose", language: "markdown", given: 'He said ⟦"yes⟧ or no"' },
  { why: "a template", given: "const a = `⟦${b ? \"c\" : 'd'}⟧ e`;" },
  { why: "an apostrophe of a comment in VB", language: "vb", given: "x = ⟦1 ' it⟧ (all)" },
  { why: "a COBOL literal", language: "cobol", given: "DISPLAY ⟦'件数'⟧ WS-COUNT." },
]);
