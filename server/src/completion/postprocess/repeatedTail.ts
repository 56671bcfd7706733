/**
 * The model often writes the rest of the line once more, or a better one: then the suggestion replaces it.
 * Of the ways to join text and rest, the one with the fewest broken brackets and quotes wins.
 */
import { scanBrackets } from "../brackets";
import { type Hole, isBlank } from "../hole";
import { isCjk, isWordChar, letterCount } from "../words";
import { type Draft, type Filter } from "./draft";

export const repeatedTail: Filter = (draft, { hole }) => {
  const rest = hole.lineSuffix;
  if (isBlank(rest) || draft.text === "" || draft.replace > 0) return draft;
  const keep = brokenMarks(draft.text + rest, hole);
  const replaced = brokenMarks(draft.text, hole);
  const whole: Draft = { text: draft.text, replace: rest.length };
  if (joins(draft.text, rest.trimEnd()) && replaced <= keep) return whole;
  const shorter = withoutOverlap(draft, rest, keep, hole);
  // `if (a|)` and ` === 1) {`: the rest holds marks only, and the text is the better end of the line.
  return shorter === draft && letterCount(rest) === 0 && replaced < keep ? whole : shorter;
};

/** The longest end of the text that begins the rest of the line. */
function withoutOverlap(draft: Draft, rest: string, keep: number, hole: Hole): Draft {
  for (let length = Math.min(draft.text.length, rest.length - 1); length > 0; length--) {
    const overlap = rest.slice(0, length);
    if (!joins(draft.text, overlap)) continue;
    const text = draft.text.slice(0, -length);
    const cut = brokenMarks(text + rest, hole);
    if (cut < keep || (cut === keep && letterCount(overlap) >= 2)) return { text, replace: draft.replace };
  }
  return draft;
}

/** Does the text end with `tail`, and not by chance in the middle of a word? */
function joins(text: string, tail: string): boolean {
  if (!text.endsWith(tail)) return false;
  const left = text.at(-tail.length - 1);
  const right = tail.at(0);
  if (!isWordChar(left) || !isWordChar(right)) return true;
  return isCjk(right) && tail.length >= 2;
}

/** Brackets and quotes without a partner on the line up to the end of `text`. */
export function brokenMarks(text: string, hole: Hole): number {
  const line = hole.linePrefix + text;
  const { open, unmatched, mismatched } = scanBrackets(line, hole.syntax);
  const odd = ['"', "`"].filter((quote) => (line.split(quote).length - 1) % 2 === 1).length;
  return open.length + unmatched.length + odd + (mismatched ? 2 : 0);
}
