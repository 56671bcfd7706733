/** Headers of a sound model with damaged bytes: each is read, or refused by name, before the engine sees the file. */
import assert from "node:assert/strict";
import { planFit } from "../../server/src/model/fit";
import { type GgufHeader, readGgufHeader } from "../../server/src/model/gguf";
import { type RandomAccess } from "../../server/src/model/ggufCursor";
import { abilitiesOf, reportOf } from "../../server/src/model/report";
import { isModelError } from "../../server/src/model/runtime";
import { encodeHeader, type HeaderSpec, inMemory } from "../support/ggufEncode";
import { madeVocabulary } from "../support/ggufVocabulary";
import { byteMutations } from "./byteMutations";
import { type Chance, chanceOf } from "./chance";
import { type Mutation, type Mutations } from "./mutation";

const GB = 2 ** 30;

const sound: HeaderSpec = {
  metadata: {
    "general.architecture": "qwen2",
    "general.name": "Qwen2.5-Coder fixture",
    "general.alignment": 32,
    "qwen2.block_count": 2,
    "qwen2.context_length": 4096,
    "qwen2.embedding_length": 64,
    "qwen2.attention.head_count": { i32s: [4, 4] },
    "qwen2.attention.layer_norm_rms_epsilon": { f32: 1e-6 },
    "split.no": 0,
    "split.count": 1,
    ...madeVocabulary({ pre: "qwen2", fim: true, chat: true }).metadata,
  },
  tensors: [
    { name: "token_embd.weight", type: "Q4_0", shape: [64, 280] },
    { name: "blk.0.attn_norm.weight", type: "F32", shape: [64] },
    { name: "output.weight", type: "F16", shape: [64, 280] },
  ],
};

/** Numbers of 64 bits, where headers keep their counts, lengths and offsets. */
function setLong(bytes: Uint8Array, chance: Chance): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const near = BigInt(chance.below(2 * bytes.length));
  const value =
    chance.pick([0n, 1n, near, 1n << 31n, 1n << 32n, 1n << 53n, 1n << 63n, (1n << 64n) - 1n]) ?? 0n;
  view.setBigUint64(chance.below(bytes.length - 8), value, true);
  return copy;
}

/**
 * Reads so many, always the same; fails where one asks for bytes that are not there or is refused without a name. Answers how
 * many were read and refused.
 */
export async function readDamagedHeaders(
  count: number,
): Promise<{ readonly read: number; readonly refused: number }> {
  const { bytes: whole, fileSize } = encodeHeader(sound);
  const kinds: Mutations = { ...byteMutations, setLong, setLongAgain: setLong };
  const mutations = Object.entries(kinds);
  const zeros = Buffer.alloc(fileSize - whole.length);
  const outcomes = { read: 0, refused: 0 };
  for (let index = 0; index < count; index++) {
    const chance = chanceOf(20261129, index);
    let bytes: Uint8Array = new Uint8Array(whole);
    const names: string[] = [];
    for (let rounds = 1 + chance.below(3); rounds > 0; rounds--) {
      const [name, mutate] = chance.pick(mutations as [[string, Mutation]]);
      if (bytes.length > 16) bytes = mutate(bytes, chance, []);
      names.push(name);
    }
    const source = inMemory(Buffer.concat([bytes, zeros]));
    let [reads, asked] = [0, 0];
    const watched: RandomAccess = {
      ...source,
      read(offset, length) {
        reads += 1;
        asked += length;
        assert.ok(offset >= 0 && offset + length <= source.size, `${index} ${names.join(" ")}`);
        return source.read(offset, length);
      },
    };
    const header = await readGgufHeader(watched, { tokens: true }).catch((error: unknown) => {
      assert.ok(
        isModelError(error) && error.code === "model-file",
        `${index} ${names.join(" ")} ${String(error)}`,
      );
      return undefined;
    });
    assert.ok(reads <= 8 && asked <= 4 * source.size + 64, `${index}: ${reads} reads of ${asked} bytes`);
    outcomes[header ? "read" : "refused"] += 1;
    if (header) useAsTheProductDoes(header);
  }
  return outcomes;
}

function useAsTheProductDoes(header: GgufHeader): void {
  reportOf(header, "/models/model.gguf");
  abilitiesOf(header, "auto");
  const plan = planFit(
    header,
    { kvCacheType: "q8_0", roles: ["completion", "assistant"] },
    { totalRam: 16 * GB, freeRam: 8 * GB },
  );
  assert.equal(typeof plan.fits, "boolean");
}
