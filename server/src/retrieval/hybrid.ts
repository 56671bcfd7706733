/** The passages that come closest to a question: by the words they share with it, and by their meaning where a model embeds. */
import { type DocumentIndex } from "./documentIndex";
import { fuse } from "./fuse";
import { type Meanings } from "./meanings";
import { type FoundPassage } from "./passages";

export interface Rankings {
  readonly index: Pick<DocumentIndex, "query">;
  /** Passages by their meaning; nothing is nearest while no model embeds. */
  readonly meanings: Pick<Meanings, "nearest">;
}

export interface RetrieveOptions {
  readonly query: string;
  readonly limit: number;
  /** Files that may be answered. */
  accept(uri: string): boolean;
}

export interface Retrieved {
  /** Best first. */
  readonly passages: readonly FoundPassage[];
  /** What the order comes from. */
  readonly tier: "words" | "words+embeddings";
  /** Why an embedding model that is chosen was not used, in the user's language. */
  readonly note?: string;
}

/** Rejects with the signal's reason only. */
export type Retrieve = (options: RetrieveOptions, signal: AbortSignal) => Promise<Retrieved>;

/** Passages of each ranking that are fused; further down neither has much to say. */
const fused = 50;

export function createRetrieve({ index, meanings }: Rankings): Retrieve {
  return async ({ query, limit, accept }, signal) => {
    if (query.trim() === "") return { passages: [], tier: "words" };
    const words = await index.query(query, { limit: Math.max(limit, fused), accept }, signal);
    const { found: near, note } = await meanings.nearest(query, { limit: fused, accept }, signal);
    return {
      passages: near.length === 0 ? words.slice(0, limit) : together(words, near, limit),
      tier: near.length === 0 ? "words" : "words+embeddings",
      ...(note === undefined ? {} : { note }),
    };
  };
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
