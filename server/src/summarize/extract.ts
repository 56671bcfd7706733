/** The tier without a model: the document's own key sentences, by heading and in the document's order. */
import { type SourceDocument, type Span } from "../documents/document";
import { type Skipped, type SummaryLength } from "../protocol";
import { candidatesIn, readLimits } from "./candidates";
import { dot, type Scored, scoreAll } from "./score";

export interface ChosenSentence {
  readonly text: string;
  readonly span: Span;
}

export interface ChosenSection {
  readonly headings: readonly string[];
  readonly span: Span;
  /** At least one, in document order. */
  readonly sentences: readonly ChosenSentence[];
}

export interface Extract {
  readonly sections: readonly ChosenSection[];
  /** Sentences that were read. */
  readonly sourceSentences: number;
  readonly unread: readonly Skipped[];
}

interface Budget {
  readonly total: number;
  readonly perSection: number;
  /** What a section that has no sentence yet is worth. */
  readonly coverage: number;
}

const budgets: Readonly<Record<SummaryLength, Budget>> = {
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

/** Deterministic. About 100 ms for 300,000 characters; what is longer than `limits` is said in `unread`. */
export function extract(
  document: SourceDocument,
  length: SummaryLength,
  limits: { section: number; document: number } = readLimits,
): Extract {
  const candidates = candidatesIn(document, limits);
  const chosen = select(scoreAll(candidates), budgets[length]);
  const sections = candidates.sections.flatMap((section, index): ChosenSection[] => {
    const sentences = chosen
      .filter((sentence) => sentence.section === index)
      .sort((left, right) => left.place - right.place)
      .map(({ text, span }) => ({ text, span }));
    return sentences.length === 0 ? [] : [{ headings: section.headings, span: section.span, sentences }];
  });
  return {
    sections,
    sourceSentences: candidates.sentences.length,
    unread: [...document.unread, ...candidates.unread],
  };
}

/** Maximal marginal relevance: the best sentence that does not repeat what is already chosen. */
function select(scored: readonly Scored[], budget: Budget): readonly Scored[] {
  const total = Math.min(budget.total, Math.max(shortest, Math.ceil(scored.length * largestShare)));
  const pool = shortlist(scored).map((sentence) => ({ sentence, likest: 0 }));
  const chosen: Scored[] = [];
  const taken = new Map<number, number>();
  while (chosen.length < total) {
    let best: (typeof pool)[number] | undefined;
    let most = chosen.length === 0 ? -Infinity : leastScore;
    for (const entry of pool) {
      const count = taken.get(entry.sentence.section) ?? 0;
      if (count >= budget.perSection || entry.likest > 0.85) continue;
      const worth =
        entry.sentence.score - 0.5 * entry.likest + (count === 0 ? budget.coverage : -0.06 * count);
      if (worth > most) {
        most = worth;
        best = entry;
      }
    }
    if (best === undefined) break;
    const winner = best.sentence;
    chosen.push(winner);
    taken.set(winner.section, (taken.get(winner.section) ?? 0) + 1);
    pool.splice(pool.indexOf(best), 1);
    for (const entry of pool)
      entry.likest = Math.max(entry.likest, dot(entry.sentence.vector, winner.vector));
  }
  return chosen;
}

/** The best of all, and the best of each section so that coverage has a choice; document order. */
function shortlist(scored: readonly Scored[]): readonly Scored[] {
  if (scored.length <= finalists) return scored;
  const ranked = [...scored].sort((left, right) => right.score - left.score);
  const seen = new Set<number>();
  const kept = new Set(ranked.slice(0, finalists / 2));
  for (const sentence of ranked) {
    if (kept.size >= finalists) break;
    if (!seen.has(sentence.section)) kept.add(sentence);
    seen.add(sentence.section);
  }
  return scored.filter((sentence) => kept.has(sentence));
}
