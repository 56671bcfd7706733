import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("emptyComment", [
  { why: "a mark at the end", given: lines("⟦a();", "//⟧"), becomes: "⟦a();⟧" },
  {
    why: "several marks",
    language: "python",
    given: lines("if a:⟦", "    b()", "    #", "    #⟧"),
    becomes: lines("if a:⟦", "    b()⟧"),
  },
  { why: "a mark behind code", language: "python", given: "x = ⟦1  #⟧", becomes: "x = ⟦1⟧" },
  { why: "nothing but a mark", language: "sql", given: lines("SELECT 1;", "⟦--⟧"), becomes: "dropped" },
  { why: "a mark that the user began", given: "/⟦/⟧", becomes: "dropped" },
  { why: "an empty block comment", given: lines("⟦a();", "/* */⟧"), becomes: "⟦a();⟧" },
  {
    why: "an empty COBOL comment",
    language: "cobol",
    given: lines("⟦MOVE A TO B.", "      *>⟧"),
    becomes: "⟦MOVE A TO B.⟧",
  },
  { why: "a comment with words", given: lines("⟦a();", "// 顧客へ通知⟧") },
  { why: "the last line of a banner", given: lines("//", "// 顧客管理", "⟦//⟧") },
  { why: "a banner of the text's own", language: "python", given: lines("⟦#", "# 顧客管理", "#⟧") },
  { why: "a gap between two paragraphs", given: lines("// 一", "⟦//⟧", "// 二") },
  { why: "a decrement", given: "⟦i--⟧" },
  { why: "the count of a shell's arguments", language: "shellscript", given: "echo ⟦$#⟧" },
  { why: "the beginning of an address", given: "get(⟦'http://' + host⟧)" },
  { why: "a string that goes on", given: "const a = `http: ⟦ //⟧\n`;" },
  { why: "a heading in Markdown", language: "markdown", given: "⟦#⟧" },
]);
