/** Bytes that a model needs, from its header alone: llama.cpp's own arithmetic where it is simple. */
import { type KvCacheType, type Role } from "../protocol";
import { type GgufHeader, numberOf } from "./gguf";

export interface ContextShape {
  /** Tokens. */
  readonly contextSize: number;
  readonly kvCacheType: KvCacheType;
  /** Most prompt tokens evaluated at once. */
  readonly batchSize: number;
  readonly flashAttention: boolean;
  /** Sliding-window layers keep only their window; the completion role keeps everything to rewind. */
  readonly slidingWindow: boolean;
}

/** What a role gets when its entry has no contextSize; the model's trained length bounds it. */
export const defaultContextSizes: Readonly<Record<Role, number>> = {
  completion: 4096,
  assistant: 8192,
  embedding: 512,
};

export const trainedContext = (header: GgufHeader) =>
  numberOf(header.metadata, `${header.architecture}.context_length`) ?? 2048;

/**
 * Weights as the processor uses them. llama.cpp's own count of a mapped file is higher where it lays weights out anew
 * (Q4_0, Q4_K on AVX2 and NEON): the file's pages, which the system may drop again, are counted beside the copy.
 */
export const weightBytes = (header: GgufHeader) =>
  header.tensors.reduce((sum, tensor) => sum + tensor.bytes, 0);

/** llama.cpp pads contexts, and the caches of sliding windows, to this. */
const padded = (tokens: number) => Math.ceil(tokens / 256) * 256;
const rowBytes = (type: KvCacheType, values: number) =>
  type === "f16" ? values * 2 : Math.ceil(values / 32) * 34;

/** The key/value cache of one context, and the fixed state of recurrent layers. */
export function kvCacheBytes(header: GgufHeader, shape: ContextShape): number {
  const { metadata, architecture } = header;
  const read = (key: string) => numberOf(metadata, `${architecture}.${key}`);
  const layers = read("block_count") ?? 0;
  const heads = perLayer(header, "attention.head_count", layers);
  const kvHeads = perLayer(header, "attention.head_count_kv", layers, heads);
  const embedding = read("embedding_length") ?? 0;
  const window = read("attention.sliding_window") ?? 0;
  const pattern = metadata.get(`${architecture}.attention.sliding_window_pattern`);
  const compressed = read("attention.key_length_mla") !== undefined;
  const full = padded(shape.contextSize);
  const windowed = padded(Math.min(full, window + shape.batchSize));

  let bytes = 0;
  for (let layer = 0; layer < layers; layer++) {
    const count = kvHeads[layer] ?? 0;
    if (count === 0) {
      bytes += recurrentBytes(read);
      continue;
    }
    const inWindow = window > 0 && Array.isArray(pattern) && pattern[layer] === true;
    const dimensions = embedding / (heads[layer] || 1);
    const length = (kind: "key" | "value") =>
      (inWindow ? read(`attention.${kind}_length_swa`) : undefined) ??
      read(`attention.${kind}_length`) ??
      dimensions;
    const tokens = inWindow && shape.slidingWindow ? windowed : full;
    // Compressed attention (DeepSeek's MLA) keeps keys only.
    const values = compressed ? 0 : rowBytes(shape.kvCacheType, length("value") * count);
    bytes += tokens * (rowBytes(shape.kvCacheType, length("key") * count) + values);
  }
  return bytes;
}

/**
 * Working memory of one context: the logits and activations of a batch, or the attention scores where they
 * are larger. Read off llama.cpp's own figures for SmolLM2-135M and the Qwen2.5-0.5B shape on the CPU, with
 * and without flash attention at 2,048 to 8,192 tokens: within 2 %. Other families: an estimate.
 */
export function computeBytes(header: GgufHeader, shape: ContextShape): number {
  const { metadata, architecture, counts } = header;
  const batch = Math.min(shape.batchSize, shape.contextSize);
  const context = padded(shape.contextSize);
  const vocabulary = counts.get("tokenizer.ggml.tokens") ?? 0;
  const embedding = numberOf(metadata, `${architecture}.embedding_length`) ?? 0;
  const heads = Math.max(0, ...perLayer(header, "attention.head_count", 1));
  const logits = 4 * (vocabulary + (shape.flashAttention ? 2 : 3) * embedding);
  const scores = shape.flashAttention ? 2 * context : 4 * (heads + 1) * context;
  return batch * Math.max(logits, scores + 24 * embedding) + 4 * vocabulary;
}

/** A number for all layers or one for each; `otherwise` where the key is absent. */
function perLayer(
  { metadata, architecture }: GgufHeader,
  key: string,
  layers: number,
  otherwise: readonly number[] = [],
): readonly number[] {
  const value = metadata.get(`${architecture}.${key}`);
  if (typeof value === "number") return Array.from({ length: Math.min(layers, 65_536) }, () => value);
  if (Array.isArray(value)) return value.map(Number);
  return otherwise;
}

/** State of one Mamba-like layer, in single precision; other kinds are as small and not counted. */
function recurrentBytes(read: (key: string) => number | undefined): number {
  const inner = read("ssm.inner_size") ?? 0;
  const state = read("ssm.state_size") ?? 0;
  const groups = read("ssm.group_count") ?? 0;
  const convolution = Math.max(0, (read("ssm.conv_kernel") ?? 1) - 1);
  return 4 * (convolution * (inner + 2 * groups * state) + inner * state);
}
