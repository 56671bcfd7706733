/** A tiny encoder with random weights, as embedding models are: BERT's layers, its word pieces, mean pooling. */
import { open } from "node:fs/promises";
import { encodeHeader, type MetaValue, type TensorSpec } from "./ggufEncode";
import { weights } from "./ggufWeights";

const [layers, embedding, feedForward, context] = [2, 64, 128, 128];

/** Characters as BERT's pieces: at the start of a word with llama.cpp's mark, within one without. */
function vocabulary(): readonly string[] {
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at));
  const characters = [
    ...range(0x61, 0x7a),
    ..."0123456789:.,",
    ...range(0x3041, 0x3093),
    ...range(0x30a1, 0x30f6),
  ];
  const kanji = [..."弁点検停止連絡保全課電源毎月書類期間管理規程吐出安閉切図面"];
  return [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    ...[...characters, ...kanji].flatMap((each) => [`▁${each}`, each]),
  ];
}

/** Some 0.2 MB. Texts with the same characters are near to each other, for the weights between are nearly the same. */
export async function writeTinyBert(
  path: string,
  metadata: Readonly<Record<string, MetaValue>> = {},
): Promise<string> {
  const tokens = vocabulary();
  const header = encodeHeader({
    metadata: {
      "general.architecture": "bert",
      "general.type": "model",
      "general.name": "Tiny e5 fixture",
      "general.file_type": 1,
      "bert.block_count": layers,
      "bert.context_length": context,
      "bert.embedding_length": embedding,
      "bert.feed_forward_length": feedForward,
      "bert.attention.head_count": 2,
      "bert.attention.layer_norm_epsilon": { f32: 1e-12 },
      "bert.attention.causal": false,
      "bert.pooling_type": 1,
      "tokenizer.ggml.model": "bert",
      "tokenizer.ggml.pre": "default",
      "tokenizer.ggml.token_type_count": 2,
      "tokenizer.ggml.tokens": { strings: tokens },
      "tokenizer.ggml.token_type": { i32s: tokens.map((_, at) => (at < 5 ? 3 : 1)) },
      "tokenizer.ggml.padding_token_id": 0,
      "tokenizer.ggml.unknown_token_id": 1,
      "tokenizer.ggml.bos_token_id": 2,
      "tokenizer.ggml.eos_token_id": 3,
      "tokenizer.ggml.cls_token_id": 2,
      "tokenizer.ggml.seperator_token_id": 3,
      "tokenizer.ggml.mask_token_id": 4,
      ...metadata,
    },
    tensors: tensorsOf(tokens.length),
  });
  const file = await open(path, "w");
  try {
    await file.write(header.bytes);
    for (const tensor of header.tensors) {
      let at = header.bytes.length + tensor.offset;
      for (const chunk of weights(tensor, { seed: 1, deviation: 0.08 })) {
        await file.write(chunk, 0, chunk.length, at);
        at += chunk.length;
      }
    }
    await file.truncate(header.fileSize);
  } finally {
    await file.close();
  }
  return path;
}

function tensorsOf(tokens: number): readonly TensorSpec[] {
  const matrix = (name: string, columns: number, rows: number): TensorSpec => ({
    ...{ name: `${name}.weight`, type: "F16" },
    shape: [columns, rows],
  });
  const vector = (name: string, length = embedding): TensorSpec => ({ name, type: "F32", shape: [length] });
  const norm = (name: string) => [vector(`${name}.weight`), vector(`${name}.bias`)];
  const linear = (name: string, columns: number, rows: number) => [
    matrix(name, columns, rows),
    vector(`${name}.bias`, rows),
  ];
  const layer = (index: number) => {
    const at = (name: string) => `blk.${index}.${name}`;
    return [
      ...["attn_q", "attn_k", "attn_v", "attn_output"].flatMap((name) =>
        linear(at(name), embedding, embedding),
      ),
      ...norm(at("attn_output_norm")),
      ...linear(at("ffn_up"), embedding, feedForward),
      ...linear(at("ffn_down"), feedForward, embedding),
      ...norm(at("layer_output_norm")),
    ];
  };
  return [
    matrix("token_embd", embedding, tokens),
    { name: "token_types.weight", type: "F32", shape: [embedding, 2] },
    { name: "position_embd.weight", type: "F32", shape: [embedding, context] },
    ...norm("token_embd_norm"),
    ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
  ];
}
