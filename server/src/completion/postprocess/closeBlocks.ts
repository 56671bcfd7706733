/** Closes the blocks that a text of several lines opens and leaves open, as an editor would. */
import { scanBrackets } from "../brackets";
import { isBlank, scanSuggestion } from "../hole";
import { type Filter } from "./draft";

/** Characters looked at behind the cursor. */
const reach = 20_000;

/**
 * A text that was cut off after whole lines may end inside `if (…) {`. Only braces are closed, each on a line of
 * its own with the indentation of the line that opened it; and only as many as the text below leaves open.
 */
export const closeBlocks: Filter = (draft, { hole }) => {
  if (hole.syntax.prose || hole.syntax.indentation || !draft.text.includes("\n")) return draft;
  if (!isBlank(hole.lineSuffix.slice(draft.replace))) return draft;
  const { open, mismatched } = scanSuggestion(draft.text, hole);
  if (mismatched || open.length === 0 || open.some((opener) => opener !== "{")) return draft;
  const before = scanBrackets(hole.prefix.slice(-reach), hole.syntax);
  const after = scanBrackets(hole.suffix.slice(0, reach), hole.syntax);
  if (before.mismatched || after.mismatched) return draft;
  const closedBelow = Math.max(0, after.unmatched.length - before.open.length);
  const missing = open.length - closedBelow;
  const indents = openingIndents(`${hole.linePrefix}${draft.text}`, open.length);
  if (missing <= 0 || indents === undefined) return draft;
  const closers = indents
    .slice(-missing)
    .reverse()
    .map((indent) => `\n${indent}}`);
  return { ...draft, text: draft.text.trimEnd() + closers.join("") };
};

/** Indentation of the last lines that end in `{` and are deeper, one in the other; undefined when they are not. */
function openingIndents(text: string, wanted: number): readonly string[] | undefined {
  const found: string[] = [];
  let limit = Infinity;
  for (const line of text.split("\n").reverse()) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
    if (/\{\s*$/u.test(line) && indent.length < limit) {
      found.unshift(indent);
      limit = indent.length;
    } else if (!isBlank(line)) limit = Math.min(limit, indent.length + 1);
    if (found.length === wanted) return found;
  }
  return undefined;
}
