/** A query in, passages of the user's own documents out: ranked by their words, read from their files now. */
import { type SourceDocument } from "../documents/document";
import { type SearchPassage, type SearchRequest } from "../protocol";
import { type DocumentIndex } from "../retrieval/documentIndex";
import { fuse } from "../retrieval/fuse";
import { type Meanings } from "../retrieval/meanings";
import { type FoundPassage } from "../retrieval/passages";
import { snippetOf } from "./snippet";

export interface SearcherDeps {
  readonly index: Pick<DocumentIndex, "query">;
  /** Passages by their meaning; nothing is nearest while no model embeds. */
  readonly meanings: Pick<Meanings, "nearest">;
  /** Rejects when the file is gone or cannot be read. */
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
}

export interface SearchOptions {
  readonly query: string;
  readonly limit: number;
  /** Files that may be answered. */
  accept(uri: string): boolean;
}

export type Found = Pick<SearchRequest.Result, "passages" | "tier" | "note">;

/** Passages of each ranking that are fused; further down neither has much to say. */
const fused = 50;

export function createSearcher({ index, meanings, load }: SearcherDeps) {
  /** Rejects with the signal's reason only. A passage whose file is gone meanwhile is left out. */
  return async ({ query, limit, accept }: SearchOptions, signal: AbortSignal): Promise<Found> => {
    if (query.trim() === "") return { passages: [], tier: "words" };
    const words = await index.query(query, { limit: Math.max(limit, fused), accept }, signal);
    const { found: near, note } = await meanings.nearest(query, { limit: fused, accept }, signal);
    const best = near.length === 0 ? words.slice(0, limit) : together(words, near, limit);
    const passages: SearchPassage[] = [];
    for (const passage of best) {
      const shown = await passageOf(passage, query, signal);
      if (shown !== undefined) passages.push(shown);
    }
    return {
      passages,
      tier: near.length === 0 ? "words" : "words+embeddings",
      ...(note === undefined ? {} : { note }),
    };
  };

  async function passageOf(
    { uri, span, headings, score }: FoundPassage,
    query: string,
    signal: AbortSignal,
  ): Promise<SearchPassage | undefined> {
    const document = await load(uri, signal).catch(() => undefined);
    signal.throwIfAborted();
    if (document === undefined) return undefined;
    const text = document.text.slice(span.start, span.end);
    return {
      uri,
      range: document.rangeOf(trimmed(document.text, span)),
      ...(document.placeOf === undefined ? {} : { place: document.placeOf(span) }),
      headings,
      snippet: snippetOf(text, query, headings),
      score,
    };
  }
}

/** Both rankings as one, by places. */
function together(
  words: readonly FoundPassage[],
  near: readonly FoundPassage[],
  limit: number,
): readonly FoundPassage[] {
  const known = new Map([...near, ...words].map((passage) => [keyOf(passage), passage]));
  return fuse([words.map(keyOf), near.map(keyOf)], limit).flatMap(({ key, score }) => {
    const passage = known.get(key);
    return passage === undefined ? [] : [{ ...passage, score }];
  });
}

const keyOf = ({ uri, span }: FoundPassage) => `${span.start} ${span.end} ${uri}`;

/** Without the line breaks at its end: a selection should end where the words do. */
function trimmed(text: string, { start, end }: FoundPassage["span"]): FoundPassage["span"] {
  const words = text.slice(start, end);
  return { start, end: start + words.trimEnd().length };
}
