/** When to stop listening: each token not generated is time the user does not wait. */
import { type Hole } from "./hole";
import { paragraphEnd } from "./postprocess/blankLine";
import { scopeEnd } from "./postprocess/limitScopeByIndentation";
import { repeatedLines } from "./postprocess/repetition";
import { suffixStart } from "./postprocess/stopAtSuffix";

/** Stop strings the engine looks for itself. */
export function stopStrings(multiline: boolean): readonly string[] {
  return multiline ? ["\n\n\n"] : ["\n"];
}

/**
 * True once nothing that follows could be part of the suggestion: the same functions that cut the finished
 * text look at the unfinished one.
 */
export function isFinished(text: string, hole: Hole, multiline: boolean): boolean {
  const lastBreak = text.lastIndexOf("\n");
  if (lastBreak < 0) return false;
  if (!multiline || repeatedLines(text.slice(0, lastBreak)) < lastBreak) return true;
  const ends = [paragraphEnd, suffixStart, ...(hole.syntax.prose ? [] : [scopeEnd])];
  return ends.some((end) => end(text, hole, false) < text.length);
}

/** What of a text that was cut off by time or length can stand: its whole lines, else its whole words. */
export function wholePart(text: string): string {
  const lines = text.slice(0, Math.max(0, text.lastIndexOf("\n")));
  if (lines.trim() !== "") return lines;
  return /^[^]*[\s、。，．・,;)\]}」』]/u.exec(text)?.[0].trimEnd() ?? "";
}
