/**
 * Writes models with random weights that node-llama-cpp really loads: tiny ones for tests that need an
 * engine but no sense, and ones in a big model's shape, which cost what the real one costs, for benches.
 */
import { createHash } from "node:crypto";
import { open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "./cache";
import { encodeGguf, encodeHeader, type HeaderSpec, type MetaValue, type TensorSpec } from "./ggufEncode";
import { madeVocabulary, realVocabulary, type Vocabulary } from "./ggufVocabulary";
import { weights, type WeightSource, type WeightType } from "./ggufWeights";

/** Gemma 3 has sliding windows: give it `gemma3.attention.sliding_window` and `…_pattern` in the metadata. */
export type Architecture = "llama" | "qwen2" | "gemma3";

export interface ModelShape {
  readonly architecture: Architecture;
  readonly layers: number;
  readonly embedding: number;
  readonly feedForward: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly contextLength: number;
  readonly ropeBase: number;
  readonly epsilon: number;
  /** The output layer is the token embedding. */
  readonly tied: boolean;
  readonly type: WeightType;
}

/** Heads of 32 dimensions, the least that a q8_0 cache can hold; some 0.4 million weights. */
export const tinyShape: Omit<ModelShape, "architecture"> = {
  layers: 2,
  embedding: 128,
  feedForward: 256,
  heads: 4,
  kvHeads: 2,
  contextLength: 8192,
  ropeBase: 10_000,
  epsilon: 1e-6,
  tied: false,
  type: "F16",
};

export const bigShapes = {
  "qwen2.5-0.5b": { layers: 24, embedding: 896, feedForward: 4864, heads: 14, kvHeads: 2, tied: true },
  "qwen2.5-1.5b": { layers: 28, embedding: 1536, feedForward: 8960, heads: 12, kvHeads: 2, tied: true },
  "qwen2.5-7b": { layers: 28, embedding: 3584, feedForward: 18944, heads: 28, kvHeads: 4, tied: false },
} as const;

export interface ModelSpec {
  readonly name: string;
  readonly shape: ModelShape;
  readonly vocabulary: Vocabulary;
  readonly seed?: number;
  readonly metadata?: Readonly<Record<string, MetaValue>>;
}

export interface TinyOptions {
  readonly architecture?: Architecture;
  /** FIM tokens with their ids in the metadata; the name says Coder, so that it counts as trained. */
  readonly fim?: boolean;
  readonly chat?: boolean;
  readonly seed?: number;
  readonly type?: WeightType;
  /** A GGUF whose vocabulary is copied; otherwise a small one of our own. */
  readonly vocabulary?: string;
  readonly metadata?: Readonly<Record<string, MetaValue>>;
}

/** Less than 1 MB with the small vocabulary. Greedy text is printable ASCII and has no end token. */
export async function writeTinyModel(path: string, options: TinyOptions = {}): Promise<string> {
  const { architecture = "qwen2", fim = true, chat = true } = options;
  const vocabulary = options.vocabulary
    ? await realVocabulary(options.vocabulary)
    : madeVocabulary({ pre: architecture === "qwen2" ? "qwen2" : "llama-bpe", fim, chat });
  return writeModel(path, {
    name: fim ? "Tiny Qwen2.5-Coder fixture" : "Tiny fixture",
    shape: { ...tinyShape, architecture, ...(options.type && { type: options.type }) },
    vocabulary,
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.metadata && { metadata: options.metadata }),
  });
}

/**
 * A Qwen2.5 in its real size with random Q4_0 weights and the vocabulary of the GGUF at `vocabulary`,
 * in the cache folder; written once. Answers the path. 0.5B: 0.3 GB, 1.5B: 0.9 GB, 7B: 4.3 GB.
 */
export async function writeShape(size: keyof typeof bigShapes, vocabulary: string): Promise<string> {
  const copied = await realVocabulary(vocabulary);
  const spec: ModelSpec = {
    name: `Qwen2.5-Coder shape ${size}`,
    shape: {
      ...bigShapes[size],
      architecture: "qwen2",
      contextLength: 32_768,
      ropeBase: 1_000_000,
      epsilon: 1e-6,
      type: "Q4_0",
    },
    vocabulary: copied,
  };
  const { bytes, fileSize } = encodeHeader(headerOf(spec));
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const path = join(await cacheFolder("fixtures"), `${size}-q4_0-random-${digest}.gguf`);
  const written = await stat(path).catch(() => undefined);
  return written?.size === fileSize ? path : writeModel(path, spec);
}

/** Streams header and weights; the file appears under its name only when it is whole. */
export function writeModel(path: string, spec: ModelSpec): Promise<string> {
  const source = { seed: spec.seed ?? 1, deviation: 0.08, silentRows: spec.vocabulary.silent };
  return writeWeights(path, headerOf(spec), source);
}

/** As `writeModel`, for any header. */
export async function writeWeights(path: string, spec: HeaderSpec, source: WeightSource): Promise<string> {
  const header = encodeHeader(spec);
  const part = `${path}.${process.pid}.part`;
  const file = await open(part, "w");
  try {
    await file.write(header.bytes);
    for (const tensor of header.tensors) {
      let at = header.bytes.length + tensor.offset;
      for (const chunk of weights(tensor, source)) {
        await file.write(chunk, 0, chunk.length, at);
        at += chunk.length;
      }
    }
    await file.truncate(header.fileSize);
  } finally {
    await file.close();
  }
  await rename(part, path);
  return path;
}

/** The first `share` of a model: what an interrupted copy leaves. */
export async function writeTruncated(from: string, path: string, share = 0.5): Promise<string> {
  const bytes = await readFile(from);
  await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * share)));
  return path;
}

/** A sound header of an architecture that cannot complete; there are no weights to load. */
export async function writeRecurrentHeader(path: string, architecture = "plamo2"): Promise<string> {
  const { metadata } = madeVocabulary({ pre: "llama-bpe", fim: false, chat: true });
  const bytes = encodeGguf({
    metadata: {
      "general.architecture": architecture,
      "general.name": "Tiny recurrent fixture",
      "general.file_type": 1,
      [`${architecture}.block_count`]: 2,
      [`${architecture}.context_length`]: 4096,
      [`${architecture}.embedding_length`]: 64,
      ...metadata,
    },
    tensors: [{ name: "token_embd.weight", type: "F16", shape: [64, 280] }],
  });
  await writeFile(path, bytes);
  return path;
}

/** A file that is named like a model and is none. */
export async function writeNotGguf(path: string): Promise<string> {
  await writeFile(path, "<!DOCTYPE html><html><title>Proxy sign-in</title></html>");
  return path;
}

function headerOf({ name, shape, vocabulary, metadata }: ModelSpec): HeaderSpec {
  const { architecture } = shape;
  const fileTypes = { F32: 0, F16: 1, Q4_0: 2 };
  return {
    metadata: {
      "general.architecture": architecture,
      "general.type": "model",
      "general.name": name,
      "general.license": "apache-2.0",
      "general.file_type": fileTypes[shape.type],
      "general.quantization_version": 2,
      [`${architecture}.block_count`]: shape.layers,
      [`${architecture}.context_length`]: shape.contextLength,
      [`${architecture}.embedding_length`]: shape.embedding,
      [`${architecture}.feed_forward_length`]: shape.feedForward,
      [`${architecture}.attention.head_count`]: shape.heads,
      [`${architecture}.attention.head_count_kv`]: shape.kvHeads,
      [`${architecture}.rope.freq_base`]: { f32: shape.ropeBase },
      [`${architecture}.attention.layer_norm_rms_epsilon`]: { f32: shape.epsilon },
      ...vocabulary.metadata,
      ...metadata,
    },
    tensors: tensorsOf(shape, vocabulary.size),
  };
}

function tensorsOf(shape: ModelShape, vocabulary: number): readonly TensorSpec[] {
  const { embedding, feedForward, heads, kvHeads, type } = shape;
  const keys = (embedding / heads) * kvHeads;
  const matrix = (name: string, columns: number, rows: number): TensorSpec => ({
    name,
    type,
    shape: [columns, rows],
  });
  const vector = (name: string, length: number): TensorSpec => ({ name, type: "F32", shape: [length] });
  const layer = (index: number) => {
    const at = (name: string) => `blk.${index}.${name}`;
    return [
      vector(at("attn_norm.weight"), embedding),
      matrix(at("attn_q.weight"), embedding, embedding),
      matrix(at("attn_k.weight"), embedding, keys),
      matrix(at("attn_v.weight"), embedding, keys),
      ...(shape.architecture === "qwen2"
        ? [
            vector(at("attn_q.bias"), embedding),
            vector(at("attn_k.bias"), keys),
            vector(at("attn_v.bias"), keys),
          ]
        : []),
      ...(shape.architecture === "gemma3"
        ? [
            vector(at("attn_q_norm.weight"), embedding / heads),
            vector(at("attn_k_norm.weight"), embedding / heads),
            vector(at("post_attention_norm.weight"), embedding),
            vector(at("post_ffw_norm.weight"), embedding),
          ]
        : []),
      matrix(at("attn_output.weight"), embedding, embedding),
      vector(at("ffn_norm.weight"), embedding),
      matrix(at("ffn_gate.weight"), embedding, feedForward),
      matrix(at("ffn_up.weight"), embedding, feedForward),
      matrix(at("ffn_down.weight"), feedForward, embedding),
    ];
  };
  return [
    matrix("token_embd.weight", embedding, vocabulary),
    ...Array.from({ length: shape.layers }, (_, index) => layer(index)).flat(),
    vector("output_norm.weight", embedding),
    ...(shape.tied ? [] : [matrix("output.weight", embedding, vocabulary)]),
  ];
}
