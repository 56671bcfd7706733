/** Ends the text at the first blank line after a complete piece of code: one thought at a time. */
import { isCommentLine } from "../brackets";
import { type Hole, indentOf, isBlank, opensBlock, scanSuggestion } from "../hole";
import { intentOf } from "../intent";
import { type Filter, cutAt } from "./draft";

export const blankLine: Filter = (draft, { hole, multiline }) =>
  multiline ? cutAt(draft, paragraphEnd(draft.text, hole, true)) : draft;

/**
 * Offset of the break before that blank line; the text's length where there is none. A block that was
 * opened before the cursor may hold blank lines: its indentation ends it. Where a comment asks for code, a
 * blank line ends nothing before there is code.
 */
export function paragraphEnd(text: string, hole: Hole, finished: boolean): number {
  if (opensBlock(hole) && !hole.syntax.prose) return text.length;
  const lines = text.split("\n");
  if (!lines.slice(0, -1).some(isBlank)) return text.length;
  const { literalLines, openAt } = scanSuggestion(text, hole);
  const first = firstOf(lines, literalLines, hole);
  let offset = 0;
  for (const [number, line] of lines.entries()) {
    const complete = number < lines.length - 1;
    if (first >= 0 && number > first && isBlank(line) && complete && !literalLines.has(number)) {
      const closed = openAt[number] === "";
      if (closed && ends(text.slice(0, offset - 1), lines.slice(number + 1), hole, finished))
        return offset - 1;
    }
    offset += line.length + 1;
  }
  return text.length;
}

/** Number of the first line that says something; of code, where a comment asks for it. */
function firstOf(lines: readonly string[], literal: ReadonlySet<number>, hole: Hole): number {
  // Several lines at the end of a comment are asked for by hand only, so this is the same intent.
  const wantsCode = intentOf(hole, true).kind === "comment-to-code";
  return lines.findIndex((line, number) => {
    const whole = number === 0 ? hole.linePrefix + line : line;
    if (!wantsCode) return !isBlank(line);
    return !isBlank(whole) && !literal.has(number) && !isCommentLine(whole, hole.syntax);
  });
}

function ends(before: string, after: readonly string[], hole: Hole, finished: boolean): boolean {
  if (!hole.syntax.indentation) return true;
  // A Python function goes on over a blank line: only the next line tells.
  const next = after.find((line) => !isBlank(line));
  const [head = ""] = before.split("\n").filter((line) => !isBlank(line));
  const reference = indentOf(before.startsWith(head) ? hole.linePrefix + head : head);
  return next === undefined ? finished : indentOf(next) <= reference;
}
