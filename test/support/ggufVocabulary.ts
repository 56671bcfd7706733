/** Vocabularies for fixture models: a small one of our own making, or a real family's, copied. */
import { open } from "node:fs/promises";
import { readModelHeader } from "../../server/src/model/ggufFile";
import { arrayType, stringType, valueSizes } from "../../server/src/model/ggufTypes";
import { type MetaValue } from "./ggufEncode";

export interface Vocabulary {
  readonly size: number;
  /** Every `tokenizer.*` key. */
  readonly metadata: Readonly<Record<string, MetaValue>>;
  /** Ids that a model with random weights should never prefer: control tokens, unprintable bytes. */
  readonly silent: ReadonlySet<number>;
}

export const chatTemplate =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

/** GPT-2's printable stand-ins for the 256 bytes. */
function byteCharacters(): readonly string[] {
  const printable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let free = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(printable(byte) ? byte : free++));
}

const merges = ["Ġ t", "h e", "i n", "r e", "o n", "Ġt he", "Ġ a", "Ġ =", "Ġ (", "r n", "Ġ Ġ", "ĠĠ ĠĠ"];
const fimTokens = [
  "<|fim_prefix|>",
  "<|fim_middle|>",
  "<|fim_suffix|>",
  "<|fim_pad|>",
  "<|repo_name|>",
  "<|file_sep|>",
];

/** Byte-level BPE with a dozen merges: every text can be written, most tokens are one byte. */
export function madeVocabulary(options: {
  readonly pre: "qwen2" | "llama-bpe";
  readonly fim: boolean;
  readonly chat: boolean;
}): Vocabulary {
  const bytes = byteCharacters();
  const words = merges.map((merge) => merge.replace(" ", ""));
  const control = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", ...(options.fim ? fimTokens : [])];
  const tokens = [...bytes, ...words, ...control];
  const firstControl = bytes.length + words.length;
  const id = (text: string) => tokens.indexOf(text);
  const silent = tokens.flatMap((_, index) =>
    index >= firstControl || (index < 256 && (index < 32 || index > 126)) ? [index] : [],
  );
  return {
    size: tokens.length,
    silent: new Set(silent),
    metadata: {
      "tokenizer.ggml.model": "gpt2",
      "tokenizer.ggml.pre": options.pre,
      "tokenizer.ggml.tokens": { strings: tokens },
      "tokenizer.ggml.token_type": { i32s: tokens.map((_, index) => (index >= firstControl ? 3 : 1)) },
      "tokenizer.ggml.merges": { strings: merges },
      "tokenizer.ggml.bos_token_id": id("<|endoftext|>"),
      "tokenizer.ggml.eos_token_id": id(options.chat ? "<|im_end|>" : "<|endoftext|>"),
      "tokenizer.ggml.padding_token_id": id("<|endoftext|>"),
      "tokenizer.ggml.add_bos_token": false,
      ...(options.fim && {
        "tokenizer.ggml.fim_pre_token_id": id("<|fim_prefix|>"),
        "tokenizer.ggml.fim_suf_token_id": id("<|fim_suffix|>"),
        "tokenizer.ggml.fim_mid_token_id": id("<|fim_middle|>"),
      }),
      ...(options.chat && { "tokenizer.chat_template": chatTemplate }),
    },
  };
}

/** The vocabulary of a GGUF on disk, byte for byte: a model, or one of llama.cpp's vocabulary files. */
export async function realVocabulary(path: string): Promise<Vocabulary> {
  const header = await readModelHeader(path);
  const bytes = await readStart(path, header.dataOffset);
  const metadata: Record<string, MetaValue> = {};
  let at = 24;
  const length = () => Number(bytes.readBigUInt64LE(at));
  for (let index = 0; index < Number(bytes.readBigUInt64LE(16)); index++) {
    const key = bytes.toString("utf8", at + 8, at + 8 + length());
    at += 8 + length();
    const type = bytes.readUInt32LE(at);
    const start = at + 4;
    at = valueEnd(bytes, type, start);
    if (key.startsWith("tokenizer.")) metadata[key] = { type, raw: bytes.subarray(start, at) };
  }
  return { size: header.counts.get("tokenizer.ggml.tokens") ?? 0, metadata, silent: new Set() };
}

async function readStart(path: string, size: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer } = await handle.read(Buffer.alloc(size), 0, size, 0);
    return buffer;
  } finally {
    await handle.close();
  }
}

/** Sound files only: the header reader has judged this one already. */
function valueEnd(bytes: Buffer, type: number, start: number): number {
  if (type === stringType) return start + 8 + Number(bytes.readBigUInt64LE(start));
  if (type !== arrayType) return start + (valueSizes[type] ?? 0);
  const element = bytes.readUInt32LE(start);
  const count = Number(bytes.readBigUInt64LE(start + 4));
  if (element !== stringType) return start + 12 + count * (valueSizes[element] ?? 0);
  let end = start + 12;
  for (let index = 0; index < count; index++) end += 8 + Number(bytes.readBigUInt64LE(end));
  return end;
}
