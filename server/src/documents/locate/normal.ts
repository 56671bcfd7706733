/** The form in which quotes and texts are compared: folded, and without the white space that says nothing. */
import { composed, fold, folded, type Mapped, mappedBuilder } from "../fold";

const space = /\s/u;
const latin = /(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々])[\p{L}\p{N}_]/u;
const numeric = /[0-9.,:/+^%*=<>-]/;

/**
 * What stands for white space between two characters: nothing beside Japanese or punctuation, one space between
 * two words or two figures, which would read as one without it.
 */
export function gap(before: string, after: string): "" | " " {
  if (before === "" || after === "") return "";
  const digits = /[0-9]/;
  if (numeric.test(before) && numeric.test(after))
    return digits.test(before) || digits.test(after) ? " " : "";
  if (digits.test(before) || digits.test(after)) return "";
  return latin.test(before) && latin.test(after) ? " " : "";
}

const breaks = /(?<=\p{L})-[ \t]*\r?\n[ \t]*(?=\p{Ll})|\s+/gu;

/** Linear. A word that a hyphen divides at a line's end is whole again. */
export function normalise(text: string): Mapped {
  const inner = fold(text);
  const source = inner.text;
  const builder = mappedBuilder(source.length);
  let from = 0;
  for (const match of source.matchAll(breaks)) {
    builder.copy(source, from, match.index);
    from = match.index + match[0].length;
    builder.put(instead(source, match.index, match[0]), match.index, from);
  }
  builder.copy(source, from, source.length);
  return composed(builder.build(), inner);
}

/** The text of `normalise` alone, at a third of its cost. */
export const normalText = (text: string): string => {
  const source = folded(text);
  return source.replace(breaks, (match, at: number) => instead(source, at, match));
};

const instead = (source: string, at: number, match: string) =>
  space.test(match[0] ?? "") ? gap(source[at - 1] ?? "", source[at + match.length] ?? "") : "";
