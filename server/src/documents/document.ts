/** What every reader makes of bytes: blocks of text that know where they stand (design 4.3). */
import { type Range } from "vscode-languageserver-types";
import { type Skipped } from "../protocol";
import { type SyntaxView } from "./syntax/port";

export type BlockKind = "heading" | "paragraph" | "listItem" | "tableCell" | "code" | "comment" | "string";

/** UTF-16 offsets into the document's text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a stretch of a block's text comes from. It reaches to the next piece's `at`; when it is as long
 * as its span it maps character by character, otherwise (`&amp;`, a line break between two comment
 * lines) as a whole.
 */
export interface Piece {
  /** Offset into the block's text. */
  readonly at: number;
  readonly span: Span;
}

/** Where a block stands in a file that has no lines of its own, as its readers name it. */
export interface Place {
  /** From 1. */
  readonly page?: number;
  readonly slide?: number;
  /** As a spreadsheet shows it: `Sheet1!B7`. */
  readonly cell?: string;
  /** Outside the running text. */
  readonly part?: PlacePart;
}

export type PlacePart =
  "header" | "footer" | "footnote" | "endnote" | "comment" | "textBox" | "watermark" | "notes" | "hidden";

export interface Block {
  readonly kind: BlockKind;
  /** Readable text: marks such as `**` and `#` removed, line breaks as `\n`. */
  readonly text: string;
  /** The whole block in the document, marks included. */
  readonly span: Span;
  readonly pieces: readonly Piece[];
  /** Headings above the block, outermost first; a heading's own text is the last entry of its own path. */
  readonly headings: readonly string[];
  /** 1 to 6, for headings. */
  readonly level?: number;
  /** The table row of a cell. */
  readonly row?: Span;
  /** A cell of a table's header row. */
  readonly header?: boolean;
  readonly place?: Place;
}

export type DocumentFormat =
  "markdown" | "text" | "source" | "html" | "csv" | "docx" | "pptx" | "xlsx" | "odt" | "pdf";

/** The text at a span as others may see it. */
export type Show = (span: Span) => string;

export interface SourceDocument {
  readonly uri: string;
  /** LSP language id, e.g. `markdown`, `typescript`, `plaintext`. */
  readonly languageId: string;
  readonly format: DocumentFormat;
  /**
   * The text as the editor has it; every span and range points into it. Of a file that is no text, the view
   * of it that `hanare-doc:` shows (`viewBuilder.ts`).
   */
  readonly text: string;
  /** In document order; the one `code` block of a source file comes first. */
  readonly blocks: readonly Block[];
  readonly unread: readonly Skipped[];
  /** Name of the sensitivity label in the file's properties. */
  readonly label?: string;
  /** Its title, keywords and other texts that its program keeps about it. */
  readonly properties?: readonly string[];
  /** Only of source code whose grammar is loaded. */
  readonly syntax?: SyntaxView;
  rangeOf(span: Span): Range;
  /**
   * Only of a file that is no text: where a span stands as the file's readers name it (`Page 3`, `Sheet1!B7`,
   * a heading and first words), in the user's language. Lines are lines of the view. `show`: the text at a span as it
   * may be shown, where not all of it may.
   */
  placeOf?(span: Span, show?: Show): string;
}

/** The span in the document of `block.text.slice(start, end)`; marks inside it are part of the span. */
export function sourceSpan(block: Block, start: number, end: number): Span {
  if (end <= start) {
    const at = sourceOf(block, start).start;
    return { start: at, end: at };
  }
  const first = sourceOf(block, start);
  const last = sourceOf(block, end - 1);
  return { start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}

function sourceOf({ pieces, text, span }: Block, offset: number): Span {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  if (piece === undefined) return span;
  const length = (pieces[low + 1]?.at ?? text.length) - piece.at;
  if (length !== piece.span.end - piece.span.start) return piece.span;
  const at = piece.span.start + offset - piece.at;
  return { start: at, end: Math.min(at + 1, piece.span.end) };
}
