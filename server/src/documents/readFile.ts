/** What a reader of one format makes of a file's bytes, and the table of such readers. */
import { type Skipped } from "../protocol";
import { type Block, type DocumentFormat } from "./document";

/** A file that is no text, read: the text view that the editor shows, and its blocks (`viewBuilder.ts`). */
export interface ReadFile {
  readonly text: string;
  /** In document order; their spans point into `text`. */
  readonly blocks: readonly Block[];
  /** What was left out of the file, in the user's language: an image-only page, a hidden sheet, a chart. */
  readonly unread: readonly Skipped[];
}

/** Lets the event loop run; a reader of a big file awaits it after every 50 ms or so of work. */
export type Pause = () => Promise<void>;

/**
 * Reads the bytes of one format. Throws an `ArchiveError` (what is wrong and the next step, in the user's
 * language) when the file cannot be read, and the signal's reason when aborted.
 */
export type Reader = (bytes: Uint8Array, signal: AbortSignal, pause?: Pause) => Promise<ReadFile> | ReadFile;

/** Formats that are read from bytes, not from text. */
export type BinaryFormat = Extract<DocumentFormat, "docx" | "pptx" | "xlsx" | "odt" | "pdf">;

export type Readers = Readonly<Partial<Record<BinaryFormat, Reader>>>;
