import assert from "node:assert/strict";
import { type FitSettings, planFit } from "../../../server/src/model/fit";
import {
  computeBytes,
  type ContextShape,
  kvCacheBytes,
  weightBytes,
} from "../../../server/src/model/fitMemory";
import { type GgufHeader } from "../../../server/src/model/gguf";
import { setLanguage } from "../../../server/src/util/l10n";
import { type ClaimedModel as Model, headerOf } from "../../support/claimedHeader";

const MiB = 2 ** 20;
const GB = 1e9;

const qwen05: Model = {
  keys: {
    block_count: 24,
    context_length: 32768,
    embedding_length: 896,
    "attention.head_count": 14,
    "attention.head_count_kv": 2,
  },
};
const smol: Model = {
  architecture: "llama",
  keys: {
    block_count: 30,
    context_length: 8192,
    embedding_length: 576,
    "attention.head_count": 9,
    "attention.head_count_kv": 3,
  },
};
const withVocabulary = (header: GgufHeader, tokens: number): GgufHeader => ({
  ...header,
  counts: new Map([["tokenizer.ggml.tokens", tokens]]),
});
const shape = (contextSize: number, change: Partial<ContextShape> = {}): ContextShape => ({
  contextSize,
  kvCacheType: "f16",
  batchSize: 512,
  flashAttention: true,
  slidingWindow: false,
  ...change,
});

describe("memory of a model", () => {
  /** MiB as llama.cpp printed them: "KV buffer size", "compute buffer size". */
  const measured: readonly (readonly [Model, number, ContextShape, number, number])[] = [
    [smol, 49152, shape(4096), 90, 98.25],
    [smol, 49152, shape(8192), 180, 98.25],
    [smol, 49152, shape(8192, { flashAttention: false }), 180, 166.38],
    [smol, 49152, shape(8192, { batchSize: 128 }), 180, 24.56],
    [smol, 49152, shape(2048, { flashAttention: false }), 45, 99.38],
    [qwen05, 151936, shape(4096), 48, 300.25],
    [qwen05, 151936, shape(8192, { flashAttention: false }), 96, 302],
    [qwen05, 151936, shape(8192, { batchSize: 128 }), 96, 75.06],
  ];
  for (const [model, tokens, context, kv, compute] of measured)
    it(`is what llama.cpp takes: ${model.architecture ?? "qwen2"}, ${JSON.stringify(context)}`, async () => {
      const header = withVocabulary(await headerOf(model), tokens);
      assert.equal(kvCacheBytes(header, context) / MiB, kv);
      const ours = computeBytes(header, context) / MiB;
      assert.ok(Math.abs(ours - compute) < 0.02 * compute, `${ours} for ${compute}`);
    });

  const cases: readonly (readonly [string, Model, ContextShape, number])[] = [
    ["q8_0 is 34 bytes for 32 values", qwen05, shape(4096, { kvCacheType: "q8_0" }), (48 * MiB * 34) / 64],
    ["a context is padded to 256", qwen05, shape(1000), 1024 * 24 * 2 * 128 * 2],
    [
      "heads of their own length",
      { ...qwen05, keys: { ...qwen05.keys, "attention.key_length": 128, "attention.value_length": 64 } },
      shape(256),
      256 * 24 * 2 * (128 + 64) * 2,
    ],
    [
      "heads differ from layer to layer, 0 where a layer has no attention",
      {
        keys: {
          block_count: 3,
          embedding_length: 64,
          "attention.head_count": 4,
          "attention.head_count_kv": { i32s: [4, 0, 2] },
        },
      },
      shape(256),
      256 * (4 + 2) * 16 * 2 * 2,
    ],
    [
      "compressed attention keeps keys only",
      {
        architecture: "deepseek2",
        keys: {
          block_count: 2,
          embedding_length: 2048,
          "attention.head_count": 16,
          "attention.head_count_kv": 1,
          "attention.key_length": 576,
          "attention.value_length": 512,
          "attention.key_length_mla": 192,
        },
      },
      shape(256),
      256 * 2 * 576 * 2,
    ],
    [
      "a recurrent layer has a state of fixed size",
      {
        architecture: "mamba2",
        keys: {
          block_count: 1,
          embedding_length: 64,
          "attention.head_count": 0,
          "ssm.inner_size": 128,
          "ssm.state_size": 16,
          "ssm.conv_kernel": 4,
          "ssm.group_count": 1,
        },
      },
      shape(4096),
      4 * (3 * (128 + 32) + 128 * 16),
    ],
  ];
  for (const [what, model, context, expected] of cases)
    it(what, async () => assert.equal(kvCacheBytes(await headerOf(model), context), expected));

  it("keeps only the window of sliding layers, except for completion", async () => {
    const pattern = { type: 9, raw: Buffer.from([7, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0]) };
    const header = await headerOf({
      architecture: "gemma3",
      keys: {
        block_count: 2,
        embedding_length: 64,
        "attention.head_count": 2,
        "attention.head_count_kv": 1,
        "attention.sliding_window": 512,
        "attention.sliding_window_pattern": pattern,
      },
    });
    const row = 32 * 2 * 2;
    assert.equal(kvCacheBytes(header, shape(8192)), 2 * 8192 * row);
    assert.equal(kvCacheBytes(header, shape(8192, { slidingWindow: true })), (8192 + 1024) * row);
  });
});

describe("memory plan", () => {
  const settings: FitSettings = { kvCacheType: "f16", roles: ["completion", "assistant"] };
  /** 28 layers, 4 heads of 128: some 4 GB of weights, 0.46 GB of cache at 8,192 tokens. */
  const large: Model = {
    keys: {
      block_count: 28,
      context_length: 32768,
      embedding_length: 3584,
      "attention.head_count": 28,
      "attention.head_count_kv": 4,
    },
    tensors: [{ name: "w", type: "Q4_0", shape: [3584, 2_000_000] }],
  };
  const machine = (freeGB: number, vramGB?: number) => ({
    totalRam: 8 * GB,
    freeRam: freeGB * GB,
    ...(vramGB !== undefined && { vram: vramGB * GB }),
  });

  it("adds weights once and a context for each role, no longer than trained", async () => {
    const header = await headerOf({ ...large, keys: { ...large.keys, context_length: 4096 } });
    const both = planFit(header, settings, machine(64));
    const one = planFit(header, { ...settings, roles: ["assistant"] }, machine(64));
    assert.equal(both.bytes.weights, weightBytes(header));
    assert.equal(both.bytes.kvCache, 2 * one.bytes.kvCache);
    assert.equal(both.bytes.total, both.bytes.weights + both.bytes.kvCache + both.bytes.compute);
    assert.match(both.advice, /^It needs 5\.1 GB of memory; 64 GB is free\.$/);
  });

  const big = { ...settings, roles: ["assistant"] as const, contextSize: 32768 };
  const cases: readonly (readonly [FitSettings, ReturnType<typeof machine>, boolean, RegExp])[] = [
    [settings, machine(16), true, /It needs .* GB of memory; 16 GB is free/],
    [big, machine(7.5), false, /only 7\.5 GB is free\. It fits with hanare\.gpu\.kvCacheType q8_0/],
    [
      { ...big, kvCacheType: "q8_0" },
      machine(6),
      false,
      /It fits with contextSize 16384 in hanare\.models\./,
    ],
    [big, machine(4.7), false, /It fits with contextSize 4096 in hanare\.models\./],
    [big, machine(4.2), false, /contextSize 2048 .*q8_0|contextSize 2048 if other programs/],
    [big, { totalRam: 4 * GB, freeRam: 2 * GB }, false, /smaller model .* at most 1\.\d GB/],
    [big, { totalRam: 1 * GB, freeRam: 0.1 * GB }, false, /Close other programs/],
    [big, { ...machine(4), vram: 8 * GB }, true, /12 GB is free/],
  ];
  for (const [wanted, memory, fits, advice] of cases)
    it(`${JSON.stringify(wanted)} in ${JSON.stringify(memory)}: ${String(fits)}`, async () => {
      const plan = planFit(await headerOf(large), wanted, memory);
      assert.equal(plan.fits, fits, plan.advice);
      assert.match(plan.advice, advice);
    });

  it("says how many layers a GPU holds", async () => {
    const header = await headerOf(large);
    const layers = (vram: number) => planFit(header, settings, machine(16, vram)).gpuLayers;
    assert.equal(layers(24), 29);
    assert.equal(layers(0.2), 0);
    const half = layers(2.6) ?? 0;
    assert.ok(half > 8 && half < 20, String(half));
    assert.equal(planFit(header, settings, machine(16)).gpuLayers, undefined);
  });

  it("says the context of each role, and what a usual machine writes in a second", async () => {
    const header = await headerOf(large);
    const slow = planFit(header, settings, machine(16));
    assert.deepEqual([slow.contexts, slow.layers], [{ completion: 4096, assistant: 8192 }, 29]);
    const perToken = (seconds: number) => weightBytes(header) / seconds;
    assert.equal(slow.speed, 1 / perToken(30e9));
    assert.ok(Math.abs(planFit(header, settings, machine(16, 24)).speed - 10 * slow.speed) < 1e-6);
  });

  it("advises in Japanese", async () => {
    const header = await headerOf(large);
    setLanguage("ja");
    try {
      for (const [wanted, memory] of cases) {
        const { advice } = planFit(header, wanted, memory);
        assert.match(advice, /\p{Script=Hiragana}/u);
        assert.doesNotMatch(advice, /It |Choose|Close/);
      }
    } finally {
      setLanguage("en");
    }
  });
});
