import { check } from "./cases";

/** Like cp932: no emoji, no Hangul, no accented Latin letters. */
const encodable = (char: string) =>
  /[\p{ASCII}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、]/u.test(char);

check("unencodable", [
  { why: "an emoji", encodable, given: "// ⟦完了 🎉 した⟧", becomes: "// ⟦完了 ⟧" },
  { why: "the line that holds one", encodable, given: "{⟦\n  a();\n  b('é');⟧", becomes: "{⟦\n  a();⟧" },
  { why: "nothing before it", encodable, given: "// ⟦한국⟧", becomes: "dropped" },
  { why: "Japanese and tabs", encodable, given: "{⟦\n\ta(); // 顧客、一覧。⟧" },
  { why: "anything where the encoding holds all", given: "// ⟦完了 🎉⟧" },
]);
