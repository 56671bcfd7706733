/** Plain words, no patterns: a list of the user's own cannot hang anything. */

export const divided = (text: string): readonly string[] => text.split("|").filter((part) => part !== "");

interface Word {
  readonly text: string;
  /** Nothing that it would be a part of may stand before it, or behind it. */
  readonly starts: boolean;
  readonly ends: boolean;
}

/** Finds any of the words: Japanese ones anywhere, Latin ones as whole words, letters of any width and case. */
export function finderOf(words: readonly string[]): (text: string) => boolean {
  const wanted = words.map(wordOf);
  return (text) => {
    const folded = simple(text);
    return wanted.some((word) => holds(folded, word));
  };
}

const wordOf = (word: string): Word => ({
  text: simple(word),
  starts: /^[\p{Script=Latin}\p{N}]/u.test(word),
  ends: /[\p{Script=Latin}\p{N}]$/u.test(word),
});

/** Searched by hand: compiling a pattern of these classes for each list took most of a summary's time. */
function holds(text: string, { text: word, starts, ends }: Word): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    const joined =
      (starts && /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at))) ||
      (ends && /^[\p{L}\p{N}]/u.test(text.slice(end, end + 2)));
    if (!joined) return true;
  }
  return false;
}

const simple = (text: string) => text.normalize("NFKC").toLowerCase();
