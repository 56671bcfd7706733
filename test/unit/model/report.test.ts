import assert from "node:assert/strict";
import { readGgufHeader } from "../../../server/src/model/gguf";
import { renderModelReport, reportOf } from "../../../server/src/model/report";
import { requireModel } from "../../../server/src/model/ggufFile";
import { isModelError } from "../../../server/src/model/runtime";
import { setLanguage } from "../../../server/src/util/l10n";
import { formatSize } from "../../../server/src/util/size";
import { encodeGguf, inMemory, type MetaValue } from "../../support/ggufEncode";

const fim = ["<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>", "<|endoftext|>"];
const coder = {
  "general.architecture": "qwen2",
  "general.name": "Qwen2.5 Coder 1.5B Instruct",
  "general.license": "apache-2.0",
  "general.file_type": 15,
  "qwen2.context_length": 32768,
  "tokenizer.ggml.tokens": { strings: fim },
  "tokenizer.chat_template": "{{ messages }}",
};

const headerOf = (metadata: Readonly<Record<string, MetaValue>>, file?: string, weights = true) =>
  readGgufHeader(
    inMemory(
      encodeGguf({
        metadata,
        tensors: weights
          ? [
              { name: "a", type: "Q4_K", shape: [256, 8] },
              { name: "b", type: "F32", shape: [256] },
            ]
          : [],
      }),
      file,
    ),
    { tokens: true },
  );

describe("model report", () => {
  it("tells what a model is and may do", async () => {
    const header = await headerOf(coder);
    assert.deepEqual(reportOf(header, "/m/coder.gguf"), {
      path: "/m/coder.gguf",
      name: "Qwen2.5 Coder 1.5B Instruct",
      architecture: "qwen2",
      size: header.size,
      quantization: "Q4_K_M",
      contextLength: 32768,
      license: "apache-2.0",
      completion: {
        able: "yes",
        reason:
          "Qwen2.5 Coder 1.5B Instruct belongs to the Qwen Coder family, which is trained to fill in code.",
      },
      assistant: { able: "yes", reason: "Qwen2.5 Coder 1.5B Instruct has a chat template." },
      embedding: {
        able: "no",
        reason:
          "Qwen2.5 Coder 1.5B Instruct writes text and was not made for embeddings. Choose an embedding model, such as ruri or multilingual-e5.",
      },
    });
  });

  const named = (name: string, extra: Readonly<Record<string, MetaValue>> = {}) => ({
    "general.architecture": "llama",
    "general.name": name,
    ...extra,
  });
  const cases: readonly (readonly [Readonly<Record<string, MetaValue>>, "yes" | "no", RegExp])[] = [
    [named("Sarashina2.2-3b", { "tokenizer.chat_template": "x" }), "yes", /chat template/],
    [named("LLM-jp-3 13B Instruct"), "yes", /by its name/],
    [named("gemma-2-2b-it"), "yes", /by its name/],
    [named("Llama-3.1-8B"), "no", /instruct model/],
    [named("Summit-7B"), "no", /instruct model/],
    [{ "general.architecture": "bert", "general.name": "bge-m3" }, "no", /does not write text/],
  ];
  for (const [metadata, able, reason] of cases)
    it(`assistant: ${String(metadata["general.name"])} ${able}`, async () => {
      const { assistant } = reportOf(await headerOf(metadata), "/m.gguf");
      assert.equal(assistant.able, able);
      assert.match(assistant.reason, reason);
    });

  it("says of a model without FIM tokens that it sees only what stands before the cursor", async () => {
    const report = reportOf(await headerOf(named("Llama-3.1-8B")), "/m.gguf");
    assert.equal(report.completion.able, "continuation");
    assert.match(renderModelReport(report), /\nCompletion: before the cursor only - Llama-3\.1-8B has no/);
  });

  it("names the quantisation of most bytes when the file does not", async () => {
    const report = reportOf(await headerOf({ "general.architecture": "llama" }, "x.gguf"), "/x.gguf");
    assert.equal(report.quantization, "Q4_K");
    assert.equal(report.name, "x.gguf");
    assert.equal(report.license, undefined);
  });

  it("is a page of text in both languages", async () => {
    const report = { ...reportOf(await headerOf(coder), "/m/coder.gguf"), size: 1_117_320_768, sha256: "ab" };
    const english = renderModelReport(report);
    assert.match(english, /^Model: Qwen2\.5 Coder 1\.5B Instruct\n/);
    assert.match(english, /\nSize: 1\.1 GB\nQuantization: Q4_K_M\nContext length: 32768 tokens\n/);
    assert.match(english, /\nSHA-256: ab\nCompletion: suited - /);
    setLanguage("ja");
    try {
      const japanese = renderModelReport(report);
      assert.match(japanese, /\nコンテキスト長: 32768 トークン\n/);
      assert.equal(japanese.split("\n").length, english.split("\n").length);
      for (const line of japanese.trim().split("\n"))
        assert.match(line, /^(SHA-256|[\p{Script=Katakana}\p{Script=Han}\p{Script=Hiragana}ー]+): /u);
    } finally {
      setLanguage("en");
    }
  });

  const noModels: readonly (readonly [string, Readonly<Record<string, MetaValue>>, boolean, RegExp])[] = [
    ["a vocabulary", named("qwen2"), false, /no weights/],
    ["a LoRA adapter", named("lora", { "general.type": "adapter" }), true, /addition to a model \(adapter\)/],
    ["a projector", { "general.architecture": "clip" }, true, /addition to a model \(clip\)/],
    ["a nameless file", {}, true, /architecture/],
  ];
  for (const [what, metadata, weights, message] of noModels)
    it(`is not made for ${what}`, async () => {
      const header = await headerOf(metadata, "x.gguf", weights);
      assert.throws(
        () => requireModel(header),
        (error) => isModelError(error) && message.test(error.message),
      );
    });

  it("shows sizes as file managers do", () => {
    const sizes = [0, 999, 1000, 98_362_432, 999_999_999, 1_117_320_768, 4.4e12].map(formatSize);
    assert.deepEqual(sizes, ["0 B", "999 B", "1.0 kB", "98 MB", "1.0 GB", "1.1 GB", "4.4 TB"]);
  });
});
