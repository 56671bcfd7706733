/** What others would choose of the same sentences: the first ones, any, and the central ones (TextRank). */
import { type SourceDocument } from "../../../server/src/documents/document";
import { sectionsOf } from "../../../server/src/documents/sections";
import { tokensOf } from "../../../server/src/retrieval/tokens";
import { sentencesIn } from "../../../server/src/documents/candidates";
import { randomOf } from "../documents/retrievalCorpus";

export interface Picked {
  readonly text: string;
  readonly section: number;
}

export type Baseline = (sentences: readonly Picked[], count: number) => readonly Picked[];

/** Every sentence that a summary may choose. */
export const sentencesOfAll = (document: SourceDocument): readonly Picked[] =>
  sectionsOf(document).flatMap((section, index) =>
    sentencesIn(document, section, Infinity).sentences.map(({ text }) => ({ text, section: index })),
  );

const lead: Baseline = (sentences, count) => sentences.slice(0, count);

const random: Baseline = (sentences, count) => {
  const next = randomOf(7);
  return sentences
    .map((sentence) => ({ sentence, at: next() }))
    .sort((left, right) => left.at - right.at)
    .slice(0, count)
    .map(({ sentence }) => sentence);
};

/** Mihalcea and Tarau, 2004: words in common, divided by the logarithms of both lengths; damping 0.85. */
const textRank: Baseline = (sentences, count) => {
  const words = sentences.map(({ text }) => new Set(tokensOf(text)));
  const alike = words.map((left, row) =>
    words.map((right, column) => (row === column ? 0 : overlap(left, right))),
  );
  const totals = alike.map((row) => row.reduce((sum, each) => sum + each, 0));
  let ranks: number[] = sentences.map(() => 1);
  for (let round = 0; round < 30; round += 1) {
    const before = ranks;
    ranks = sentences.map((_, to) => {
      const given = before.reduce((sum, rank, from) => {
        const total = totals[from] ?? 0;
        return total === 0 ? sum : sum + (rank * (alike[from]?.[to] ?? 0)) / total;
      }, 0);
      return 0.15 + 0.85 * given;
    });
  }
  return sentences
    .map((sentence, at) => ({ sentence, rank: ranks[at] ?? 0 }))
    .sort((left, right) => right.rank - left.rank)
    .slice(0, count)
    .map(({ sentence }) => sentence);
};

function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const scale = Math.log(left.size) + Math.log(right.size);
  if (!(scale > 0)) return 0;
  return [...left].filter((word) => right.has(word)).length / scale;
}

export const baselines: Readonly<Record<"lead-n" | "random" | "TextRank", Baseline>> = {
  "lead-n": lead,
  random,
  TextRank: textRank,
};
