import assert from "node:assert/strict";
import { embeddingOf, prefixOf } from "../../../server/src/model/embeddingModels";
import { readGgufHeader } from "../../../server/src/model/gguf";
import { encodeGguf, inMemory, type MetaValue } from "../../support/ggufEncode";

const headerOf = (metadata: Readonly<Record<string, MetaValue>>) =>
  readGgufHeader(
    inMemory(encodeGguf({ metadata, tensors: [{ name: "a.weight", type: "F32", shape: [32] }] })),
  );

describe("embedding models", () => {
  const abilities: readonly (readonly [string, number | undefined, string, RegExp])[] = [
    ["bert", 1, "yes", /pooling mean/],
    ["bert", 2, "yes", /pooling cls/],
    ["qwen3", 3, "yes", /pooling last/],
    ["bert", 4, "no", /compares two texts/],
    ["bert", undefined, "no", /Convert it again/],
    ["qwen2", undefined, "no", /not made for embeddings/],
    ["qwen2", 0, "no", /not made for embeddings/],
  ];
  for (const [architecture, pooling, able, reason] of abilities)
    it(`${architecture} with pooling ${String(pooling)}: ${able}`, async () => {
      const header = await headerOf({
        "general.architecture": architecture,
        "general.name": "multilingual-e5-small",
        ...(pooling === undefined ? {} : { [`${architecture}.pooling_type`]: pooling }),
      });
      const ability = embeddingOf(header);
      assert.equal(ability.able, able);
      assert.match(ability.reason, reason);
      if ("style" in ability)
        assert.deepEqual(ability.style.prefix, { query: "query: ", passage: "passage: " });
    });

  const prefixes: readonly (readonly [string, string, string, string])[] = [
    ["Ruri V3 310m", "modern-bert", "検索クエリ: ", "検索文書: "],
    ["ruri.q8_0.gguf", "modern-bert", "検索クエリ: ", "検索文書: "],
    ["ruri-large", "bert", "クエリ: ", "文章: "],
    ["multilingual_e5_base", "bert", "query: ", "passage: "],
    [
      "multilingual-e5-large-instruct",
      "bert",
      "Instruct: Given a question, retrieve passages that answer it\nQuery: ",
      "",
    ],
    ["GLuCoSE-base-ja-v2", "bert", "query: ", "passage: "],
    ["nomic-embed-text-v1.5", "nomic-bert", "search_query: ", "search_document: "],
    ["bge-m3", "bert", "", ""],
    ["bge-small-en-v1.5", "bert", "Represent this sentence for searching relevant passages: ", ""],
    ["unheard-of", "bert", "", ""],
  ];
  for (const [name, architecture, query, passage] of prefixes)
    it(`puts before texts of ${name}: ${JSON.stringify([query, passage])}`, () =>
      assert.deepEqual(prefixOf(name, architecture), { query, passage }));
});
