/** A part of another file that the model gets to read before it completes. */
import { type ContextSource } from "../../protocol";

export interface ContextPiece {
  readonly source: ContextSource;
  readonly uri: string;
  /** As the model sees it: relative to the workspace folder, with `/`. */
  readonly path: string;
  /** Lines of the file, the last one exclusive. */
  readonly lines: { readonly start: number; readonly end: number };
  /** With LF line breaks and none at the end. */
  readonly text: string;
}
