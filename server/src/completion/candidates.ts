/** Further suggestions for a place, when the user asks by hand to choose. */
import { type Ask } from "./asks";
import { type CacheEntry } from "./cache";
import { type Job, startGeneration } from "./generation";
import { untilAborted } from "./waiting";

export interface CandidatesPorts {
  now(): number;
  variant(ask: Ask, seed: number, keep: (entry: CacheEntry) => void): Job;
}

export type Candidates = (ask: Ask, first: CacheEntry, signal: AbortSignal) => Promise<readonly CacheEntry[]>;

/** Milliseconds after which no further one is begun. */
const patience = 4000;
/** Places whose candidates are remembered, so that going back and forth through them costs nothing. */
const capacity = 8;

/** Suggestions other than `first`, best effort within the time; an abort ends with those there are. */
export function createCandidates({ now, variant }: CandidatesPorts): Candidates {
  const known = new Map<string, readonly CacheEntry[]>();

  async function generate(ask: Ask, first: CacheEntry, signal: AbortSignal): Promise<readonly CacheEntry[]> {
    const begun = now();
    const found: CacheEntry[] = [];
    const isNew = ({ draft }: CacheEntry) =>
      draft.text !== "" && [first, ...found].every((other) => other.draft.text !== draft.text);
    for (let seed = 1; seed < ask.request.settings.candidates; seed++) {
      if (signal.aborted || now() - begun > patience) break;
      const generation = startGeneration(
        variant(ask, seed, (entry) => {
          if (isNew(entry)) found.push(entry);
        }),
      );
      if ((await untilAborted(generation.outcome, signal)) === undefined) generation.stop();
    }
    return found;
  }

  return async (ask, first, signal) => {
    const { fingerprint, prefix, suffix } = ask.key;
    const place = JSON.stringify([fingerprint, prefix.slice(-2000), suffix.slice(0, 500), first.draft.text]);
    const before = known.get(place);
    if (before !== undefined) return before;
    const found = await generate(ask, first, signal);
    if (signal.aborted) return found;
    known.set(place, found);
    const [oldest] = known.keys();
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
    return found;
  };
}
