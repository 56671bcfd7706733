/** Builds a block's readable text while remembering where each stretch of it stands in the source. */
import { type Piece, type Span } from "./document";

export interface PieceText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export interface PieceBuilder {
  /** The source's own text from `start` to `end`; CRLF and CR become `\n`. */
  copy(start: number, end: number): void;
  /** `text` stands for the whole span. */
  put(text: string, span: Span): void;
  /** Text so far, with white space at both ends removed. */
  build(): PieceText;
}

export function pieceBuilder(source: string): PieceBuilder {
  const parts: string[] = [];
  const pieces: Piece[] = [];
  let length = 0;

  function add(text: string, span: Span): void {
    if (text === "") return;
    pieces.push({ at: length, span });
    parts.push(text);
    length += text.length;
  }

  function copy(start: number, end: number): void {
    let from = start;
    for (const match of source.slice(start, end).matchAll(/\r\n?/g)) {
      const at = start + match.index;
      add(source.slice(from, at), { start: from, end: at });
      add("\n", { start: at, end: at + match[0].length });
      from = at + match[0].length;
    }
    add(source.slice(from, end), { start: from, end });
  }

  return { copy, put: add, build: () => trim(parts.join(""), pieces) };
}

function trim(text: string, pieces: readonly Piece[]): PieceText {
  const cut = text.length - text.trimStart().length;
  const kept = text.trim();
  if (cut === 0 && kept.length === text.length) return { text, pieces };
  const result: Piece[] = [];
  for (const [index, { at, span }] of pieces.entries()) {
    const until = pieces[index + 1]?.at ?? text.length;
    if (until <= cut || at >= cut + kept.length) continue;
    const start = Math.max(at, cut);
    const end = Math.min(until, cut + kept.length);
    const exact = until - at === span.end - span.start;
    const source = exact ? { start: span.start + start - at, end: span.start + end - at } : span;
    result.push({ at: start - cut, span: source });
  }
  return { text: kept, pieces: result };
}
