/** What disks, lines and careless programs do to any file. */
import { type Chance } from "./chance";
import { joined, type Mutation, type Mutations } from "./mutation";

/** Numbers that counters and sizes go wrong at. */
const numbers = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

function block(bytes: Uint8Array, chance: Chance): { readonly start: number; readonly end: number } {
  const start = chance.below(bytes.length);
  const longest = chance.often(0.5) ? 64 : bytes.length;
  return { start, end: Math.min(bytes.length, start + 1 + chance.below(longest)) };
}

/** Changes a copy in place. */
const changing =
  (change: (copy: Uint8Array, chance: Chance) => void): Mutation =>
  (bytes, chance) => {
    const copy = bytes.slice();
    if (copy.length > 0) change(copy, chance);
    return copy;
  };

const noise = (length: number, chance: Chance) => Uint8Array.from({ length }, () => chance.below(256));

export const byteMutations: Mutations = {
  flipBits: changing((copy, chance) => {
    for (let flips = 1 + chance.below(24); flips > 0; flips--) {
      const at = chance.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
    }
  }),
  setBytes: changing((copy, chance) => {
    for (let bytes = 1 + chance.below(16); bytes > 0; bytes--)
      copy[chance.below(copy.length)] = chance.below(256);
  }),
  setNumber: changing((copy, chance) => {
    if (copy.length < 4) return;
    const view = new DataView(copy.buffer);
    const value = chance.pick(numbers) ?? 0;
    const at = chance.below(copy.length - 3);
    if (chance.often(0.5)) view.setUint32(at, value, chance.often(0.8));
    else view.setUint16(at, value & 0xffff, chance.often(0.8));
  }),
  zeroBlock: changing((copy, chance) => {
    const { start, end } = block(copy, chance);
    copy.fill(chance.pick([0, 0xff, 0x20] as const), start, end);
  }),
  truncate: (bytes, chance) => bytes.slice(0, chance.below(bytes.length)),
  loseBeginning: (bytes, chance) => bytes.slice(chance.below(Math.min(bytes.length, 2048))),
  removeBlock(bytes, chance) {
    const { start, end } = block(bytes, chance);
    return joined(bytes.subarray(0, start), bytes.subarray(end));
  },
  repeatBlock(bytes, chance) {
    const { start, end } = block(bytes, chance);
    const times = Math.min(1 + chance.below(200), Math.ceil(1_000_000 / (end - start + 1)));
    const repeated = Array.from({ length: times }, () => bytes.subarray(start, end));
    return joined(bytes.subarray(0, end), ...repeated, bytes.subarray(end));
  },
  moveBlock(bytes, chance) {
    const { start, end } = block(bytes, chance);
    const rest = joined(bytes.subarray(0, start), bytes.subarray(end));
    const at = chance.below(rest.length);
    return joined(rest.subarray(0, at), bytes.subarray(start, end), rest.subarray(at));
  },
  insertNoise(bytes, chance) {
    const at = chance.below(bytes.length);
    return joined(bytes.subarray(0, at), noise(1 + chance.below(512), chance), bytes.subarray(at));
  },
  splice(bytes, chance, samples) {
    const other = chance.pick(samples)?.bytes ?? bytes;
    return joined(bytes.subarray(0, chance.below(bytes.length)), other.subarray(chance.below(other.length)));
  },
  wrap(bytes, chance) {
    const [before, after] = [noise(chance.below(300), chance), noise(chance.below(300), chance)];
    return joined(before, bytes, after);
  },
};
