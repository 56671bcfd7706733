/** Choices that depend on a seed and the number of an input alone, so that every input can be made again. */
import { seeded } from "../bench/typing/random";

export interface Chance {
  /** A whole number from 0 to `limit` - 1; 0 for limits below 1. */
  below(limit: number): number;
  pick<T>(list: readonly [T, ...(readonly T[])]): T;
  pick<T>(list: readonly T[]): T | undefined;
  /** True in `share` of the cases. */
  often(share: number): boolean;
}

export function chanceOf(seed: number, index: number): Chance {
  const random = seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const below = (limit: number) => (limit < 1 ? 0 : Math.floor(random() * limit));
  return {
    below,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    often: (share) => random() < share,
  };
}
