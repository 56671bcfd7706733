/**
 * The places of a context, each with the evaluated tokens of one text: what two windows, or two files, ask in turn does
 * not push the other out.
 */
import { type LlamaContextSequence, type Token } from "node-llama-cpp";
import { type Prefix } from "./prefix";

export interface Slot {
  readonly sequence: LlamaContextSequence;
  readonly prefix: Prefix;
}

export interface Slots {
  /** The place for a prompt; whoever asks holds the context. */
  choose(tokens: readonly Token[]): Slot;
  /** Tokens evaluated since the start, in all places. */
  evaluated(): number;
}

/** With this share of a prompt at hand it is the same text going on, whatever the rest of the place is worth. */
const sameText = 0.25;

export function createSlots(slots: readonly [Slot, ...Slot[]]): Slots {
  /** The one used last stands last. */
  let byUse: readonly Slot[] = slots;

  function best(tokens: readonly Token[]): Slot {
    let [chosen, most] = [slots[0], 0];
    for (const slot of slots) {
      const common = slot.sequence.compareContextTokens([...tokens]).firstDifferentIndex;
      if (common > most) [chosen, most] = [slot, common];
    }
    if (most >= tokens.length * sameText) return chosen;
    return byUse.find(({ sequence }) => sequence.nextTokenIndex === 0) ?? byUse[0] ?? chosen;
  }

  return {
    choose(tokens) {
      const [only] = slots;
      const slot = slots.length === 1 ? only : best(tokens);
      byUse = [...byUse.filter((each) => each !== slot), slot];
      return slot;
    },
    evaluated: () =>
      slots.reduce(
        (sum, { sequence: { tokenMeter } }) => sum + tokenMeter.usedInputTokens + tokenMeter.usedOutputTokens,
        0,
      ),
  };
}
