/** How much a sentence says about its document: centrality, cue words, values, place, form. */
import { type Candidate } from "../documents/candidates";
import { cueScore, dependenceScore, headingScore, valueScore } from "./cues";
import { type DigestSentence } from "./digest";
import { likenessToAll, type Vector, vectorsOf } from "./vectors";

/** A sentence of the document; its span is one of the document's. */
export interface Scored extends DigestSentence {
  /** Index of the section. */
  readonly section: number;
  readonly score: number;
  readonly vector: Vector;
}

/** Linear: each sentence is compared with its section (in its digest) and with what the whole document has in common. */
export function scoreAll(sentences: readonly Omit<Scored, "score" | "vector">[]): readonly Scored[] {
  const space = vectorsOf(sentences.map(({ tokens }) => tokens));
  const likeness = likenessToAll(space);
  const most = likeness.reduce((top, each) => Math.max(top, each), 1e-9);
  return sentences.map((sentence, index) => ({
    ...sentence,
    vector: space.vectors[index] ?? nothing,
    score: 0.25 * sentence.rank + 0.3 * ((likeness[index] ?? 0) / most) + sentence.form,
  }));
}

const nothing: Vector = { ids: new Uint32Array(), weights: new Float64Array() };

/** Everything that does not depend on the other sentences. */
export function formScore(
  { text, place, kind }: Pick<Candidate, "text" | "place" | "kind">,
  headings: readonly string[],
): number {
  const characters = text.replace(/\s/g, "").length;
  const words = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
    ? characters / 2
    : characters / 5;
  let score = cueScore(text) + valueScore(text) + headingScore(headings);
  score += place === 0 ? 0.1 : place === 1 ? 0.03 : 0;
  score += dependenceScore(text, kind === "item");
  if (words < 4) score -= 0.35;
  else if (words < 7 && !/[。.!！]$/u.test(text)) score -= 0.12;
  if (characters > 250) score -= 0.2;
  if (kind === "row") score -= 0.15;
  if (kind === "declaration") score -= 0.3;
  return score;
}
