/** From a cached entry to what the editor inserts, and which of them the user took. */
import { type Ask } from "./asks";
import { type CacheEntry } from "./cache";
import { toDocument } from "./hole";
import { afterCache, applyFilters } from "./postprocess";
import { type InlineItem } from "./request";

export interface Items {
  /** One item, or none where the filters leave nothing of it in the document as it is now. */
  of(ask: Ask, entry: CacheEntry): readonly InlineItem[];
  /** True the first time an id that was given out is told. */
  accepted(id: number): boolean;
}

/** Items whose acceptance may still be told. */
const capacity = 64;

export function createItems({ onDropped }: { onDropped?(filterName: string): void }): Items {
  const open = new Set<number>();
  let nextId = 1;

  function register(): number {
    const id = nextId++;
    open.add(id);
    const [oldest] = open;
    if (open.size > capacity && oldest !== undefined) open.delete(oldest);
    return id;
  }

  return {
    of({ hole, place, request: { encodable } }, entry) {
      if (entry.draft.text === "") return [];
      const context = { hole, multiline: entry.multiline, ...(encodable && { encodable }) };
      const draft = applyFilters(afterCache, entry.draft, context, (name) => onDropped?.(name));
      if (draft === undefined) return [];
      const range = { start: place.range.start, end: place.range.end + draft.replace };
      return [{ id: register(), text: place.chosen + toDocument(draft.text, hole), range }];
    },
    accepted: (id) => open.delete(id),
  };
}
