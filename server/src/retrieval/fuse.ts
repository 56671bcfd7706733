/**
 * Several rankings of the same things as one, by their places only: Cormack, Clarke and Büttcher, "Reciprocal
 * rank fusion outperforms Condorcet and individual rank learning methods", SIGIR 2009. Scores of different
 * rankings do not compare; places do.
 */

/** The paper's constant: how little a first place is worth more than a second one. */
const k = 60;

export interface Fused<Key> {
  readonly key: Key;
  /** At most (number of rankings) / 61. */
  readonly score: number;
}

/**
 * At most `limit`, best first; equal ones in the order of the first ranking that has one of them. A thing that a
 * ranking has twice counts where it comes first. Things are the same when a `Map` says so.
 */
export function fuse<Key>(rankings: readonly (readonly Key[])[], limit: number): readonly Fused<Key>[] {
  const scores = new Map<Key, number>();
  for (const ranking of rankings)
    [...new Set(ranking)].forEach((key, place) =>
      scores.set(key, (scores.get(key) ?? 0) + 1 / (k + place + 1)),
    );
  const fused = [...scores].map(([key, score]) => ({ key, score }));
  return fused.sort((a, b) => b.score - a.score).slice(0, Math.max(0, limit));
}
