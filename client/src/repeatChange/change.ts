/** What was changed by hand in a line, in whole words: what other places of the document may need too. */
import { around, isWithinWord, isWordCharacter, weightOf } from "./words";

export interface Change {
  readonly before: string;
  readonly after: string;
}

/** Shorter text stands in too many places by chance: `id`, one kanji. */
const leastWeight = 3;
/** Characters; a longer text is no word or call, but a rewritten line. */
const longest = 120;
/** Words on the left that say where something was put in between. */
const anchors = 2;

/** From a line as it was to the line as it is; undefined where nothing is worth repeating. */
export function changeOf(before: string, after: string): Change | undefined {
  const { from, rest } = differing(before, after);
  const cut = (start: number, end: number): Change => ({
    before: before.slice(start, before.length - end),
    after: after.slice(start, after.length - end),
  });
  const words = cut(from, rest);
  if (!hasWord(words.before + words.after)) return undefined;
  const change = hasWord(words.before) && hasWord(words.after) ? words : cut(...anchored(before, from, rest));
  const { before: was, after: is } = change;
  const worth = weightOf(was) >= leastWeight && hasWord(is) && Math.max(was.length, is.length) <= longest;
  return worth && was !== is ? change : undefined;
}

const hasWord = (text: string): boolean => weightOf(text) > 0;

/** Characters that both have at their beginning and at their end, up to whole words. */
function differing(before: string, after: string): { readonly from: number; readonly rest: number } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let rest = 0;
  while (rest < shorter - from && before.at(-1 - rest) === after.at(-1 - rest)) rest++;
  while (from > 0 && (isWithinWord(before, from) || isWithinWord(after, from) || isLow(before, from))) from--;
  const inWord = (text: string) => isWithinWord(text, text.length - rest) || isLow(text, text.length - rest);
  while (rest > 0 && (inWord(before) || inWord(after))) rest--;
  return { from, rest };
}

/** In the middle of a surrogate pair. */
const isLow = (text: string, offset: number): boolean => /[\udc00-\udfff]/.test(text.charAt(offset));

/** Something was put between words, or taken out: the words before it, and the mark behind it, say where. */
function anchored(line: string, from: number, rest: number): readonly [number, number] {
  let start = from;
  for (let word = 0; word < anchors && start > 0; word++) {
    while (start > 0 && !isWordCharacter(around(line, start)[0])) start--;
    while (start > 0 && isWordCharacter(around(line, start)[0])) start--;
  }
  const end = line.length - rest;
  const [, mark] = around(line, end);
  const isMark = mark.trim() !== "" && !isWordCharacter(mark);
  return [line.length - line.slice(start).trimStart().length, isMark ? rest - mark.length : rest];
}
