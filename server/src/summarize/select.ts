/** Which sentences become the summary: the best that do not repeat each other, from every part of the document. */
import { type Section } from "../documents/sections";
import { type SummaryLength } from "../protocol";
import { partsOf } from "./parts";
import { type Scored } from "./score";
import { dot } from "./vectors";

interface Budget {
  /** Sentences. */
  readonly total: number;
  readonly perSection: number;
  /** What a part that has no sentence yet is worth. */
  readonly coverage: number;
}

/** Three lines, a paragraph or two, a page. */
export const budgets: Readonly<Record<SummaryLength, Budget>> = {
  short: { total: 3, perSection: 2, coverage: 0 },
  medium: { total: 12, perSection: 4, coverage: 0.35 },
  long: { total: 30, perSection: 6, coverage: 0.35 },
};

/** More than this share of a document is no summary of it. */
const largestShare = 0.5;
/** A document of so few sentences is its own summary. */
const shortest = 3;
const leastScore = 0.1;
/** Candidates that enter the selection, whose cost grows with their number times the budget. */
const finalists = 600;
/** More alike than this, the second says nothing new. */
export const sameLikeness = 0.85;

interface Entry {
  readonly sentence: Scored;
  /** Likeness to the likest sentence that is chosen already. */
  likest: number;
}

/** Maximal marginal relevance: the best sentence that does not repeat what is already chosen. */
export function select(
  scored: readonly Scored[],
  sections: readonly Section[],
  length: SummaryLength,
): readonly Scored[] {
  const budget = budgets[length];
  const total = Math.min(budget.total, Math.max(shortest, Math.ceil(scored.length * largestShare)));
  const parts = partsOf(sections, budget.total);
  const pool: Entry[] = shortlist(scored, parts).map((sentence) => ({ sentence, likest: 0 }));
  const chosen: Scored[] = [];
  const inSection = new Map<number, number>();
  const covered = new Set<number | undefined>();
  while (chosen.length < total) {
    let best: Entry | undefined;
    let most = chosen.length === 0 ? -Infinity : leastScore;
    for (const entry of pool) {
      const { section, score } = entry.sentence;
      const count = inSection.get(section) ?? 0;
      if (count >= budget.perSection || entry.likest > sameLikeness) continue;
      const fresh = !covered.has(parts[section])
        ? budget.coverage
        : count === 0
          ? budget.coverage * 0.7
          : -0.06 * count;
      const worth = score - 0.5 * entry.likest + fresh;
      if (worth > most) {
        most = worth;
        best = entry;
      }
    }
    if (best === undefined) break;
    const winner = best.sentence;
    chosen.push(winner);
    inSection.set(winner.section, (inSection.get(winner.section) ?? 0) + 1);
    covered.add(parts[winner.section]);
    pool.splice(pool.indexOf(best), 1);
    for (const entry of pool)
      entry.likest = Math.max(entry.likest, dot(entry.sentence.vector, winner.vector));
  }
  return chosen;
}

/** The best of all, and the best of each part so that coverage has a choice; document order. */
function shortlist(scored: readonly Scored[], parts: readonly number[]): readonly Scored[] {
  if (scored.length <= finalists) return scored;
  const ranked = [...scored].sort((left, right) => right.score - left.score);
  const seen = new Set<number | undefined>();
  const kept = new Set(ranked.slice(0, finalists / 2));
  for (const sentence of ranked) {
    if (kept.size >= finalists) break;
    const part = parts[sentence.section];
    if (!seen.has(part)) kept.add(sentence);
    seen.add(part);
  }
  return scored.filter((sentence) => kept.has(sentence));
}
