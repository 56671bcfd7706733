import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("chat", [
  { why: "reasoning", given: "const a = ⟦<think>sum?</think>b;⟧", becomes: "const a = ⟦b;⟧" },
  {
    why: "reasoning without a beginning",
    given: "const a = ⟦sum?\n</think>\n\nb;⟧",
    becomes: "const a = ⟦b;⟧",
  },
  { why: "reasoning without an end", given: "const a = ⟦b;\n<think>or c⟧", becomes: "const a = ⟦b;\n⟧" },
  { why: "nothing but reasoning", given: "⟦<think>\nc⟧", becomes: "dropped" },
  {
    why: "a tag for the answer",
    given: "const a = ⟦<COMPLETION>b;</COMPLETION>⟧",
    becomes: "const a = ⟦b;⟧",
  },
  { why: "words before the code", given: lines("⟦Here is the code:", "", "a();⟧"), becomes: "⟦a();⟧" },
  {
    why: "an assurance",
    language: "python",
    given: lines("⟦Sure! This is what you want.", "a()⟧"),
    becomes: "⟦a()⟧",
  },
  {
    why: "Japanese words before the code",
    given: lines("  ⟦以下のコードになります：", "  a();⟧"),
    becomes: "  ⟦a();⟧",
  },
  { why: "nothing but words", given: "⟦Here's the completed function:⟧", becomes: "dropped" },
  {
    why: "words behind the code",
    given: lines("⟦a();", "", "This function returns the sum of all items.⟧"),
    becomes: "⟦a();⟧",
  },
  {
    why: "Japanese words behind the code",
    language: "python",
    given: lines("⟦a()", "", "上記のコードは合計を返します。⟧"),
    becomes: "⟦a()⟧",
  },
  {
    why: "an explanation",
    language: "sql",
    given: lines("⟦SELECT 1;", "", "Explanation: one row⟧"),
    becomes: "⟦SELECT 1;⟧",
  },
  { why: "a file about such tags", given: "strip('<think>', ⟦'</think>')⟧" },
  { why: "such words in a comment", given: lines("⟦// Here is the code:", "a();⟧") },
  {
    why: "such words in a doc comment",
    given: lines("/**", " * ⟦This function returns the sum of all items.⟧", " */"),
  },
  {
    why: "such words in a docstring",
    language: "python",
    given: lines('"""', "⟦a", "", "This function returns the sum of all items.⟧", '"""'),
  },
  {
    why: "such words in Markdown",
    language: "markdown",
    given: "⟦以下のコードを参照してください。\n\nこのコードは例です。⟧",
  },
  {
    why: "such words in a string over lines",
    given: lines("⟦const a = `", "", "This function returns the sum.", "`;⟧"),
  },
  { why: "names that begin alike", given: lines("⟦sure(a);", "", "note = b;", "explanation = c;⟧") },
  { why: "a Japanese key", language: "yaml", given: "⟦説明: 次のコード⟧" },
  { why: "Go's second value", language: "go", given: lines("⟦ok, err := load()", "run()⟧") },
  {
    why: "declared names",
    language: "python",
    given: lines("⟦a = 1", "", "note: str", "explanation: str = ''⟧"),
  },
  {
    why: "keys of YAML",
    language: "yaml",
    given: lines("a: 1", "⟦b: 2", "", "説明: 承認の手順", "次の例:⟧"),
  },
  {
    why: "sentences of a page",
    language: "html",
    given: lines("⟦<p>", "", "This function returns the sum.", "</p>⟧"),
  },
]);
