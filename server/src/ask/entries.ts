/** The entries of a model's answer while it is written: each is read as soon as it is whole. */

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

/** A broken object costs only itself. */
export function createEntryReader(): EntryReader {
  let text = "";
  let at = 0;
  let start = -1;
  let depth = 0;
  let inString = false;
  let read = 0;
  let strange = 0;

  function step(found: Entry[]): void {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = depth > 0;
    else if (character === "{" && depth++ === 0) start = at;
    else if (character === "}" && depth > 0 && --depth === 0) {
      const entry = entryOf(text.slice(start, at + 1));
      if (entry === undefined) strange += 1;
      else found.push(entry);
    }
  }

  return {
    push(part) {
      const found: Entry[] = [];
      text += part;
      for (; at < text.length; at += 1) step(found);
      read += found.length;
      return found;
    },
    get readable() {
      return read > 0 || /^\s*(?:```(?:json)?\s*)?\[\s*\]/u.test(text);
    },
    get strange() {
      return strange;
    },
  };
}

function entryOf(json: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== "object" || value === null) return undefined;
    const { source, quote, sentence } = value as Readonly<Record<string, unknown>>;
    if (typeof source !== "number" || typeof quote !== "string" || typeof sentence !== "string")
      return undefined;
    return { source, quote, sentence };
  } catch {
    // Not JSON: there is nothing to check.
    return undefined;
  }
}
