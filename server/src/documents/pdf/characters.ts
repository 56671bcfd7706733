/** How the characters of a line behave when lines and runs are put together. */

const ideograph =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fc\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u2460-\u24ff\u3200-\u33ff]/u;

/** Characters that are written without spaces between them. */
export const isIdeograph = (character: string): boolean => ideograph.test(character);

export const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 32);

export function lastOf(text: string): string {
  const last = text.at(-1) ?? " ";
  return /[\udc00-\udfff]/.test(last) ? text.slice(-2) : last;
}

/** Ems that a text takes in a usual font. */
export function emsOf(text: string): number {
  let ems = 0;
  for (const character of text) ems += isIdeograph(character) ? 1 : character === " " ? 0.25 : 0.55;
  return ems;
}

/** The end of a sentence, with the brackets that may close behind it. */
export const endsSentence = (text: string): boolean => /[。．.！？!?：:；;][」』）)\]】〕”’"']*$/u.test(text);
