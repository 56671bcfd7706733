/** Plain words, no patterns: a list of the user's own cannot hang anything. */

export const divided = (text: string): readonly string[] => text.split("|").filter((part) => part !== "");

/** Finds any of the words: Japanese ones anywhere, Latin ones as whole words, letters of any width and case. */
export function finderOf(words: readonly string[]): (text: string) => boolean {
  const parts = words.map((word) => {
    const escaped = simple(word).replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
    const starts = /^[\p{Script=Latin}\p{N}]/u.test(word) ? String.raw`(?<![\p{L}\p{N}])` : "";
    const ends = /[\p{Script=Latin}\p{N}]$/u.test(word) ? String.raw`(?![\p{L}\p{N}])` : "";
    return starts + escaped + ends;
  });
  if (parts.length === 0) return () => false;
  const pattern = new RegExp(parts.join("|"), "u");
  return (text) => pattern.test(simple(text));
}

const simple = (text: string) => text.normalize("NFKC").toLowerCase();
