/**
 * Which models make vectors of texts, and what has to stand before a text: the models were trained with these words,
 * as their cards say, and a GGUF file does not have them.
 */
import { t } from "../util/l10n";
import { nonTextArchitectures } from "./fimFamilies";
import { type GgufHeader, numberOf, textOf } from "./gguf";
import { shown } from "./ggufErrors";

/** llama.cpp's numbers of `pooling_type`. */
const poolings = ["none", "mean", "cls", "last", "rank"];

export interface EmbeddingStyle {
  /** How the vectors of the tokens become one: as the file says. */
  readonly pooling: string;
  readonly prefix: { readonly query: string; readonly passage: string };
}

export type EmbeddingAbility =
  | { readonly able: "yes"; readonly reason: string; readonly style: EmbeddingStyle }
  | { readonly able: "no"; readonly reason: string };

/** Whether the model may serve the search, decided by its header alone. */
export function embeddingOf(header: GgufHeader): EmbeddingAbility {
  const { metadata, architecture, file } = header;
  const name = shown(textOf(metadata, "general.name") ?? file);
  const pooling = poolings[numberOf(metadata, `${architecture}.pooling_type`) ?? 0] ?? "none";
  if (pooling === "rank")
    return { able: "no", reason: t("{0} compares two texts; it makes no vector of one.", name) };
  if (pooling !== "none")
    return {
      able: "yes",
      reason: t("{0} was made for embeddings (pooling {1}).", name, pooling),
      style: { pooling, prefix: prefixOf(`${name} ${file}`, architecture) },
    };
  return {
    able: "no",
    reason: nonTextArchitectures.has(architecture)
      ? t("{0} does not say how a text becomes one vector. Convert it again with a newer converter.", name)
      : t(
          "{0} writes text and was not made for embeddings. Choose an embedding model, such as ruri or multilingual-e5.",
          name,
        ),
  };
}

const none = { query: "", passage: "" };
const instruction = "Given a question, retrieve passages that answer it";
const represent = "Represent this sentence for searching relevant passages: ";

interface Family {
  /** Over the model's names in lower case. */
  readonly name: RegExp;
  readonly prefix: EmbeddingStyle["prefix"];
}

/** The first that matches counts. */
const families: readonly Family[] = [
  { name: /ruri.*v3/, prefix: { query: "検索クエリ: ", passage: "検索文書: " } },
  { name: /ruri/, prefix: { query: "クエリ: ", passage: "文章: " } },
  { name: /\be5\b.*instruct/, prefix: { query: `Instruct: ${instruction}\nQuery: `, passage: "" } },
  { name: /\be5\b|glucose.*v2/, prefix: { query: "query: ", passage: "passage: " } },
  { name: /qwen3.*embedding/, prefix: { query: `Instruct: ${instruction}\nQuery:`, passage: "" } },
  { name: /nomic-embed/, prefix: { query: "search_query: ", passage: "search_document: " } },
  {
    name: /embedding-?gemma/,
    prefix: { query: "task: search result | query: ", passage: "title: none | text: " },
  },
  { name: /arctic-embed.*v2/, prefix: { query: "query: ", passage: "" } },
  { name: /bge-m3/, prefix: none },
  { name: /bge-.*-zh/, prefix: { query: "为这个句子生成表示以用于检索相关文章：", passage: "" } },
  { name: /bge-|arctic-embed|mxbai-embed/, prefix: { query: represent, passage: "" } },
];

/** `names`: what the file is called and what it calls itself. */
export function prefixOf(names: string, architecture: string): EmbeddingStyle["prefix"] {
  const words = names.toLowerCase().replace(/[\s_.]+/g, "-");
  // ruri v3 is the one in that architecture, whatever the file is called.
  const known = /ruri/.test(words) && architecture === "modern-bert" ? `${words}-ruri-v3` : words;
  return families.find(({ name }) => name.test(known))?.prefix ?? none;
}
