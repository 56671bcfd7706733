/** Ends the text at the first blank line after a complete piece of code: one thought at a time. */
import { scanBrackets } from "../brackets";
import { type Hole, indentOf, isBlank, opensBlock } from "../hole";
import { type Filter, cutAt } from "./draft";

export const blankLine: Filter = (draft, { hole, multiline }) =>
  multiline ? cutAt(draft, paragraphEnd(draft.text, hole, true)) : draft;

/**
 * Offset of the break before that blank line; the text's length where there is none. A block that was
 * opened before the cursor may hold blank lines: its indentation ends it.
 */
export function paragraphEnd(text: string, hole: Hole, finished: boolean): number {
  if (opensBlock(hole) && !hole.syntax.prose) return text.length;
  const lines = text.split("\n");
  const literal = scanBrackets(text, hole.syntax).literalLines;
  const first = lines.findIndex((line) => !isBlank(line));
  let offset = 0;
  for (const [number, line] of lines.entries()) {
    const complete = number < lines.length - 1;
    if (first >= 0 && number > first && isBlank(line) && complete && !literal.has(number)) {
      const before = text.slice(0, offset - 1);
      if (ends(before, lines.slice(number + 1), hole, finished)) return offset - 1;
    }
    offset += line.length + 1;
  }
  return text.length;
}

function ends(before: string, after: readonly string[], hole: Hole, finished: boolean): boolean {
  if (scanBrackets(before, hole.syntax).open.length > 0) return false;
  if (!hole.syntax.indentation) return true;
  // A Python function goes on over a blank line: only the next line tells.
  const next = after.find((line) => !isBlank(line));
  const [head = ""] = before.split("\n").filter((line) => !isBlank(line));
  const reference = indentOf(before.startsWith(head) ? hole.linePrefix + head : head);
  return next === undefined ? finished : indentOf(next) <= reference;
}
