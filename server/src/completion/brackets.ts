/** Brackets outside strings and comments, by a scanner that would rather miss one than invent one. */
import { type Syntax } from "./syntax";

const closerOf: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const closers = new Set(Object.values(closerOf));

export interface BracketScan {
  /** Openers that are still open at the end, outermost first. */
  readonly open: readonly string[];
  /** Closers that close nothing in this text. */
  readonly unmatched: readonly { readonly char: string; readonly offset: number }[];
  /** A closer met an opener of another kind: brackets say nothing about this text. */
  readonly mismatched: boolean;
  /** Numbers of the lines that begin inside a string or comment. */
  readonly literalLines: ReadonlySet<number>;
}

export function scanBrackets(text: string, syntax: Syntax): BracketScan {
  const open: string[] = [];
  const unmatched: { char: string; offset: number }[] = [];
  const literalLines = new Set<number>();
  let mismatched = false;
  let line = 0;
  for (let at = 0; at < text.length; at++) {
    const end = literalEnd(text, at, syntax);
    if (end > at) {
      for (let inside = at; inside < end; inside++) if (text[inside] === "\n") literalLines.add(++line);
      at = end - 1;
      continue;
    }
    const char = text.charAt(at);
    if (char === "\n") line++;
    else if (char in closerOf) open.push(char);
    else if (closers.has(char)) {
      const opener = open.pop();
      if (opener === undefined) unmatched.push({ char, offset: at });
      else if (closerOf[opener] !== char) mismatched = true;
    }
  }
  return { open, unmatched, mismatched, literalLines };
}

/** End of the string or comment that begins at `at`; `at` itself where none does. */
export function literalEnd(text: string, at: number, syntax: Syntax): number {
  const char = text.charAt(at);
  if (/[\p{L}\p{N}\s]/u.test(char)) return at;
  if (syntax.lineComments.some((mark) => text.startsWith(mark, at))) return lineEnd(text, at);
  const block = syntax.blockComment;
  if (block !== undefined && text.startsWith(block[0], at)) {
    return past(text, block[1], at + block[0].length);
  }
  const long = syntax.longStrings.find((mark) => text.startsWith(mark, at));
  if (long !== undefined) return past(text, long, at + long.length);
  return syntax.quotes.includes(char) ? quoteEnd(text, at) : at;
}

function past(text: string, mark: string, from: number): number {
  let at = text.indexOf(mark, from);
  while (at > 0 && text[at - 1] === "\\") at = text.indexOf(mark, at + 1);
  return at < 0 ? text.length : at + mark.length;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** A quote without its partner on the line (an apostrophe, a Rust lifetime) is a character like others. */
function quoteEnd(text: string, at: number): number {
  const limit = lineEnd(text, at);
  for (let next = at + 1; next < limit; next++) {
    if (text[next] === "\\") next++;
    else if (text[next] === text[at]) return next + 1;
  }
  return at;
}

/** What the cursor stands in at the end of one line's text. */
export function literalAtEnd(line: string, syntax: Syntax): "comment" | "string" | undefined {
  for (let at = 0; at < line.length; at++) {
    if (syntax.lineComments.some((mark) => line.startsWith(mark, at))) return "comment";
    const block = syntax.blockComment;
    const end = literalEnd(line, at, syntax);
    if (block !== undefined && line.startsWith(block[0], at)) {
      if (!line.startsWith(block[1], end - block[1].length)) return "comment";
    } else if (end === at && syntax.quotes.includes(line.charAt(at)) && startsString(line, at)) {
      return "string";
    }
    if (end > at) at = end - 1;
  }
  return undefined;
}

/** An apostrophe inside a word opens no string. */
function startsString(line: string, at: number): boolean {
  return line[at] === '"' || !/[\p{L}\p{N}]$/u.test(line.slice(0, at));
}
