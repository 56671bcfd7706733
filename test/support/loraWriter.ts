/** LoRA adapters with random weights, as `convert_lora_to_gguf.py` of llama.cpp lays them out. */
import { type HeaderSpec, type MetaValue, type TensorSpec } from "./ggufEncode";
import { tinyShape, writeWeights } from "./ggufWriter";

export interface AdapterSpec {
  readonly architecture?: string;
  /** Weights that it changes, with the sizes of the model's. */
  readonly targets?: readonly { readonly name: string; readonly shape: readonly [number, number] }[];
  readonly rank?: number;
  readonly metadata?: Readonly<Record<string, MetaValue>>;
}

const { layers, embedding } = tinyShape;
/** The queries of every layer of `writeTinyModel`. */
export const tinyTargets = Array.from({ length: layers }, (_, layer) => ({
  name: `blk.${layer}.attn_q.weight`,
  shape: [embedding, embedding] as const,
}));

export function adapterHeader(spec: AdapterSpec = {}): HeaderSpec {
  const { architecture = "qwen2", targets = tinyTargets, rank = 4, metadata = {} } = spec;
  return {
    metadata: {
      "general.architecture": architecture,
      "general.type": "adapter",
      "adapter.type": "lora",
      "adapter.lora.alpha": { f32: 8 },
      ...metadata,
    },
    tensors: targets.flatMap(({ name, shape: [inner, outer] }): readonly TensorSpec[] => [
      { name: `${name}.lora_a`, type: "F32", shape: [inner, rank] },
      { name: `${name}.lora_b`, type: "F32", shape: [rank, outer] },
    ]),
  };
}

export const writeAdapter = (path: string, spec: AdapterSpec = {}): Promise<string> =>
  writeWeights(path, adapterHeader(spec), { seed: 7, deviation: 0.5, silentRows: new Set() });
