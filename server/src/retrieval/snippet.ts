/** The part of a passage that shows why it was found: the sentence or line with the most words of the query. */
import { tokensOf } from "./tokens";

/** Characters: about a row of a list. */
const shortest = 48;
const longest = 200;

/** `headings` are shown beside it, so a heading of its own line is taken only where there is nothing else. */
export function snippetOf(passage: string, query: string, headings: readonly string[]): string {
  const wanted = new Set(tokensOf(query));
  const parts = partsOf(passage, headings);
  let best = 0;
  let most = -1;
  parts.forEach((part, at) => {
    const count = new Set(tokensOf(part).filter((token) => wanted.has(token))).size;
    if (count > most) [best, most] = [at, count];
  });
  let text = parts[best] ?? "";
  for (let next = best + 1; text.length < shortest && next < parts.length; next++)
    text = `${text} ${parts[next] ?? ""}`;
  return cut(text);
}

/** Lines and sentences without space around them; a line is never joined to the one before. */
function partsOf(passage: string, headings: readonly string[]): readonly string[] {
  const parts = passage
    .split(/[\r\n]+|(?<=[。！？])|(?<=[.!?])\s+/u)
    .map((part) => part.replace(/\s+/gu, " ").trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
  const titles = new Set(headings.map(plain));
  const without = parts.filter((part) => !titles.has(plain(part)));
  return without.length > 0 ? without : parts;
}

/** Without the marks of a heading. */
const plain = (text: string) => text.replace(/^[#=*\s]+|[#=*\s]+$/gu, "");

function cut(text: string): string {
  if (text.length <= longest) return text;
  // Never half of a surrogate pair.
  return `${text.slice(0, longest).replace(/[\ud800-\udbff]$/u, "")}…`;
}
