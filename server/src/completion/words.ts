/** What a word is, in every language: Japanese letters are text, not punctuation. */

const letter = /[\p{L}\p{M}\p{N}_$]/u;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]/u;
const segmenter = new Intl.Segmenter("ja", { granularity: "word" });

export function isWordChar(char: string | undefined): boolean {
  return char !== undefined && letter.test(char);
}

export function isCjk(char: string | undefined): boolean {
  return char !== undefined && cjk.test(char);
}

export function firstChar(text: string): string | undefined {
  const code = text.codePointAt(0);
  return code === undefined ? undefined : String.fromCodePoint(code);
}

export function lastChar(text: string): string | undefined {
  const last = text.slice(-1);
  return /[\udc00-\udfff]/.test(last) ? text.slice(-2) : last === "" ? undefined : last;
}

/** Letters and digits of a text; what is left of a line of brackets is nothing. */
export function letterCount(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** How much a line says: a Japanese character says about as much as two letters. */
export function weightOf(text: string): number {
  let weight = 0;
  for (const [char] of text.matchAll(/[\p{L}\p{N}]/gu)) weight += isCjk(char) ? 2 : 1;
  return weight;
}

/**
 * True where the seam between the two texts cuts a word. Japanese writes no spaces, so there the
 * dictionary of the runtime decides.
 */
export function cutsWord(before: string, after: string): boolean {
  const left = lastChar(before);
  const right = firstChar(after);
  if (!isWordChar(left) || !isWordChar(right)) return false;
  if (!isCjk(left) && !isCjk(right)) return true;
  if (isCjk(left) !== isCjk(right)) return false;
  const head = /[\p{L}\p{M}ー]*$/u.exec(before.slice(-40))?.[0] ?? "";
  const tail = /^[\p{L}\p{M}ー]*/u.exec(after.slice(0, 40))?.[0] ?? "";
  const segment = segmenter.segment(head + tail).containing(head.length);
  return segment !== undefined && segment.index < head.length;
}
