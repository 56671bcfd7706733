/** When to stop listening: each token not generated is time the user does not wait. */
import { type Hole } from "./hole";
import { intentOf } from "./intent";
import { paragraphEnd } from "./postprocess/blankLine";
import { headerStart } from "./postprocess/echoedHeader";
import { tokenStart } from "./postprocess/echoedSpecialTokens";
import { scopeEnd } from "./postprocess/limitScopeByIndentation";
import { repeatedCharacters, repeatedLines } from "./postprocess/repetition";
import { similarStart } from "./postprocess/similarToSuffix";
import { suffixStart } from "./postprocess/stopAtSuffix";

/**
 * Stop strings the engine looks for itself. With the hole it is known whether a comment asks for code: then
 * blank lines may come before the code, and `isFinished` tells the end.
 */
export function stopStrings(multiline: boolean, hole?: Hole): readonly string[] {
  if (!multiline) return ["\n"];
  return hole !== undefined && intentOf(hole, true).kind === "comment-to-code" ? [] : ["\n\n\n"];
}

/** Cheapest first: the text is judged again after every chunk. */
const everywhere = [tokenStart, headerStart, suffixStart, similarStart, paragraphEnd];
const inCode = [...everywhere, scopeEnd];

/**
 * True once nothing that follows could be part of the suggestion: the same functions that cut the finished
 * text look at the unfinished one, in time proportional to its length.
 */
export function isFinished(text: string, hole: Hole, multiline: boolean): boolean {
  const lastBreak = text.lastIndexOf("\n");
  if (repeatedCharacters(text) < text.length || tokenStart(text, hole) < text.length) return true;
  if (lastBreak < 0) return false;
  if (!multiline || repeatedLines(text.slice(0, lastBreak)) < lastBreak) return true;
  return (hole.syntax.prose ? everywhere : inCode).some((end) => end(text, hole, false) < text.length);
}

/** What of a text that was cut off by time or length can stand: its whole lines, else its whole words. */
export function wholePart(text: string): string {
  const lines = text.slice(0, Math.max(0, text.lastIndexOf("\n")));
  if (lines.trim() !== "") return lines;
  return /^[^]*[\s、。，．・,;)\]}」』]/u.exec(text)?.[0].trimEnd() ?? "";
}
