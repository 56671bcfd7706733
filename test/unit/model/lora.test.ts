import assert from "node:assert/strict";
import { type GgufHeader, readGgufHeader } from "../../../server/src/model/gguf";
import { baseNote, requireAdapter } from "../../../server/src/model/lora";
import { isModelError } from "../../../server/src/model/runtime";
import { encodeHeader, type HeaderSpec } from "../../support/ggufEncode";
import { adapterHeader, type AdapterSpec } from "../../support/loraWriter";

async function read(spec: HeaderSpec, name: string): Promise<GgufHeader> {
  const { bytes, fileSize } = encodeHeader(spec);
  return readGgufHeader({
    ...{ name, size: fileSize },
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  });
}

const weight = (name: string, ...shape: readonly number[]) => ({ name, type: "F16", shape });
const model: HeaderSpec = {
  metadata: { "general.architecture": "qwen2" },
  tensors: [
    weight("token_embd.weight", 128, 512),
    weight("blk.0.attn_q.weight", 128, 128),
    weight("blk.0.ffn_up.weight", 128, 256),
  ],
};
const target = (name: string, inner: number, outer: number) => ({ name, shape: [inner, outer] as const });
const own: AdapterSpec = {
  targets: [target("blk.0.attn_q.weight", 128, 128), target("blk.0.ffn_up.weight", 128, 256)],
};
const check = async (spec: HeaderSpec) =>
  requireAdapter(await read(spec, "a.gguf"), await read(model, "m.gguf"));

describe("LoRA adapters", () => {
  it("belong to a model with the same layers and sizes, embeddings the other way round", async () => {
    await check(adapterHeader(own));
    await check(adapterHeader({ targets: [target("token_embd.weight", 512, 128)] }));
  });

  const half = adapterHeader(own);
  const cases: readonly (readonly [name: string, spec: HeaderSpec, message: RegExp])[] = [
    ["a model", model, /a\.gguf is no LoRA adapter/],
    [
      "another kind of adapter",
      adapterHeader({ ...own, metadata: { "adapter.type": "control" } }),
      /is no LoRA adapter/,
    ],
    ["an empty one", adapterHeader({ targets: [] }), /is no LoRA adapter/],
    [
      "one of another family",
      adapterHeader({ ...own, architecture: "llama" }),
      /architecture llama, the model is qwen2/,
    ],
    [
      "one of a deeper model",
      adapterHeader({ targets: [target("blk.9.attn_q.weight", 128, 128)] }),
      /no weights blk\.9/,
    ],
    [
      "one of a wider model",
      adapterHeader({ targets: [target("blk.0.attn_q.weight", 896, 896)] }),
      /attn_q\.weight has other sizes/,
    ],
    [
      "one whose half is missing",
      { ...half, tensors: half.tensors?.slice(0, -1) ?? [] },
      /half of blk\.0\.ffn_up/,
    ],
  ];
  for (const [name, spec, message] of cases)
    it(`are refused: ${name}`, () =>
      assert.rejects(check(spec), (error) => {
        assert.ok(isModelError(error) && error.code === "model-file");
        assert.match(error.message, message);
        return true;
      }));

  const named = (name: string): HeaderSpec => ({
    ...model,
    metadata: { ...model.metadata, "general.name": name },
  });
  const bases: readonly (readonly [base: string | undefined, name: string, noted: boolean])[] = [
    ["Qwen2.5 Coder 1.5B Instruct", "Qwen2.5 Coder 1.5B Instruct GGUF", false],
    ["Qwen2.5 1.5B Instruct", "Qwen2.5 Coder 1.5B Instruct", true],
    ["Qwen2.5_Coder 1.5b", "qwen2.5-coder-1.5b-instruct", false],
    ["m", "m", false],
    [undefined, "Qwen2.5 Coder 1.5B Instruct", false],
  ];
  for (const [base, name, noted] of bases)
    it(`of ${base ?? "an unnamed model"} on ${name}: ${noted ? "said" : "nothing to say"}`, async () => {
      const metadata = base === undefined ? {} : { "general.base_model.0.name": base };
      const adapter = await read(adapterHeader({ ...own, metadata }), "a.gguf");
      const note = baseNote(adapter, await read(named(name), "m.gguf"));
      assert.equal(note !== undefined, noted);
      if (note !== undefined)
        assert.match(note, /a\.gguf was made from Qwen2\.5 1\.5B Instruct, and this model is Qwen/);
    });
});
