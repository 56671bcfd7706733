/** Ends the text where it leaves the block the cursor stands in. */
import { type Hole, indentOf, isBlank, linesBelow, opensBlock, scanSuggestion } from "../hole";
import { type Filter, cutAt } from "./draft";

export const limitScopeByIndentation: Filter = (draft, { hole, multiline }) =>
  multiline && !hole.syntax.prose ? cutAt(draft, scopeEnd(draft.text, hole, true)) : draft;

/** Lines that stand to the left of their block by custom. */
const outdented = /^\s*(?:case\b.*|default\s*:|(?:public|private|protected|[\p{L}\p{N}_]+)\s*:|#\s*\w+.*)$/u;
const closing = /^\s*(?:[)\]}]|end\b|fi\b|done\b|esac\b|<\/[\p{L}\p{N}_:.-]*)/iu;
const reopening = /[{([:]\s*$|=>\s*$|\b(?:then|do|else)\s*$/iu;
/** The first word of a line is complete, so that an unfinished line can be judged by its indentation. */
const decided = /^\s*(?:<[^]|[^\s\p{L}\p{N}_)}\]<]|[\p{L}\p{N}_]+[^\p{L}\p{N}_])/u;

/**
 * Offset at which the text leaves the block; its length where it does not. While the text is still
 * coming (`finished` false), the last line counts only when nothing that follows could change the answer.
 */
export function scopeEnd(text: string, hole: Hole, finished: boolean): number {
  const lines = text.split("\n");
  if (lines.length === 1) return text.length;
  const literal = scanSuggestion(text, hole).literalLines;
  const onBlankLine = isBlank(hole.linePrefix);
  // After `{` the block's lines stand deeper than the cursor's line; on a blank line they stand beside it.
  const deeper = !onBlankLine && opensBlock(hole);
  let reference = onBlankLine ? undefined : indentOf(hole.linePrefix);
  let bodySeen = false;
  let next = 0;
  // The last closing line that was missing, after which only lines that close more may follow.
  let closed: { readonly indent: number; readonly end: number } | undefined;
  for (const [number, line] of lines.entries()) {
    const start = next;
    next += line.length + 1;
    const whole = number === 0 ? hole.linePrefix + line : line;
    if (isBlank(whole) || literal.has(number)) continue;
    const unfinished = !finished && number === lines.length - 1;
    if (unfinished && !decided.test(line)) break;
    const indent = indentOf(whole);
    reference ??= indent;
    if (number === 0) continue;
    if (closed !== undefined && !(closing.test(line) && indent < closed.indent)) return closed.end;
    if (closed === undefined && (deeper ? indent > reference : indent >= reference)) {
      bodySeen = true;
      continue;
    }
    if (closing.test(line)) {
      if (closedBelow(hole, line, indent)) return closed?.end ?? keepBreak(hole, line, start);
      if (unfinished) continue;
      if (reopening.test(line)) {
        closed = undefined;
        continue;
      }
      closed = { indent, end: start + line.length };
      if (indent === 0) return closed.end;
      continue;
    }
    if (!hole.syntax.indentation) {
      if (outdented.test(line)) continue;
      // Some styles do not indent at all: then indentation says nothing.
      if (deeper && !bodySeen) return text.length;
    }
    return start - 1;
  }
  return text.length;
}

/** Does the text after the cursor already hold this closing line? */
function closedBelow(hole: Hole, line: string, indent: number): boolean {
  if (!isBlank(hole.lineSuffix)) return closing.test(hole.lineSuffix);
  const below = linesBelow(hole).find((other) => !isBlank(other) && indentOf(other) <= indent);
  if (below === undefined || indentOf(below) !== indent) return false;
  return closing.exec(below)?.[0].trim() === closing.exec(line)?.[0].trim();
}

/** With `})` after the cursor, the break before it is part of the block; the line itself may repeat it. */
function keepBreak(hole: Hole, line: string, start: number): number {
  const rest = hole.lineSuffix.trim();
  if (rest === "") return start - 1;
  return line.trim() === rest ? start + line.trimEnd().length : start + line.length - line.trimStart().length;
}
