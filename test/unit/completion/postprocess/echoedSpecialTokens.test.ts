import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("echoedSpecialTokens", [
  {
    why: "a FIM mark of Qwen",
    given: "const a = ⟦1;<|fim_middle|>2⟧",
    becomes: "const a = ⟦1;⟧",
  },
  {
    why: "DeepSeek's marks with full-width bars",
    given: "const a = ⟦1;<｜fim▁end｜>⟧",
    becomes: "const a = ⟦1;⟧",
  },
  { why: "a file separator", given: "const a = ⟦1;\n<|file_sep|>b.ts⟧", becomes: "const a = ⟦1;\n⟧" },
  { why: "nothing but a mark", given: "const a = ⟦<|endoftext|>⟧", becomes: "dropped" },
  {
    why: "a closing fence",
    given: "const a = ⟦1;\n```\nThis sets a.⟧",
    becomes: "const a = ⟦1;\n⟧",
  },
  { why: "an opening fence", given: "⟦```ts\nconst a = 1;\n```⟧", becomes: "⟦const a = 1;\n⟧" },
  { why: "operators of bars and angles", language: "fsharp", given: "let a = ⟦f <| g <|> h |> k⟧" },
  {
    why: "a mark that the source of a tokenizer does not name yet",
    given: 'const marks = ["<|fim_prefix|>", ⟦"<|fim_suffix|>", "<|fim_prefix|>"]⟧',
    becomes: 'const marks = ["<|fim_prefix|>", ⟦"⟧',
  },
  {
    why: "a mark that the file writes itself",
    given: 'const start = "<|fim_prefix|>";\nuse(⟦"<|fim_prefix|>")⟧',
  },
  { why: "a fence in Markdown", language: "markdown", given: "例:\n⟦```sh\nls\n```⟧" },
  { why: "a fence in a doc comment", given: lines("/// ```", "⟦/// let a = 1;", "/// ```⟧") },
  { why: "CodeLlama's marks", language: "c", given: "int a = ⟦1; <EOT>⟧", becomes: "int a = ⟦1; ⟧" },
  { why: "generics", language: "java", given: "Map<⟦String, List<PRE>> a;⟧" },
  { why: "an old tag", language: "html", given: "<div>⟦\n<PRE> a </PRE>⟧" },
  { why: "tags", language: "html", given: "<div>⟦<span>一</span></div>⟧" },
  { why: "shifts and comparisons", language: "c", given: "a = ⟦b << 2 | c <= d;⟧" },
]);
