/** What every reader makes of bytes: blocks of text that know where they stand (design 4.3). */
import { type Range } from "vscode-languageserver-types";
import { type Skipped } from "../protocol";

export type BlockKind = "heading" | "paragraph" | "listItem" | "tableCell" | "code" | "comment" | "string";

/** UTF-16 offsets into the document's text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Block {
  readonly kind: BlockKind;
  /** Readable text: marks such as `**` and `#` removed. The source's own text is at `span`. */
  readonly text: string;
  readonly span: Span;
  /** Headings above the block, outermost first; a heading's own text is the last entry of its own path. */
  readonly headings: readonly string[];
  /** 1 to 6, for headings. */
  readonly level?: number;
}

export type DocumentFormat = "markdown" | "text" | "source";

export interface SourceDocument {
  readonly uri: string;
  /** LSP language id, e.g. `markdown`, `typescript`, `plaintext`. */
  readonly languageId: string;
  readonly format: DocumentFormat;
  /** The text as the editor has it; every span and range points into it. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly unread: readonly Skipped[];
  rangeOf(span: Span): Range;
}
