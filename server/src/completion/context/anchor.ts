/**
 * Where the prompt is nailed down. Fill-in-the-middle prompts put the text after the cursor behind the text
 * before it, so a prompt that ends at the cursor has its whole suffix evaluated again for every key. Instead
 * the prompt is cut at the start of a line, and what the user types from there stands behind the middle
 * token, as if the model had said it: each key only appends.
 * (llama.cpp pull request 9787 drew it so for the current line; here the anchor outlives the line.)
 */
import { type Hole } from "../hole";

export interface Anchor {
  /** The document before the anchor and after the hole, whole, with LF line breaks. */
  readonly prefix: string;
  readonly suffix: string;
}

/** What may be typed behind an anchor before a new one is taken: farther on, the model has too much middle. */
const mostLines = 12;

/** What editors close by themselves while the user types: brackets, quotes, and the line of a block's end. */
const closedByEditor = /^[\s)\]}>;,'"`]{1,60}$/u;

/** The anchor of a hole that has none: the start of the cursor's line, or the cursor in a very long one. */
export function anchorAt({ prefix, suffix, linePrefix }: Hole, mostTokens: number): Anchor {
  const line = roughTokens(linePrefix) > mostTokens / 2 ? 0 : linePrefix.length;
  return { prefix: prefix.slice(0, prefix.length - line), suffix };
}

/** The text between the anchor and the cursor; undefined where the anchor no longer serves. */
export function middleOf(anchor: Anchor, hole: Hole, mostTokens: number): string | undefined {
  if (!hole.prefix.startsWith(anchor.prefix) || !sameSuffix(hole.suffix, anchor.suffix)) return undefined;
  const middle = hole.prefix.slice(anchor.prefix.length);
  if (linesOf(middle) > mostLines || roughTokens(middle) > mostTokens) return undefined;
  return middle;
}

/** Tokens of a short text, rather too many than too few, without asking the model. */
export function roughTokens(text: string): number {
  const wide = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  return Math.ceil((text.length - wide) * 0.4 + wide * 1.5);
}

/** Line breaks in a text. */
export function linesOf(text: string): number {
  return text.split("\n").length - 1;
}

/**
 * Brackets the editor has put behind the cursor since are not worth a new evaluation of all that follows: the
 * model writes them itself, and the filters know what stands in the document.
 */
function sameSuffix(now: string, then: string): boolean {
  if (now === then) return true;
  return now.endsWith(then) && closedByEditor.test(now.slice(0, now.length - then.length));
}
