/** Lists of words and phrases: whole words in Latin text, anywhere in Japanese (design 4.4). */
import { compileFixed, type Pattern } from "./pattern";

const wordCharacter = "[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Nd}_]";
const isWord = new RegExp(wordCharacter, "u");

/** One pattern for all terms; the longest term wins where several begin. A space matches any short gap. */
export function compileTerms(terms: readonly string[], flags: string): Pattern {
  const longestFirst = [...new Set(terms.map((term) => term.trim()).filter((term) => term !== ""))].sort(
    (a, b) => b.length - a.length || (a < b ? -1 : 1),
  );
  return compileFixed(longestFirst.map(termPattern).join("|"), flags.replace(/[^i]/g, ""));
}

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
