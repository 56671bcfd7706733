/** Lists of words and phrases: whole words in Latin text, anywhere in Japanese (design 4.4). */
import { compileFixed, type Pattern } from "./pattern";
import { isCertain } from "./requiredText";

const wordCharacter = "[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Nd}_]";
const isWord = new RegExp(wordCharacter, "u");

/** One pattern for all terms; the longest term wins where several begin. A space matches any short gap. */
export function compileTerms(terms: readonly string[], flags: string): Pattern {
  const longestFirst = [...new Set(terms.map((term) => term.trim()).filter((term) => term !== ""))].sort(
    (a, b) => b.length - a.length || (a < b ? -1 : 1),
  );
  const literals = longestFirst.map(longestWord);
  const known = literals.every((word) => word !== "" && isCertain(word, flags.includes("i")));
  const source = longestFirst.map(termPattern).join("|");
  return compileFixed(source, flags.replace(/[^i]/g, ""), known ? literals : undefined);
}

const longestWord = (term: string) =>
  term.split(/\s+/u).reduce((longest, word) => (word.length > longest.length ? word : longest), "");

function termPattern(term: string): string {
  const characters = [...term];
  const before = isWord.test(characters[0] ?? "") ? `(?<!${wordCharacter})` : "";
  const after = isWord.test(characters.at(-1) ?? "") ? `(?!${wordCharacter})` : "";
  const body = term
    .split(/\s+/u)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"))
    .join("\\s{1,8}");
  return `${before}${body}${after}`;
}
