/** Suggestions by what stood around the cursor. In memory only, and of the document only a hash is kept. */
import { createHash } from "node:crypto";
import { type Draft } from "./postprocess";

export interface CacheEntry {
  readonly draft: Draft;
  readonly multiline: boolean;
  /** False when time ran out before the model had ended. */
  readonly complete: boolean;
}

export interface CachePlace {
  /** Model, engine, language and settings: all that changes the answer beside the text. */
  readonly fingerprint: string;
  readonly prefix: string;
  readonly suffix: string;
}

export interface SuggestionCache {
  put(place: CachePlace, entry: CacheEntry): void;
  /**
   * What was suggested here, or a few characters before if the user typed just what was suggested: then
   * the rest of it.
   */
  find(place: CachePlace, accepts: (entry: CacheEntry) => boolean): CacheEntry | undefined;
  /** The model's own words at a place where it was interrupted, and the rest of them after typing on. */
  putPart(place: CachePlace, text: string): void;
  findPart(place: CachePlace): string | undefined;
}

/** Characters of text on each side that a suggestion is taken to depend on. */
const reach = { prefix: 2000, suffix: 500 };
/** Characters the user may have typed of a suggestion. */
const typedAtMost = 120;
const partsAtMost = 16;

export function createCache(capacity = 200): SuggestionCache {
  const entries = createRecent<CacheEntry>(capacity);
  const parts = createRecent<string>(partsAtMost);

  function find(place: CachePlace, accepts: (entry: CacheEntry) => boolean): CacheEntry | undefined {
    const found = entries.find(place, (entry, words) => {
      const { text } = entry.draft;
      const rest = text.slice(words.length);
      return accepts(entry) && text.startsWith(words) && (words === "" || rest.trim() !== "");
    });
    if (found === undefined) return undefined;
    const { value, typed } = found;
    return { ...value, draft: { ...value.draft, text: value.draft.text.slice(typed) } };
  }

  function findPart(place: CachePlace): string | undefined {
    const found = parts.find(place, (text, words) => text.length > words.length && text.startsWith(words));
    return found?.value.slice(found.typed);
  }

  return { put: entries.put, find, putPart: parts.put, findPart };
}

interface Recent<T> {
  put(place: CachePlace, value: T): void;
  /** From the place back over what the user may have typed (`words`). */
  find(
    place: CachePlace,
    accepts: (value: T, words: string) => boolean,
  ): { readonly value: T; readonly typed: number } | undefined;
}

/** The values used last. */
function createRecent<T>(capacity: number): Recent<T> {
  const values = new Map<string, T>();

  function set(key: string, value: T): void {
    values.delete(key);
    values.set(key, value);
    const oldest = values.keys().next();
    if (values.size > capacity && oldest.done !== true) values.delete(oldest.value);
  }

  return {
    put: (place, value) => set(keyOf(place, 0), value),
    find(place, accepts) {
      for (let typed = 0; typed <= Math.min(typedAtMost, place.prefix.length); typed++) {
        const key = keyOf(place, typed);
        const value = values.get(key);
        if (value === undefined || !accepts(value, typed === 0 ? "" : place.prefix.slice(-typed))) continue;
        set(key, value);
        return { value, typed };
      }
      return undefined;
    },
  };
}

function keyOf({ fingerprint, prefix, suffix }: CachePlace, typed: number): string {
  const end = prefix.length - typed;
  const before = prefix.slice(Math.max(0, end - reach.prefix), end);
  const parts = JSON.stringify([fingerprint, before, suffix.slice(0, reach.suffix)]);
  return createHash("sha256").update(parts).digest("base64");
}
