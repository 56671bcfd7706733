import { type Chance } from "./chance";
import { type Sample } from "./samples";

/** Changed bytes; the same for the same choices. */
export type Mutation = (bytes: Uint8Array, chance: Chance, samples: readonly Sample[]) => Uint8Array;

/** By name, so that a failure says what was done. */
export type Mutations = Readonly<Record<string, Mutation>>;

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
