import { check } from "./cases";

check("brokenCharacter", [
  { why: "a byte that is no letter", given: "// ⟦完了\ufffd した⟧", becomes: "// ⟦完了⟧" },
  { why: "half an emoji", given: "// ⟦完了\ud83c した⟧", becomes: "// ⟦完了⟧" },
  { why: "the other half", given: "// ⟦完了\udf89⟧", becomes: "// ⟦完了⟧" },
  { why: "a control character", given: "const a = ⟦b\u0000c⟧", becomes: "const a = ⟦b⟧" },
  { why: "nothing else", given: "// ⟦\ufffd\ufffd⟧", becomes: "dropped" },
  { why: "a whole emoji", given: "// ⟦完了 🎉 した⟧" },
  { why: "tabs, breaks and full-width spaces", given: "{⟦\n\ta();\u3000// 例\n}⟧" },
  { why: "rare characters", language: "markdown", given: "⟦髙橋𠮷野様、㈱葛󠄀城⟧" },
  { why: "one that the file has as well", given: "const bad = '\ufffd'; test(⟦'\ufffd')⟧" },
]);
