/** Removes comment marks without words from the end of the text. */
import { openMark } from "../brackets";
import { isBlank, linesBelow, scanSuggestion } from "../hole";
import { type Hole } from "../hole";
import { type Draft, type Filter, cutAt } from "./draft";

export const emptyComment: Filter = (draft, { hole }) => {
  if (hole.syntax.prose || !isBlank(hole.lineSuffix.slice(draft.replace))) return draft;
  let current = draft;
  for (let next = withoutLast(current, hole); next !== current; next = withoutLast(current, hole))
    current = next;
  return current;
};

function withoutLast(draft: Draft, hole: Hole): Draft {
  const text = draft.text.trimEnd();
  const start = text.lastIndexOf("\n") + 1;
  const before = start === 0 ? hole.linePrefix : "";
  const line = before + text.slice(start);
  const length = emptyMark(line, hole);
  if (length === 0) return draft;
  const code = line.slice(0, -length);
  // `"http://` is a string, and the last line of a banner or between two paragraphs belongs to them.
  if (openMark(code, hole.syntax) !== undefined) return draft;
  if (scanSuggestion(text, hole).literalLines.has(text.split("\n").length - 1)) return draft;
  if (isBlank(code) && belongs(line, text.slice(0, start), hole)) return draft;
  return cutAt({ ...draft, text }, text.slice(0, text.length - length).trimEnd().length);
}

/** Length of the mark at the end of the line; 0 where words follow it or no space is before it. */
function emptyMark(line: string, { syntax }: Hole): number {
  const [open = "", close = ""] = syntax.blockComment ?? [];
  const marks = [
    ...syntax.lineComments,
    ...(open === "" ? [] : [`${open}${close}`, `${open} ${close}`, `${open}* ${close}`]),
  ];
  const mark = marks.filter((each) => line.endsWith(each)).sort((a, b) => b.length - a.length)[0];
  if (mark === undefined) return 0;
  const code = line.slice(0, -mark.length);
  return code === "" || /\s$/u.test(code) ? mark.length : 0;
}

function belongs(line: string, before: string, hole: Hole): boolean {
  const isComment = (other: string | undefined) =>
    other !== undefined && hole.syntax.lineComments.some((mark) => other.trimStart().startsWith(mark));
  if (isComment(linesBelow(hole)[0])) return true;
  const above = (hole.prefix.slice(0, hole.prefix.length - hole.linePrefix.length) + before)
    .split("\n")
    .slice(0, -1);
  let words = false;
  for (let other = above.pop(); isComment(other); other = above.pop()) {
    if (other?.trim() === line.trim()) return words;
    words = true;
  }
  return false;
}
