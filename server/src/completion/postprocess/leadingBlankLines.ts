/** Removes blank lines at the beginning of a text that goes on below blank lines. */
import { isBlank } from "../hole";
import { type Filter } from "./draft";

/** Blank lines that stand between two thoughts, and between the functions of a file in Python's style. */
const most = { usual: 1, byIndentation: 2 };

export const leadingBlankLines: Filter = (draft, { hole }) => {
  const { linePrefix, prefix, syntax } = hole;
  const leading = /^(?:[ \t]*\n)+/u.exec(draft.text)?.[0] ?? "";
  if (leading === "" || draft.replace > 0 || !isBlank(linePrefix)) return draft;
  const above = prefix.slice(0, prefix.length - linePrefix.length).split("\n");
  const blankAbove = above.length - 1 - above.findLastIndex((line) => !isBlank(line)) - 1;
  const atMargin = linePrefix === "" && syntax.indentation;
  const allowed = Math.max(0, (atMargin ? most.byIndentation : most.usual) - blankAbove);
  const breaks = leading.split("\n").length - 1;
  if (breaks <= allowed) return draft;
  if (allowed > 0) return { ...draft, text: "\n".repeat(allowed) + draft.text.slice(leading.length) };
  const text = draft.text.slice(leading.length);
  return text.startsWith(linePrefix) ? { ...draft, text: text.slice(linePrefix.length) } : draft;
};
