/** What a careless author does to a document, written down as data. */
import { type Span } from "../../../server/src/documents/document";

/**
 * Either `find` (exactly one place) with `put`, or `drop`: every line with one of these texts goes.
 * `[[…]]` in `put` marks what a reviewer would point at. Without marks it is `quote`, or the first line,
 * where a missing part is reported.
 */
export interface Mutation {
  /** The rule that must find it. */
  readonly rule: string;
  /** Rules that may find something in the same change, too. A dropped step leaves a gap in the numbers besides. */
  readonly also?: readonly string[];
  readonly find?: string;
  readonly put?: string;
  readonly drop?: string | readonly string[];
  readonly quote?: string;
  /** The file of mutations it stands in; added by the reader. */
  readonly set?: string;
}

export interface Mutated {
  readonly text: string;
  readonly expected: Span;
}

const keys = ["rule", "also", "find", "put", "drop", "quote", "set"];

/** Throws when the mutation does not fit its document: a bench that changes nothing measures nothing. */
export function mutate(text: string, mutation: Mutation): Mutated {
  const { find, put = "", drop, quote } = mutation;
  const unknown = Object.keys(mutation).filter((key) => !keys.includes(key));
  if (unknown.length > 0) throw new Error(`Unknown key, or a text that needs quotes: ${unknown.join(", ")}`);
  if (find !== undefined) {
    const at = only(text, find);
    const marked = { start: put.indexOf("[["), end: put.lastIndexOf("]]") };
    const plain =
      marked.start < 0
        ? put
        : put.slice(0, marked.start) + put.slice(marked.start + 2, marked.end) + put.slice(marked.end + 2);
    const changed = text.slice(0, at) + plain + text.slice(at + find.length);
    const expected =
      marked.start < 0
        ? spanOf(changed, quote)
        : { start: at + marked.start, end: at + marked.start + (marked.end - marked.start - 2) };
    return { text: changed, expected };
  }
  const dropped = typeof drop === "string" ? [drop] : (drop ?? []);
  const kept = text.split("\n").filter((line) => !dropped.some((part) => line.includes(part)));
  const unused = dropped.filter((part) => !text.includes(part));
  const changed = kept.join("\n");
  if (changed === text || unused.length > 0) throw new Error(`Nothing to drop: ${unused.join(", ")}`);
  return { text: changed, expected: spanOf(changed, quote) };
}

function only(text: string, part: string): number {
  const at = text.indexOf(part);
  if (at < 0) throw new Error(`Not in the document: ${part}`);
  if (text.includes(part, at + 1)) throw new Error(`More than once in the document: ${part}`);
  return at;
}

function spanOf(text: string, quote: string | undefined): Span {
  if (quote !== undefined) {
    const start = text.indexOf(quote);
    if (start < 0) throw new Error(`Not in the changed document: ${quote}`);
    return { start, end: start + quote.length };
  }
  const start = text.search(/\S/);
  return { start, end: start + (/^[^\n]*/.exec(text.slice(start))?.[0].trimEnd().length ?? 0) };
}
