/** Tiny models with random weights in the architectures of the catalogue's families, with their special tokens. */
import { type MetaValue, type TensorSpec } from "./ggufEncode";
import { writeWeights } from "./ggufWriter";

/** Small enough that a file has some hundred kB; heads of 32 values, as caches want them. */
const [layers, embedding, feedForward, heads, kvHeads, headSize] = [2, 64, 128, 2, 1, 32];
const experts = { count: 4, used: 2, feedForward: 32 };

export const familyArchitectures = [
  "llama",
  "mixtral",
  "qwen2",
  "qwen3",
  "qwen3moe",
  "phi3",
  "gemma2",
  "gemma3",
  "deepseek2",
  "plamo2",
] as const;
/** `mixtral`: `llama` with experts. */
export type FamilyArchitecture = (typeof familyArchitectures)[number];

export interface SpecialTokens {
  /** Byte-level BPE, or SentencePiece with byte fallback. */
  readonly kind: "bpe" | "spm";
  readonly bos?: string;
  readonly eos: string;
  /** Control tokens: in the text of an answer they do not appear. */
  readonly control: readonly string[];
  /** Tokens that do appear, as `<think>` does. */
  readonly visible?: readonly string[];
}

export interface FamilySpec {
  readonly architecture: FamilyArchitecture;
  readonly name: string;
  readonly tokens: SpecialTokens;
  readonly chatTemplate?: string;
}

const matrix = (name: string, columns: number, rows: number): TensorSpec => ({
  ...{ name: `${name}.weight`, type: "F16" },
  shape: [columns, rows],
});
const cube = (name: string, columns: number, rows: number, count: number): TensorSpec => ({
  ...{ name: `${name}.weight`, type: "F16" },
  shape: [columns, rows, count],
});
const vector = (name: string, length = embedding): TensorSpec => ({ name, type: "F32", shape: [length] });
const norm = (name: string, length = embedding) => vector(`${name}_norm.weight`, length);

const attention = (at: string) => [
  matrix(`${at}attn_q`, embedding, heads * headSize),
  matrix(`${at}attn_k`, embedding, kvHeads * headSize),
  matrix(`${at}attn_v`, embedding, kvHeads * headSize),
  matrix(`${at}attn_output`, heads * headSize, embedding),
];
const feed = (at: string) => [
  matrix(`${at}ffn_gate`, embedding, feedForward),
  matrix(`${at}ffn_up`, embedding, feedForward),
  matrix(`${at}ffn_down`, feedForward, embedding),
];
const fusedFeed = (at: string) => [
  matrix(`${at}ffn_up`, embedding, 2 * feedForward),
  matrix(`${at}ffn_down`, feedForward, embedding),
];
const expertFeed = (at: string, wide = experts.feedForward) => [
  matrix(`${at}ffn_gate_inp`, embedding, experts.count),
  cube(`${at}ffn_gate_exps`, embedding, wide, experts.count),
  cube(`${at}ffn_up_exps`, embedding, wide, experts.count),
  cube(`${at}ffn_down_exps`, wide, embedding, experts.count),
];
const headNorms = (at: string) => [norm(`${at}attn_q`, headSize), norm(`${at}attn_k`, headSize)];
const around = (at: string) => [norm(`${at}attn`), norm(`${at}ffn`)];
const behind = (at: string) => [norm(`${at}post_attention`), norm(`${at}post_ffw`)];

/** DeepSeek's compressed attention: what is kept for a token, and what of it is rotated. */
const mla = { query: 32, keyValue: 32, rotated: 16, plain: 16, value: 32 };
/** A state-space layer of PLaMo 2. */
const mamba = { convolution: 4, inner: 128, state: 16, heads: 4, step: 64 };

function compressedAttention(at: string): readonly TensorSpec[] {
  return [
    matrix(`${at}attn_q_a`, embedding, mla.query),
    norm(`${at}attn_q_a`, mla.query),
    matrix(`${at}attn_q_b`, mla.query, heads * (mla.plain + mla.rotated)),
    matrix(`${at}attn_kv_a_mqa`, embedding, mla.keyValue + mla.rotated),
    norm(`${at}attn_kv_a`, mla.keyValue),
    cube(`${at}attn_k_b`, mla.plain, mla.keyValue, heads),
    cube(`${at}attn_v_b`, mla.keyValue, mla.value, heads),
    matrix(`${at}attn_output`, heads * mla.value, embedding),
  ];
}

function sharedExpert(at: string): readonly TensorSpec[] {
  return [
    matrix(`${at}ffn_gate_shexp`, embedding, experts.feedForward),
    matrix(`${at}ffn_up_shexp`, embedding, experts.feedForward),
    matrix(`${at}ffn_down_shexp`, experts.feedForward, embedding),
  ];
}

function mambaLayer(at: string): readonly TensorSpec[] {
  return [
    matrix(`${at}ssm_in`, embedding, 2 * mamba.inner),
    { name: `${at}ssm_conv1d.weight`, type: "F32", shape: [mamba.convolution, mamba.inner] },
    matrix(`${at}ssm_x`, mamba.inner, mamba.step + 2 * mamba.state),
    matrix(`${at}ssm_dt`, mamba.step, mamba.heads),
    vector(`${at}ssm_dt.bias`, mamba.heads),
    vector(`${at}ssm_a`, mamba.heads),
    vector(`${at}ssm_d`, mamba.heads),
    matrix(`${at}ssm_out`, mamba.inner, embedding),
    vector(`${at}ssm_dt_norm`, mamba.step),
    vector(`${at}ssm_b_norm`, mamba.state),
    vector(`${at}ssm_c_norm`, mamba.state),
  ];
}

const plamoAttention = (at: string): readonly TensorSpec[] => [
  matrix(`${at}attn_qkv`, embedding, (heads + 2 * kvHeads) * headSize),
  { name: `${at}attn_q_norm.weight`, type: "F32", shape: [headSize, heads] },
  { name: `${at}attn_k_norm.weight`, type: "F32", shape: [headSize, kvHeads] },
  matrix(`${at}attn_output`, heads * headSize, embedding),
];

const plamoLayer = (at: string, layer: number) => [
  norm(`${at}attn`),
  ...(layer === 0 ? mambaLayer(at) : plamoAttention(at)),
  vector(`${at}post_attention_norm`),
  norm(`${at}ffn`),
  ...fusedFeed(at),
  vector(`${at}post_ffw_norm`),
];

const layersOf: Readonly<Record<FamilyArchitecture, (at: string, layer: number) => readonly TensorSpec[]>> = {
  llama: (at) => [...around(at), ...attention(at), ...feed(at)],
  mixtral: (at) => [...around(at), ...attention(at), ...expertFeed(at, feedForward)],
  qwen2: (at) => [
    ...around(at),
    ...attention(at),
    vector(`${at}attn_q.bias`, heads * headSize),
    vector(`${at}attn_k.bias`, kvHeads * headSize),
    vector(`${at}attn_v.bias`, kvHeads * headSize),
    ...feed(at),
  ],
  qwen3: (at) => [...around(at), ...attention(at), ...headNorms(at), ...feed(at)],
  qwen3moe: (at) => [...around(at), ...attention(at), ...headNorms(at), ...expertFeed(at)],
  phi3: (at) => [
    ...around(at),
    matrix(`${at}attn_qkv`, embedding, (heads + 2 * kvHeads) * headSize),
    matrix(`${at}attn_output`, heads * headSize, embedding),
    ...fusedFeed(at),
  ],
  gemma2: (at) => [...around(at), ...behind(at), ...attention(at), ...feed(at)],
  gemma3: (at) => [...around(at), ...behind(at), ...attention(at), ...headNorms(at), ...feed(at)],
  deepseek2: (at, layer) => [
    ...around(at),
    ...compressedAttention(at),
    ...(layer === 0 ? feed(at) : [...expertFeed(at), ...sharedExpert(at)]),
  ],
  plamo2: plamoLayer,
};

/** Keys beside those that every architecture has, without its name in front. */
const keysOf: Readonly<Partial<Record<FamilyArchitecture, Readonly<Record<string, MetaValue>>>>> = {
  mixtral: { expert_count: experts.count, expert_used_count: experts.used },
  qwen3moe: {
    expert_count: experts.count,
    expert_used_count: experts.used,
    expert_feed_forward_length: experts.feedForward,
  },
  gemma2: {
    "attention.sliding_window": 256,
    attn_logit_softcapping: { f32: 50 },
    final_logit_softcapping: { f32: 30 },
  },
  gemma3: { "attention.sliding_window": 256 },
  deepseek2: {
    "attention.head_count_kv": 1,
    "attention.q_lora_rank": mla.query,
    "attention.kv_lora_rank": mla.keyValue,
    "attention.key_length": mla.keyValue + mla.rotated,
    "attention.value_length": mla.keyValue,
    "attention.key_length_mla": mla.plain + mla.rotated,
    "attention.value_length_mla": mla.value,
    "rope.dimension_count": mla.rotated,
    leading_dense_block_count: 1,
    expert_count: experts.count,
    expert_used_count: experts.used,
    expert_shared_count: 1,
    expert_feed_forward_length: experts.feedForward,
    expert_weights_scale: { f32: 1 },
  },
  plamo2: {
    "attention.head_count": { i32s: [0, heads] },
    "attention.head_count_kv": { i32s: [0, kvHeads] },
    "ssm.conv_kernel": mamba.convolution,
    "ssm.inner_size": mamba.inner,
    "ssm.state_size": mamba.state,
    "ssm.time_step_rank": mamba.heads,
    "ssm.group_count": 0,
  },
};

/** Some hundred kB. */
export async function writeFamily(
  path: string,
  { architecture, name, tokens, chatTemplate }: FamilySpec,
): Promise<string> {
  const written = architecture === "mixtral" ? "llama" : architecture;
  const vocabulary = vocabularyOf(tokens);
  const own: Readonly<Record<string, MetaValue>> = {
    block_count: layers,
    context_length: 8192,
    embedding_length: embedding,
    feed_forward_length: feedForward,
    "attention.head_count": heads,
    "attention.head_count_kv": kvHeads,
    "attention.key_length": headSize,
    "attention.value_length": headSize,
    "attention.layer_norm_rms_epsilon": { f32: 1e-6 },
    "rope.freq_base": { f32: 10_000 },
    "rope.dimension_count": headSize,
    ...keysOf[architecture],
  };
  const tied = architecture.startsWith("gemma");
  return writeWeights(
    path,
    {
      metadata: {
        "general.architecture": written,
        "general.type": "model",
        "general.name": name,
        "general.file_type": 1,
        "general.quantization_version": 2,
        ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`${written}.${key}`, value])),
        ...vocabulary.metadata,
        ...(chatTemplate === undefined ? {} : { "tokenizer.chat_template": chatTemplate }),
      },
      tensors: [
        matrix("token_embd", embedding, vocabulary.size),
        ...Array.from({ length: layers }, (_, layer) =>
          layersOf[architecture](`blk.${layer}.`, layer),
        ).flat(),
        norm("output"),
        ...(tied ? [] : [matrix("output", embedding, vocabulary.size)]),
      ],
    },
    { seed: 1, deviation: 0.08, silentRows: vocabulary.silent },
  );
}

/** GPT-2's printable stand-ins for the 256 bytes. */
function byteCharacters(): readonly string[] {
  const printable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let free = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : free++));
}

const types = { normal: 1, unknown: 2, control: 3, visible: 4, byte: 6 };

function vocabularyOf({ kind, bos, eos, control, visible = [] }: SpecialTokens) {
  const special = [...new Set([...(bos === undefined ? [] : [bos]), eos, ...control])].map(
    (text) => [text, types.control] as const,
  );
  const shown = visible.map((text) => [text, types.visible] as const);
  const bytes = Array.from(
    { length: 256 },
    (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
  );
  const letters = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at));
  const plain: readonly (readonly [string, number])[] =
    kind === "bpe"
      ? byteCharacters().map((text) => [text, types.normal])
      : [
          ["<unk>", types.unknown],
          ...bytes.map((text) => [text, types.byte] as const),
          ...["▁", ...letters].map((text) => [text, types.normal] as const),
        ];
  const tokens = [...plain, ...special, ...shown];
  const id = (text: string) => tokens.findIndex(([token]) => token === text);
  const metadata: Readonly<Record<string, MetaValue>> = {
    "tokenizer.ggml.model": kind === "bpe" ? "gpt2" : "llama",
    "tokenizer.ggml.pre": kind === "bpe" ? "qwen2" : "default",
    "tokenizer.ggml.tokens": { strings: tokens.map(([text]) => text) },
    "tokenizer.ggml.token_type": { i32s: tokens.map(([, type]) => type) },
    ...(kind === "bpe"
      ? { "tokenizer.ggml.merges": { strings: ["Ġ t", "h e"] } }
      : {
          "tokenizer.ggml.scores": { f32s: tokens.map((_, at) => -at) },
          "tokenizer.ggml.unknown_token_id": id("<unk>"),
          "tokenizer.ggml.add_space_prefix": false,
        }),
    ...(bos === undefined ? {} : { "tokenizer.ggml.bos_token_id": id(bos) }),
    "tokenizer.ggml.eos_token_id": id(eos),
    "tokenizer.ggml.add_bos_token": bos !== undefined,
    "tokenizer.ggml.add_eos_token": false,
  };
  const silent = new Set(tokens.flatMap(([, type], at) => (type === types.normal ? [] : [at])));
  return { size: tokens.length, metadata, silent };
}
