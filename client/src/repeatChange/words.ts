/** Where a word ends, in code and in Japanese, which writes no spaces. */

type Kind = "latin" | "han" | "hiragana" | "katakana" | undefined;

/** A long vowel or an iteration mark belongs to the script before it; both are seldom anywhere else. */
const kinds: readonly (readonly [Exclude<Kind, undefined>, RegExp])[] = [
  ["han", /[\p{Script=Han}々〆ヶ]/u],
  ["katakana", /[\p{Script=Katakana}ー]/u],
  ["hiragana", /\p{Script=Hiragana}/u],
  ["latin", /[\p{L}\p{M}\p{N}_$]/u],
];

const kindOf = (character: string): Kind => kinds.find(([, pattern]) => pattern.test(character))?.[0];

/** The code points on both sides of an offset; "" at the text's ends. */
export function around(text: string, offset: number): readonly [before: string, after: string] {
  const before = Array.from(text.slice(Math.max(0, offset - 2), offset)).at(-1) ?? "";
  return [before, String.fromCodePoint(...(offset < text.length ? [text.codePointAt(offset) ?? 0] : []))];
}

/** True within a word. */
export function isWithinWord(text: string, offset: number): boolean {
  const [before, after] = around(text, offset);
  const kind = kindOf(before);
  return kind !== undefined && kind === kindOf(after);
}

export const isWordCharacter = (character: string): boolean => kindOf(character) !== undefined;

/** Letters of code and of Japanese; two characters of Japanese are as telling as four others. */
export function weightOf(text: string): number {
  let weight = 0;
  for (const character of text) {
    const kind = kindOf(character);
    if (kind !== undefined) weight += kind === "latin" ? 1 : 2;
  }
  return weight;
}
