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
}

/** Characters of text on each side that a suggestion is taken to depend on. */
const reach = { prefix: 2000, suffix: 500 };
/** Characters the user may have typed of a suggestion. */
const typedAtMost = 120;

export function createCache(capacity = 200): SuggestionCache {
  const entries = new Map<string, CacheEntry>();

  function put(place: CachePlace, entry: CacheEntry): void {
    const key = keyOf(place, 0);
    entries.delete(key);
    entries.set(key, entry);
    const oldest = entries.keys().next();
    if (entries.size > capacity && oldest.done !== true) entries.delete(oldest.value);
  }

  function find(place: CachePlace, accepts: (entry: CacheEntry) => boolean): CacheEntry | undefined {
    for (let typed = 0; typed <= Math.min(typedAtMost, place.prefix.length); typed++) {
      const entry = entries.get(keyOf(place, typed));
      if (entry === undefined || !accepts(entry)) continue;
      const words = typed === 0 ? "" : place.prefix.slice(-typed);
      const rest = entry.draft.text.slice(typed);
      if (!entry.draft.text.startsWith(words) || (typed > 0 && rest.trim() === "")) continue;
      put({ ...place, prefix: place.prefix.slice(0, place.prefix.length - typed) }, entry);
      return { ...entry, draft: { ...entry.draft, text: rest } };
    }
    return undefined;
  }

  return { put, find };
}

function keyOf({ fingerprint, prefix, suffix }: CachePlace, typed: number): string {
  const end = prefix.length - typed;
  const before = prefix.slice(Math.max(0, end - reach.prefix), end);
  const parts = JSON.stringify([fingerprint, before, suffix.slice(0, reach.suffix)]);
  return createHash("sha256").update(parts).digest("base64");
}
