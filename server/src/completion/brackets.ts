/** Brackets outside strings and comments, by a scanner that would rather miss one than invent one. */
import { type Syntax } from "./syntax";

const closerOf: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const closers = new Set(Object.values(closerOf));

export interface BracketScan {
  /** Openers that are still open at the end, outermost first. */
  readonly open: readonly string[];
  /** Openers that are open where each line begins, outermost first: one string a line. */
  readonly openAt: readonly string[];
  /** Closers that close nothing in this text. */
  readonly unmatched: readonly { readonly char: string; readonly offset: number }[];
  /** A closer met an opener of another kind: brackets say nothing about this text. */
  readonly mismatched: boolean;
  /** Numbers of the lines that begin inside a string or comment. */
  readonly literalLines: ReadonlySet<number>;
}

/** `inside` is what ends the string or comment that the text begins in, as `openMark` tells it. */
export function scanBrackets(text: string, syntax: Syntax, inside?: string): BracketScan {
  const open: string[] = [];
  const openAt = [""];
  const unmatched: { char: string; offset: number }[] = [];
  const literalLines = new Set<number>();
  let mismatched = false;
  let at = 0;
  const skipLiteral = (end: number) => {
    for (; at < end; at++) {
      if (text[at] !== "\n") continue;
      literalLines.add(openAt.length);
      openAt.push(open.join(""));
    }
  };
  if (inside !== undefined) skipLiteral(insideEnd(text, inside));
  while (at < text.length) {
    const end = literalEnd(text, at, syntax);
    if (end > at) {
      skipLiteral(end);
      continue;
    }
    const char = text.charAt(at);
    if (char === "\n") openAt.push(open.join(""));
    else if (char in closerOf) open.push(char);
    else if (closers.has(char)) {
      const opener = open.pop();
      if (opener === undefined) unmatched.push({ char, offset: at });
      else if (closerOf[opener] !== char) mismatched = true;
    }
    at++;
  }
  return { open, openAt, unmatched, mismatched, literalLines };
}

/** End of the string or comment that begins at `at`; `at` itself where none does. */
export function literalEnd(text: string, at: number, syntax: Syntax): number {
  if (isPlain(text.charCodeAt(at))) return at;
  if (startsLineComment(text, at, syntax)) return lineEnd(text, at);
  const span = spanAt(text, at, syntax);
  if (span !== undefined) {
    const end = past(text, span[1], at + span[0].length);
    return end < 0 ? text.length : end;
  }
  return syntax.quotes.includes(text.charAt(at)) ? quoteEnd(text, at) : at;
}

/**
 * What would end the string or comment that stands open at the end of `text`: a mark, "\n" for a comment to
 * the end of its line, undefined in code.
 */
export function openMark(text: string, syntax: Syntax): string | undefined {
  for (let at = 0; at < text.length; at++) {
    if (isPlain(text.charCodeAt(at))) continue;
    if (startsLineComment(text, at, syntax)) {
      if (lineEnd(text, at) === text.length) return "\n";
    } else {
      const span = spanAt(text, at, syntax);
      if (span !== undefined && past(text, span[1], at + span[0].length) < 0) return span[1];
      if (span === undefined && opensQuote(text, at, syntax)) return text.charAt(at);
    }
    const end = literalEnd(text, at, syntax);
    if (end > at) at = end - 1;
  }
  return undefined;
}

/** What the cursor stands in at the end of one line's text. */
export function literalAtEnd(line: string, syntax: Syntax): "comment" | "string" | undefined {
  const mark = openMark(line, syntax);
  if (mark === undefined) return undefined;
  return mark === "\n" || mark === syntax.blockComment?.[1] ? "comment" : "string";
}

/** A line that is a comment and nothing else, or begins one. */
export function isCommentLine(line: string, syntax: Syntax): boolean {
  if (syntax.commentLine?.test(line) === true) return true;
  const text = line.trimStart();
  if (syntax.lineComments.some((mark) => text.startsWith(mark))) return true;
  return syntax.blockComment !== undefined && text.startsWith(syntax.blockComment[0]);
}

/** ASCII letters, digits and white space begin no literal: the quick answer for most characters. */
function isPlain(code: number): boolean {
  return (
    code === 32 ||
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    (code >= 9 && code <= 13) ||
    // Kana and Han.
    (code >= 0x3040 && code <= 0x9fff)
  );
}

/** `$#` and `${name#prefix}` of a shell are no comments. */
function startsLineComment(text: string, at: number, syntax: Syntax): boolean {
  return syntax.lineComments.some(
    (mark) =>
      text.startsWith(mark, at) &&
      (mark !== "#" || at === 0 || !/[\p{L}\p{N}_$\\{&]/u.test(text[at - 1] ?? "")),
  );
}

/** The marks of the literal over several lines that begins at `at`. */
function spanAt(text: string, at: number, syntax: Syntax): readonly [string, string] | undefined {
  if (syntax.blockComment !== undefined && text.startsWith(syntax.blockComment[0], at))
    return syntax.blockComment;
  const long = syntax.longStrings.find((mark) => text.startsWith(mark, at));
  return long === undefined ? undefined : [long, long];
}

/** Offset behind the mark; -1 where it never comes. */
function past(text: string, mark: string, from: number): number {
  let at = text.indexOf(mark, from);
  while (at > 0 && text[at - 1] === "\\" && mark !== "*/") at = text.indexOf(mark, at + 1);
  return at < 0 ? -1 : at + mark.length;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** A quote without its partner on the line (an apostrophe, a Rust lifetime) is a character like others. */
function quoteEnd(text: string, at: number): number {
  const end = partnerEnd(text, text.charAt(at), at + 1);
  return end < 0 ? at : end;
}

function partnerEnd(text: string, quote: string, from: number): number {
  for (let at = from; at < text.length && text[at] !== "\n"; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at + 1;
  }
  return -1;
}

function opensQuote(text: string, at: number, syntax: Syntax): boolean {
  if (!syntax.quotes.includes(text.charAt(at)) || lineEnd(text, at) < text.length) return false;
  return quoteEnd(text, at) === at && startsString(text, at);
}

/** An apostrophe inside a word opens no string. */
function startsString(text: string, at: number): boolean {
  return text[at] === '"' || !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at));
}

function insideEnd(text: string, inside: string): number {
  if (inside === "\n") return lineEnd(text, 0);
  const end = inside === '"' || inside === "'" ? partnerEnd(text, inside, 0) : past(text, inside, 0);
  // A string that ends on its line and does not was none; a comment that does not end goes on.
  return end < 0 ? (inside.length === 1 && inside !== "`" ? 0 : text.length) : end;
}
