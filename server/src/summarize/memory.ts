/** What is known of texts that did not change. In memory only, the longest unused forgotten first. */

export interface Memory<T> {
  get(key: string): T | undefined;
  /** `size` counts against what the memory may hold; what is larger than all of it is not kept. */
  keep(key: string, value: T, size: number): void;
}

export function createMemory<T>(most: number): Memory<T> {
  const entries = new Map<string, { readonly value: T; readonly size: number }>();
  let held = 0;
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      // A Map is in the order of insertion, so what was used last is put at its end.
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    keep(key, value, size) {
      if (size > most) return;
      held += size - (entries.get(key)?.size ?? 0);
      entries.delete(key);
      entries.set(key, { value, size });
      for (const [oldest, entry] of entries) {
        if (held <= most) break;
        entries.delete(oldest);
        held -= entry.size;
      }
    },
  };
}
