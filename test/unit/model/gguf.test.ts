import assert from "node:assert/strict";
import { readGgufHeader } from "../../../server/src/model/gguf";
import { isModelError } from "../../../server/src/model/runtime";
import { setLanguage } from "../../../server/src/util/l10n";
import { encodeGguf, type HeaderSpec, inMemory, text, u32, u64 } from "../../support/ggufEncode";

const sound: HeaderSpec = {
  metadata: {
    "general.architecture": "llama",
    "general.name": "日本語モデル",
    "general.file_type": 15,
    "llama.attention.head_count_kv": { i32s: [8, 8, 4] },
    "llama.rope.freq_base": { f32: 500000 },
    "tokenizer.ggml.tokens": { strings: ["<s>", "▁東京", "a"] },
    "tokenizer.ggml.merges": { strings: Array.from({ length: 2000 }, (_, index) => `a ${index}`) },
  },
  tensors: [
    { name: "token_embd.weight", type: "Q4_K", shape: [256, 3] },
    { name: "blk.0.attn_norm.weight", type: "F32", shape: [256] },
  ],
};

const failure = async (bytes: Uint8Array, name?: string) => {
  try {
    await readGgufHeader(inMemory(bytes, name));
  } catch (error) {
    assert.ok(isModelError(error), String(error));
    assert.equal(error.code, "model-file");
    return error.message;
  }
  return assert.fail("the header was accepted");
};

const vocabularyOf = async (bytes: Uint8Array) => {
  const { tokens } = await readGgufHeader(inMemory(bytes), { tokens: true });
  return Array.from({ length: tokens?.size ?? 0 }, (_, id) => tokens?.text(id));
};

describe("GGUF header", () => {
  it("gives metadata, tensors and the start of the weights", async () => {
    const header = await readGgufHeader(inMemory(encodeGguf(sound)));
    assert.equal(header.architecture, "llama");
    assert.equal(header.metadata.get("general.name"), "日本語モデル");
    assert.deepEqual(header.metadata.get("llama.attention.head_count_kv"), [8, 8, 4]);
    assert.equal(header.metadata.get("llama.rope.freq_base"), 500000);
    assert.deepEqual(
      header.tensors.map(({ name, type, shape, bytes }) => [name, type, shape.join("x"), bytes]),
      [
        ["token_embd.weight", "Q4_K", "256x3", 432],
        ["blk.0.attn_norm.weight", "F32", "256", 1024],
      ],
    );
    assert.equal(header.dataOffset % 32, 0);
    assert.equal(header.size, header.dataOffset + 448 + 1024);
    assert.equal(header.split, undefined);
  });

  it("counts long arrays without keeping them, and keeps the vocabulary when asked", async () => {
    const file = inMemory(encodeGguf(sound));
    const plain = await readGgufHeader(file);
    assert.equal(plain.counts.get("tokenizer.ggml.merges"), 2000);
    assert.equal(plain.metadata.has("tokenizer.ggml.merges"), false);
    assert.equal(plain.tokens, undefined);
    assert.deepEqual(await vocabularyOf(encodeGguf(sound)), ["<s>", "▁東京", "a"]);
  });

  it("finds a token by its text and by its id", async () => {
    const strings = ["", "ab", "▁東京", "ba", "ab"];
    const bytes = encodeGguf({ metadata: { "tokenizer.ggml.tokens": { strings } } });
    const { tokens } = await readGgufHeader(inMemory(bytes), { tokens: true });
    assert.deepEqual(
      ["ab", "ba", "▁東京", "aa", "東京", "▁東京x"].map((wanted) => tokens?.id(wanted)),
      [1, 3, 2, undefined, undefined, undefined],
    );
    assert.deepEqual(
      [0, 4, 5, -1, 0.5, 9e9].map((id) => tokens?.text(id)),
      ["", "ab", undefined, undefined, undefined, undefined],
    );
  });

  it("reads strings that lie across the reader's chunks", async () => {
    const strings = Array.from({ length: 3000 }, (_, index) => `${index}語`.repeat(100));
    const bytes = encodeGguf({ metadata: { "tokenizer.ggml.tokens": { strings } } });
    assert.ok(bytes.length > 1 << 20);
    assert.deepEqual(await vocabularyOf(bytes), strings);
    const { tokens } = await readGgufHeader(inMemory(bytes), { tokens: true });
    for (const id of [0, 1777, 2999]) assert.equal(tokens?.id(strings[id] ?? ""), id);
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    const file = inMemory(encodeGguf(sound));
    const read = (offset: number, length: number) => {
      controller.abort();
      return file.read(offset, length);
    };
    await assert.rejects(readGgufHeader({ ...file, read }, {}, controller.signal), { name: "AbortError" });
  });

  it("tells where the parts of a split model are", async () => {
    const metadata = { "split.no": 1, "split.count": 3 };
    assert.deepEqual((await readGgufHeader(inMemory(encodeGguf({ metadata })))).split, { no: 1, count: 3 });
  });

  const head = (version: number, tensors: bigint, keys: bigint) =>
    Buffer.concat([Buffer.from("GGUF"), u32(version), u64(tensors), u64(keys)]);
  const tensorInfo = (name: string, shape: readonly number[], type: number, offset = 0) =>
    Buffer.concat([
      text(name),
      u32(shape.length),
      ...shape.map(u64),
      u32(type),
      u64(offset),
      Buffer.alloc(99),
    ]);
  const key = (type: number, raw: Uint8Array) =>
    encodeGguf({ metadata: { k: { type, raw: Buffer.concat([raw, Buffer.alloc(64)]) } } });
  const unsound: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ["an empty file", Buffer.alloc(0), /not a GGUF .*empty/],
    ["a web page", Buffer.from("<!DOCTYPE html><html>Sign in</html>"), /web page/],
    ["a Git LFS pointer", Buffer.from("version https://git-lfs.github.com/spec/v1\noid"), /LFS pointer/],
    ["safetensors", Buffer.concat([u64(99), Buffer.from('{"a":{}}')]), /safetensors/],
    ["PyTorch", Buffer.from("PK\u0003\u0004aaaa"), /PyTorch/],
    ["old GGML", Buffer.from("tjggaaaa"), /older GGML/],
    ["zeros", Buffer.alloc(999), /zeros/],
    ["noise", Buffer.from("\u0007\u0001abcdefgh"), /other bytes/],
    ["version 1", head(1, 0n, 0n), /version 1.*convert it again/],
    ["version 4", head(4, 0n, 0n), /version 4.*Update Hanare/],
    ["big endian", head(0x03000000, 0n, 0n), /big-endian.*gguf_convert_endian/],
    ["a file of 10 bytes", head(3, 0n, 0n).subarray(0, 10), /cut off.*after 10 bytes/],
    ["an absurd number of keys", head(3, 0n, 1n << 60n), /damaged.*keys/],
    ["more keys than bytes", head(3, 0n, 1000n), /cut off/],
    ["an absurd number of tensors", head(3, 1n << 63n, 0n), /damaged.*tensors/],
    ["more tensors than bytes", head(3, 1000n, 0n), /cut off/],
    [
      "an endless text",
      Buffer.concat([head(3, 0n, 1n), u64(1n << 62n), Buffer.alloc(64)]),
      /damaged.*a text of/,
    ],
    ["a text past the end", Buffer.concat([head(3, 0n, 1n), u64(5000), Buffer.alloc(64)]), /cut off/],
    ["an endless array", key(9, Buffer.concat([u32(4), u64(1n << 40n)])), /damaged.*elements/],
    ["an array past the end", key(9, Buffer.concat([u32(4), u64(1n << 20n)])), /cut off/],
    ["an array of arrays", key(9, Buffer.concat([u32(9), u64(1)])), /damaged.*unknown type 9/],
    ["an unknown value type", key(77, Buffer.alloc(1)), /damaged.*unknown type 77/],
    [
      "five dimensions",
      Buffer.concat([head(3, 1n, 0n), tensorInfo("a", [1, 1, 1, 1, 1], 0)]),
      /damaged.*tensor a/,
    ],
    [
      "an endless tensor",
      Buffer.concat([head(3, 1n, 0n), tensorInfo("a", [2 ** 40, 2 ** 40], 0)]),
      /damaged/,
    ],
    ["a broken row", Buffer.concat([head(3, 1n, 0n), tensorInfo("a", [33], 2)]), /damaged.*tensor a/],
    ["a retired tensor type", Buffer.concat([head(3, 1n, 0n), tensorInfo("a", [32], 4)]), /damaged/],
    ["a tensor off its place", Buffer.concat([head(3, 1n, 0n), tensorInfo("a", [8], 0, 3)]), /damaged/],
    [
      "a name with a line break",
      Buffer.concat([head(3, 1n, 0n), tensorInfo("a\u001b[2J\nb", [33], 2)]),
      /a \[2J b/,
    ],
    ["alignment 3", encodeGguf({ metadata: { "general.alignment": 3 } }), /damaged.*alignment/],
  ];
  for (const [what, bytes, message] of unsound)
    it(`rejects ${what}`, async () => assert.match(await failure(bytes), message));

  it("rejects every cut of a sound file", async () => {
    const bytes = encodeGguf({ ...sound, metadata: { ...sound.metadata, "tokenizer.ggml.merges": "none" } });
    const { dataOffset } = await readGgufHeader(inMemory(bytes));
    for (let length = 4; length < dataOffset; length += 7)
      assert.match(await failure(bytes.subarray(0, length)), /cut off/, `at ${length}`);
    assert.match(await failure(bytes.subarray(0, -1), "large.gguf"), /^large\.gguf is cut off.* need \d+\./);
  });

  it("speaks Japanese", async () => {
    setLanguage("ja");
    try {
      assert.match(
        await failure(Buffer.from("PK\u0003\u0004"), "model.zip"),
        /^model\.zip .*GGUF.*ではありません/,
      );
      assert.match(await failure(head(3, 0n, 1n << 60n)), /壊れて/);
    } finally {
      setLanguage("en");
    }
  });
});
