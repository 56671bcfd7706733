/** What the document index reads, and what it answers. */
import { type CodeFiles } from "./codeTree";

/** UTF-16 offsets into the text of the document, end exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A stretch of a document that is found as a whole. */
export interface Passage {
  readonly span: TextSpan;
  /** Headings above it, outermost first. */
  readonly headings: readonly string[];
  /** Its words, without marks; headings of its path need not be in it. */
  readonly text: string;
}

/** What tells an unchanged file without reading it. */
export interface FileState {
  /** The same only while the content is: of a file its size and times, of an open document its version. */
  readonly stamp: string;
  readonly bytes: number;
  /** Open in the editor: the stamp means nothing once the editor is closed. */
  readonly isOpen: boolean;
}

/** A document's passages, or why it has none, in the user's language. */
export type DocumentPassages =
  | {
      readonly passages: readonly Passage[];
      /** What was left out of the document, and why, in the user's language. */
      readonly skipped?: readonly string[];
    }
  | {
      readonly unread: string;
      /** Nothing is missing: there is no text in files of this kind. */
      readonly textless?: true;
    };

/**
 * Files as the document index sees them. Of `CodeFiles`, `read` is asked for `.gitignore` files only, and
 * `isSource` says which files are worth reading by their name.
 */
export interface DocumentFiles extends CodeFiles {
  /** Undefined when there is no such file. */
  state(uri: string, signal: AbortSignal): Promise<FileState | undefined>;
  /** Its bytes, of an open document those of its text; undefined when it is gone or cannot be read. */
  load(uri: string, signal: AbortSignal): Promise<Uint8Array | undefined>;
  /** Rejects only with the signal's reason. */
  passages(uri: string, bytes: Uint8Array, signal: AbortSignal): Promise<DocumentPassages>;
}

export interface FoundPassage {
  readonly uri: string;
  readonly span: TextSpan;
  readonly headings: readonly string[];
  /** Above 0; only scores of the same query compare. */
  readonly score: number;
}

/** A file, or a part of one, that the index could not read. */
export interface UnreadFile {
  readonly uri: string;
  readonly why: string;
}
