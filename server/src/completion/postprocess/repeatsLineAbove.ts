/** Drops a text whose first line is the line above once more. */
import { type Hole, isBlank, lineAbove } from "../hole";
import { intentOf } from "../intent";
import { type Draft, type Filter, type FilterContext } from "./draft";
import { nearlySame } from "./similar";

/** Letters of a line that does not stand twice by chance; digits do not count, rows of data are alike. */
const tellingLetters = 8;
/** Languages whose lines are alike by nature. */
const data = /^(?:html|xml|csv|tsv|json|jsonc|svg|vue|svelte)$/iu;

export const repeatsLineAbove: Filter = (draft, { hole, multiline }: FilterContext) => {
  const above = lineAbove(hole);
  const [first = ""] = draft.text.split("\n", 1);
  if (above === undefined || isBlank(first) || data.test(hole.languageId) || !isTelling(above)) return draft;
  if (!nearlySame(hole.linePrefix + first, above)) return draft;
  return intentOf(hole, multiline).kind === "comment-to-code"
    ? withoutComment(draft, first, hole)
    : undefined;
};

/** `println();` and `-----` are written twice on purpose. */
function isTelling(line: string): boolean {
  const letters = line.match(/\p{L}/gu) ?? [];
  return letters.length >= tellingLetters && !/\(\s*\)\s*;?\s*$/u.test(line);
}

/** Asked for the code under a comment, a model may begin with the comment. */
function withoutComment(draft: Draft, first: string, hole: Hole): Draft | undefined {
  const rest = draft.text.slice(first.length + 1);
  if (!isBlank(hole.linePrefix) || isBlank(rest)) return undefined;
  return { ...draft, text: rest.startsWith(hole.linePrefix) ? rest.slice(hole.linePrefix.length) : rest };
}
