/** Headers that were made to hurt: each is read or refused by name before the engine sees the file. */
import assert from "node:assert/strict";
import { readGgufHeader } from "../../../server/src/model/gguf";
import { type RandomAccess } from "../../../server/src/model/ggufCursor";
import { isModelError } from "../../../server/src/model/runtime";
import { readDamagedHeaders } from "../../fuzz/headers";
import { encodeGguf, inMemory, type MetaValue, text, u32, u64 } from "../../support/ggufEncode";

const GB = 2 ** 30;
const head = (tensors: number | bigint, keys: number | bigint) =>
  Buffer.concat([Buffer.from("GGUF"), u32(3), u64(tensors), u64(keys)]);
const tensor = (name: string, shape: readonly (number | bigint)[], type = 0, offset: number | bigint = 0) =>
  Buffer.concat([text(name), u32(shape.length), ...shape.map(u64), u32(type), u64(offset)]);
const key = (name: string, type: number, ...raw: readonly Uint8Array[]) =>
  Buffer.concat([text(name), u32(type), ...raw]);
const file = (...parts: readonly Uint8Array[]) => Buffer.concat([...parts, Buffer.alloc(512)]);
const meta = (metadata: Readonly<Record<string, MetaValue>>) => encodeGguf({ metadata });
const array = (type: number, count: number | bigint, ...raw: readonly Uint8Array[]): MetaValue => ({
  type: 9,
  raw: Buffer.concat([u32(type), u64(count), ...raw]),
});
const strings = (...texts: readonly string[]): MetaValue => ({ strings: texts });

/** A file that says it is large and is zeros behind its first bytes, as a sparse file is. */
const sparse = (bytes: Uint8Array, size: number): RandomAccess => ({
  name: "sparse.gguf",
  size,
  read: (offset, length) => {
    const part = Buffer.alloc(Math.min(length, size - offset));
    if (offset < bytes.length) part.set(bytes.subarray(offset, offset + part.length));
    return Promise.resolve(part);
  },
});

async function refusal(bytes: RandomAccess): Promise<string> {
  try {
    await readGgufHeader(bytes, { tokens: true });
  } catch (error) {
    assert.ok(isModelError(error), String(error));
    assert.equal(error.code, "model-file");
    return error.message;
  }
  return assert.fail("the header was accepted");
}

describe("hostile GGUF headers", () => {
  const cases: Readonly<Record<string, readonly [Uint8Array | RandomAccess, RegExp]>> = {
    "2^64 - 1 keys": [file(head(0, 2n ** 64n - 1n)), /damaged.*keys/],
    "2^63 tensors": [file(head(2n ** 63n, 0)), /damaged.*tensors/],
    "100,000 tensors in a sparse file": [sparse(head(100_000, 0), 1024 * GB), /damaged.*tensors/],
    "10,000 keys in a sparse file": [sparse(head(0, 10_000), 1024 * GB), /damaged.*keys/],
    "zeros without end": [sparse(head(5000, 8000), 1024 * GB), /damaged.*without a name/],
    "a key without a name": [file(head(0, 1), key("", 4, u32(1))), /without a name/],
    "a key twice": [file(head(0, 2), key("a", 4, u32(1)), key("a", 4, u32(2))), /key a is there twice/],
    "a key twice, as a number and a list": [
      file(head(0, 2), key("a", 4, u32(1)), key("a", 9, u32(4), u64(0))),
      /key a is there twice/,
    ],
    "a text longer than the file": [file(head(0, 1), key("a", 8, u64(100_000))), /cut off/],
    "a text of 2^64 - 1 bytes": [file(head(0, 1), key("a", 8, u64(2n ** 64n - 1n))), /damaged.*a text of/],
    "texts of many MB each": [
      sparse(
        Buffer.concat([
          head(0, 3),
          ...[0, 1, 2].flatMap((at) => [key(`k${at}`, 8, u64(16 << 20), Buffer.alloc(16 << 20))]),
        ]),
        GB,
      ),
      /more than 32 MB/,
    ],
    "lists in lists": [meta({ a: array(9, 1, u32(4), u64(1), u32(7)) }), /unknown type 9/],
    "a list of 2^60 numbers": [meta({ a: array(4, 2n ** 60n) }), /damaged.*elements/],
    "a list of texts without end": [
      sparse(file(head(0, 1), key("a", 9, u32(8), u64(2 ** 31))), 64 * GB),
      /elements/,
    ],
    "a vocabulary of ten million in a sparse file": [
      sparse(file(head(0, 1), key("tokenizer.ggml.tokens", 9, u32(8), u64(10_000_000))), 64 * GB),
      /tokenizer\.ggml\.tokens claims/,
    ],
    "very many short lists": [
      file(
        head(0, 300),
        ...Array.from({ length: 300 }, (_, at) => key(`k${at}`, 9, u32(0), u64(1024), Buffer.alloc(1024))),
      ),
      /short lists/,
    ],
    "a value type of 13": [file(head(0, 1), key("a", 13, u32(1))), /unknown type 13/],
    "an alignment of 0": [meta({ "general.alignment": 0 }), /alignment is 0/],
    "an alignment of 24": [meta({ "general.alignment": 24 }), /alignment is 24/],
    "an alignment of 1.5": [meta({ "general.alignment": { f32: 1.5 } }), /general\.alignment.*wrong type/],
    "an alignment of 2^33": [
      meta({ "general.alignment": { u64: 2 ** 33 } }),
      /general\.alignment.*wrong type/,
    ],
    "an alignment in words": [meta({ "general.alignment": "32" }), /general\.alignment.*wrong type/],
    "an architecture that is a number": [
      meta({ "general.architecture": 7 }),
      /general\.architecture.*wrong type/,
    ],
    "four thousand million layers": [
      meta({ "general.architecture": "llama", "llama.block_count": 4_000_000_000 }),
      /4000000000 layers/,
    ],
    "layers in words": [
      meta({ "general.architecture": "llama", "llama.block_count": "many" }),
      /many layers/,
    ],
    "tokens that are numbers": [meta({ "tokenizer.ggml.tokens": { i32s: [1] } }), /tokens.*wrong type/],
    "fewer scores than tokens": [
      meta({ "tokenizer.ggml.tokens": strings("a", "b"), "tokenizer.ggml.scores": { f32s: [1] } }),
      /scores has 1 elements for 2 tokens/,
    ],
    "fewer types than tokens": [
      meta({ "tokenizer.ggml.tokens": strings("a", "b"), "tokenizer.ggml.token_type": { i32s: [1] } }),
      /token_type has 1 elements for 2 tokens/,
    ],
    "types of one byte": [
      meta({
        "tokenizer.ggml.tokens": strings("a"),
        "tokenizer.ggml.token_type": array(0, 1, Buffer.from([1])),
      }),
      /token_type.*wrong type/,
    ],
    "part 7 of 3": [meta({ "split.no": 6, "split.count": 3 }), /part 7 of 3/],
    "65,535 parts": [meta({ "split.no": 0, "split.count": 65_535 }), /part 1 of 65535/],
    "parts in words": [meta({ "split.count": "two" }), /split\.count.*wrong type/],
    "tensors upon each other": [file(head(2, 0), tensor("a", [64]), tensor("b", [64], 0, 0)), /tensor b/],
    "a tensor half upon another": [
      file(head(2, 0), tensor("a", [64]), tensor("b", [64], 0, 128)),
      /tensor b/,
    ],
    "a gap between tensors": [file(head(2, 0), tensor("a", [8]), tensor("b", [8], 0, 64)), /tensor b/],
    "a tensor off the alignment": [file(head(1, 0), tensor("a", [8], 0, 3)), /tensor a/],
    "a tensor before the file": [file(head(1, 0), tensor("a", [8], 0, 2n ** 64n - 32n)), /tensor a/],
    "a tensor beyond the end": [file(head(1, 0), tensor("a", [1_000_000])), /cut off.*need/],
    "a tensor twice": [file(head(2, 0), tensor("a", [8]), tensor("a", [8], 0, 32)), /tensor a/],
    "dimensions that overflow": [
      file(head(1, 0), tensor("a", [2n ** 32n, 2n ** 32n, 2n ** 32n])),
      /tensor a/,
    ],
    "a dimension below zero": [file(head(1, 0), tensor("a", [2n ** 64n - 1n])), /tensor a/],
    "a dimension below zero times zero": [file(head(1, 0), tensor("a", [0, 2n ** 64n - 1n])), /tensor a/],
    "five dimensions": [file(head(1, 0), tensor("a", [1, 1, 1, 1, 1])), /tensor a/],
    "2^32 - 1 dimensions": [file(head(1, 0), text("a"), u32(0xffffffff)), /tensor a/],
    "half a block": [file(head(1, 0), tensor("a", [48], 2)), /tensor a/],
    "an unknown tensor type": [file(head(1, 0), tensor("a", [8], 999)), /tensor a/],
    "a tensor's name of 64 bytes": [file(head(1, 0), tensor("あ".repeat(22), [8])), /tensor あ/],
  };
  for (const [what, [bytes, message]] of Object.entries(cases))
    it(`refuses ${what}`, async () =>
      assert.match(await refusal(bytes instanceof Uint8Array ? inMemory(bytes) : bytes), message));

  it("are read or refused by name however their bytes are damaged, and no byte is asked for that is not there", async () => {
    // Twenty times as many in test/long.
    const { read, refused } = await readDamagedHeaders(500);
    assert.ok(read > 15 && refused > 150, `${read} read, ${refused} refused`);
  });
});
