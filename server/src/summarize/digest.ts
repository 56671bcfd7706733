/** What a summary needs of one section, made from nothing but the section: it is kept while the section stays. */
import { type SourceDocument, type Span } from "../documents/document";
import { type Section } from "../documents/sections";
import { tokensOf } from "../retrieval/tokens";
import { sha256 } from "../util/sha256";
import { type Candidate, sentencesIn } from "../documents/candidates";
import { formScore } from "./score";
import { lexRank, likenessToAll, vectorsOf } from "./vectors";

/** A sentence as its section sees it; its span counts from where the section begins. */
export interface DigestSentence extends Candidate {
  readonly tokens: readonly string[];
  /** How much the section's other sentences say the same: 0 to 1, half for the average. */
  readonly rank: number;
  /** What cue words, values, place and form make of it. */
  readonly form: number;
}

export interface Digest {
  readonly sentences: readonly DigestSentence[];
  readonly used: number;
  readonly stoppedAt?: number;
}

/** Above this many sentences a section is ranked by their likeness to the whole only, which is linear. */
const graphLimit = 150;

export function digestOf(document: SourceDocument, section: Section, room: number): Digest {
  const { sentences, used, stoppedAt } = sentencesIn(document, section, room);
  const from = section.span.start;
  const tokens = sentences.map(({ text }) => tokensOf(text));
  const space = vectorsOf(tokens);
  const ranks = sentences.length <= graphLimit ? fromMean(lexRank(space)) : fromMost(likenessToAll(space));
  return {
    sentences: sentences.map((sentence, at) => ({
      ...sentence,
      span: { start: sentence.span.start - from, end: sentence.span.end - from },
      tokens: tokens[at] ?? [],
      rank: ranks[at] ?? 0,
      form: formScore(sentence, section.headings),
    })),
    used,
    ...(stoppedAt === undefined ? {} : { stoppedAt: stoppedAt - from }),
  };
}

/** Half is the section's average, so that the only sentence of a section is not a central one. */
const fromMean = (ranks: readonly number[]) => ranks.map((rank) => Math.min(1, (rank * ranks.length) / 2));

function fromMost(ranks: readonly number[]): readonly number[] {
  const most = ranks.reduce((top, rank) => Math.max(top, rank), 1e-9);
  return ranks.map((rank) => rank / most);
}

/** Same key, same digest. Blocks count, too: the same text is other blocks in another format. */
export function digestKey(document: SourceDocument, section: Section, room: number): string {
  const { headings, span, blocks } = section;
  const shape = blocks.map(
    ({ kind, span: { start, end }, row, header }) =>
      `${kind} ${start - span.start} ${end - start} ${row === undefined ? "" : row.end - start}${header === true ? "h" : ""}`,
  );
  const bound = span.end - span.start > room ? room : "";
  const text = document.text.slice(span.start, span.end);
  return sha256([document.format, bound, ...headings, ...shape, text].join("\u0000"));
}

/** Same key, same summary. */
export function documentKey({ uri, format, languageId, text, blocks, unread }: SourceDocument): string {
  const shape = blocks.map(({ kind, span }) => `${kind.slice(0, 2)}${span.start}`).join(" ");
  return sha256([uri, format, languageId, shape, JSON.stringify(unread), text].join("\u0000"));
}

/** Where a sentence of the section stands in the document. */
export const absolute = ({ start, end }: Span, section: Section): Span => ({
  start: start + section.span.start,
  end: end + section.span.start,
});
