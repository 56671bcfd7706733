/** The entries of a model's answer while it is written: each is read as soon as it is whole. */
import { type AnswerObject, createObjectReader } from "../model/answerObjects";

/** As the model says it; nothing of it is believed. */
export interface Entry {
  readonly source: number;
  readonly quote: string;
  readonly sentence: string;
}

export interface EntryReader {
  /** Entries that the next part of the answer has completed. */
  push(text: string): readonly Entry[];
  /** After the last part: there were entries, or a JSON array without any. */
  readonly readable: boolean;
  /** Objects that were no entries. */
  readonly strange: number;
}

export function createEntryReader(): EntryReader {
  const reader = createObjectReader();
  let read = 0;
  let others = 0;
  return {
    push(part) {
      const objects = reader.push(part);
      const found = objects.map(entryOf).filter((entry) => entry !== undefined);
      read += found.length;
      others += objects.length - found.length;
      return found;
    },
    get readable() {
      return read > 0 || reader.empty;
    },
    get strange() {
      return others + reader.broken;
    },
  };
}

function entryOf({ source, quote, sentence }: AnswerObject): Entry | undefined {
  if (typeof source !== "number" || typeof quote !== "string" || typeof sentence !== "string")
    return undefined;
  return { source, quote, sentence };
}
