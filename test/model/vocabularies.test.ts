import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { chooseFim, type FimDecision, fimInputOf } from "../../server/src/model/fim";
import { readModelHeader } from "../../server/src/model/ggufFile";
import { cacheFolder } from "../support/cache";
import { llamaSources } from "../support/llamaSources";
import { skip } from "../support/skip";

/** Vocabularies that real families ship, out of the engine's own sources. */
describe("real vocabularies", function () {
  this.timeout(120_000);
  let models: string;
  before(async function () {
    const sources = await llamaSources();
    if ("missing" in sources) skip(this, sources.missing);
    models = join(sources.folder, "models");
  });

  const cases: Readonly<
    Record<string, readonly [tokens: number, able: FimDecision["able"], prefix?: string]>
  > = {
    starcoder: [49152, "yes", "<fim_prefix>"],
    refact: [49216, "yes", "<fim_prefix>"],
    "deepseek-coder": [32256, "yes", "<｜fim▁begin｜>"],
    "deepseek-llm": [102400, "continuation"],
    qwen2: [151936, "continuation"],
    qwen35: [151936, "continuation"],
    "llama-bpe": [128256, "continuation"],
    "llama-spm": [32000, "continuation"],
    "phi-3": [32064, "continuation"],
    "gemma-4": [262144, "continuation"],
    "command-r": [256000, "continuation"],
    falcon: [65024, "continuation"],
    aquila: [100008, "continuation"],
    baichuan: [64000, "continuation"],
    "gpt-2": [50257, "continuation"],
    "gpt-neox": [50432, "continuation"],
    mpt: [50432, "continuation"],
    "bert-bge": [30522, "no"],
    "nomic-bert-moe": [250048, "no"],
  };
  for (const [name, [tokens, able, prefix]] of Object.entries(cases))
    it(`${name}: ${able}`, async () => {
      const header = await readModelHeader(join(models, `ggml-vocab-${name}.gguf`), { tokens: true });
      assert.equal(header.tokens?.size, tokens);
      const decision = chooseFim(fimInputOf(header));
      assert.equal(decision.able, able, decision.reason);
      assert.equal(decision.template?.prefix, prefix);
      for (const text of decision.template?.stop ?? [])
        assert.equal(header.tokens?.text(decision.template?.ids.get(text) ?? -1), text);
    });

  it("reads a header with 150,000 tokens in less than 150 ms", async () => {
    const path = join(models, "ggml-vocab-qwen2.gguf");
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const start = performance.now();
      await readModelHeader(path);
      times.push(performance.now() - start);
    }
    assert.ok(Math.min(...times) < 150, `${times.map(Math.round).join(", ")} ms`);
  });
});

describe("the real models' headers", () => {
  const cases = [
    ["SmolLM2-135M-Instruct.Q4_1.gguf", "llama", 272, "continuation"],
    ["qwen2.5-coder-1.5b-instruct-q4_k_m.gguf", "qwen2", 339, "yes"],
  ] as const;
  for (const [file, architecture, tensors, able] of cases)
    it(`${file}: ${able}`, async function () {
      const path = join(await cacheFolder("models"), file);
      if (!(await stat(path).catch(() => undefined)))
        skip(this, `${file} is not in the cache: run "npm run models"`);
      const header = await readModelHeader(path, { tokens: true });
      assert.equal(header.architecture, architecture);
      assert.equal(header.tensors.length, tensors);
      assert.equal(chooseFim(fimInputOf(header)).able, able);
    });
});
