/** Removes the space that text and line both have where they meet. */
import { type Hole, isBlank, lineAbove, linesBelow, literalAt } from "../hole";
import { type Filter } from "./draft";

export const doubleSpace: Filter = (draft, { hole }) => {
  const { linePrefix, syntax } = hole;
  if (syntax.prose || isBlank(linePrefix) || !/\S $/u.test(linePrefix) || !/^ +\S/u.test(draft.text))
    return draft;
  if (literalAt(hole) !== undefined || isAligned(hole)) return draft;
  const text = draft.text.trimStart();
  // Two spaces before a comment are a custom of their own.
  return syntax.lineComments.some((mark) => text.startsWith(mark)) ? draft : { ...draft, text };
};

/** Columns are lined up here: in this line already, or in one beside it. */
function isAligned(hole: Hole): boolean {
  const below = linesBelow(hole).find((line) => !isBlank(line)) ?? "";
  const comments = hole.syntax.lineComments;
  return (
    [hole.linePrefix, lineAbove(hole) ?? "", below].some((line) => {
      const gap = /\S {2,}(?=\S)/u.exec(line);
      return gap !== null && !comments.some((mark) => line.slice(gap.index + gap[0].length).startsWith(mark));
    }) || /^(?:cobol|fortran|asm|tsv|csv)/iu.test(hole.languageId)
  );
}
