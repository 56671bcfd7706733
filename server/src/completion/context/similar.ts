/** Which words at the cursor are looked for in other files, and which files may answer. */
import { languageOf } from "../../documents/languages";
import { codeTokensOf } from "../../retrieval/tokens";
import { familyOf, isKeyword, linesOf } from "./words";

export interface SimilarQuery {
  /** Words and their weights, for `CodeIndex.similar`. */
  readonly words: ReadonlyMap<string, number>;
  /** Chunks. */
  readonly limit: number;
  accept(uri: string): boolean;
}

export interface SimilarChunk {
  readonly uri: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** 0 to 1. */
  readonly likeness: number;
}

const linesBefore = 20;
const linesAfter = 4;
/** Lines from the cursor at which a word counts half. */
const halfWay = 6;
/** A word that is everywhere around the cursor counts as much as three next to it. */
const heaviest = 3;
/** With fewer words than these, likeness is chance. */
const fewestWords = 3;
const chunks = 8;

/**
 * Less than this share of the words, weighted by their rarity, and nothing is better than the chunk. In code of
 * this size the best chunk for a place in it has 0.19 to 0.37, for foreign code at most 0.06.
 */
export const leastLikeness = 0.12;

export interface SimilarPlace {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
  readonly offset: number;
}

/** Undefined where nothing at the cursor is worth looking for. */
export function similarQuery({ uri, languageId, text, offset }: SimilarPlace): SimilarQuery | undefined {
  const family = familyOf(languageId);
  if (family === undefined) return undefined;
  // Enough text for the lines wanted, without dividing a large file into lines.
  const before = linesOf(text.slice(Math.max(0, offset - 8192), offset)).slice(-linesBefore - 1);
  const after = linesOf(text.slice(offset, offset + 2048)).slice(0, linesAfter + 1);
  const words = new Map<string, number>();
  before.forEach((line, at) => weigh(words, line, before.length - 1 - at));
  after.forEach((line, at) => weigh(words, line, at));
  if (words.size < fewestWords) return undefined;
  const accept = (other: string) => other !== uri && familyOf(languageOf(other)) === family;
  return { words, limit: chunks, accept };
}

function weigh(words: Map<string, number>, line: string, distance: number): void {
  if (line.length > 1000) return;
  const weight = halfWay / (halfWay + distance);
  for (const word of codeTokensOf(line))
    if (!isKeyword(word)) words.set(word, Math.min(heaviest, (words.get(word) ?? 0) + weight));
}
