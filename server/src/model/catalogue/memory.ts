/**
 * Memory that a model of the catalogue needs, from its published dimensions, by the same arithmetic as for a file
 * (`fitMemory.ts`). Files differ by some per cent in which weights they keep with more bits.
 */
import { type Role } from "../../protocol";
import { computeBytes, defaultContextSizes, kvCacheBytes } from "../fitMemory";
import { type GgufHeader, type GgufValue } from "../gguf";
import { type CatalogueModel, type ModelDimensions } from "./types";

/** Bits a weight, read off published files; the embedding keeps at least 6.56. */
const bits = { Q4_K_M: 4.8, Q5_K_M: 5.67, Q6_K: 6.56, Q8_0: 8.5 } as const;
export type Quantization = keyof typeof bits;
/** The best first. */
export const quantizations: readonly Quantization[] = ["Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M"];
export const isQuantization = (name: string): name is Quantization => name in bits;

/** Bytes. */
export interface Footprint {
  readonly file: number;
  readonly kvCache: number;
  readonly compute: number;
  readonly total: number;
  /** The dimensions are not published: cache and working memory are a rule of thumb. */
  readonly rough: boolean;
}

/** Undefined where the maker does not say how large the model is. */
export function footprint(
  model: CatalogueModel,
  quantization: Quantization,
  role: Role,
  contextSize = defaultContextSizes[role],
): Footprint | undefined {
  if (model.parameters === undefined) return undefined;
  const file = fileBytes(model.parameters, quantization, model.shape);
  const context = Math.min(contextSize, model.context ?? contextSize);
  const { kvCache, compute } = model.shape
    ? cacheOf(model.shape, role, context)
    : { kvCache: (file * 0.15 * context) / 8192, compute: 400_000_000 };
  return { file, kvCache, compute, total: file + kvCache + compute, rough: model.shape === undefined };
}

function fileBytes(
  parameters: number,
  quantization: Quantization,
  shape: ModelDimensions | undefined,
): number {
  const weights = parameters * 1e9;
  const embedding = shape ? shape.vocabulary * shape.embedding : 0;
  const each = bits[quantization];
  return Math.round(((weights - embedding) * each + embedding * Math.max(each, bits.Q6_K)) / 8);
}

/** Bytes of the cache for a thousand tokens, without what sliding windows save. */
export const cachePerThousand = (shape: ModelDimensions): number =>
  shape.keyValue === undefined
    ? 1000 * shape.layers * shape.kvHeads * shape.headSize * 4
    : 1000 * shape.layers * shape.keyValue * 2;

function cacheOf(shape: ModelDimensions, role: Role, contextSize: number) {
  const header = headerLike(shape);
  const context = {
    contextSize,
    kvCacheType: "f16",
    batchSize: 512,
    flashAttention: true,
    slidingWindow: role !== "completion",
  } as const;
  return { kvCache: kvCacheBytes(header, context), compute: computeBytes(header, context) };
}

/** What the arithmetic reads of a header. */
function headerLike(shape: ModelDimensions): GgufHeader {
  const { window, windowEvery = 1, keyValue } = shape;
  const inWindow = Array.from({ length: shape.layers }, (_, layer) => (layer + 1) % windowEvery !== 0);
  const entries: readonly (readonly [string, GgufValue])[] = [
    ["block_count", shape.layers],
    ["embedding_length", shape.embedding],
    ["attention.head_count", shape.heads],
    ["attention.head_count_kv", keyValue === undefined ? shape.kvHeads : 1],
    ["attention.key_length", keyValue ?? shape.headSize],
    ["attention.value_length", shape.headSize],
    ...(keyValue === undefined ? [] : ([["attention.key_length_mla", shape.headSize]] as const)),
    ...(window === undefined
      ? []
      : ([
          ["attention.sliding_window", window],
          ["attention.sliding_window_pattern", inWindow],
        ] as const)),
  ];
  return {
    file: "",
    size: 0,
    version: 3,
    architecture: "listed",
    metadata: new Map(entries.map(([key, value]) => [`listed.${key}`, value])),
    counts: new Map([["tokenizer.ggml.tokens", shape.vocabulary]]),
    tensors: [],
    dataOffset: 0,
  };
}
