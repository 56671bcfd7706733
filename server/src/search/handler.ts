/** A query in, passages of the user's own documents out: ranked by their words, read from their files now. */
import { type SourceDocument } from "../documents/document";
import { shownPassage } from "../documents/found";
import { type SearchPassage, type SearchRequest } from "../protocol";
import { createRetrieve, type Rankings, type RetrieveOptions } from "../retrieval/hybrid";

export interface SearcherDeps extends Rankings {
  /** Rejects when the file is gone or cannot be read. */
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
}

export type SearchOptions = RetrieveOptions;

export type Found = Pick<SearchRequest.Result, "passages" | "tier" | "note">;

export function createSearcher({ load, ...rankings }: SearcherDeps) {
  const retrieve = createRetrieve(rankings);
  /** Rejects with the signal's reason only. A passage whose file is gone meanwhile is left out. */
  return async (options: SearchOptions, signal: AbortSignal): Promise<Found> => {
    const found = await retrieve(options, signal);
    const passages: SearchPassage[] = [];
    for (const passage of found.passages) {
      const document = await load(passage.uri, signal).catch(() => undefined);
      signal.throwIfAborted();
      if (document !== undefined) passages.push(shownPassage(document, passage, options.query));
    }
    return { ...found, passages };
  };
}
