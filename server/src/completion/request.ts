/** What the editor asks and gets, in offsets (UTF-16) of the document's own text. */
import { type CompletionSettings } from "../protocol";

export interface OffsetRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface InlineRequest {
  readonly uri: string;
  /** LSP language id. */
  readonly languageId: string;
  readonly text: string;
  /** Of the cursor. */
  readonly offset: number;
  /** Of the document; a request for an older version than the last one is answered with nothing. */
  readonly version: number;
  /** The user asked by hand: no waiting, more time, fewer places refused. */
  readonly explicit: boolean;
  readonly settings: CompletionSettings;
  /** Can the file's encoding hold this character (one code point)? Absent: it holds all. */
  readonly encodable?: (char: string) => boolean;
  /** What stands before and after the document in its notebook: the code of the other cells. */
  readonly surroundings?: { readonly before: string; readonly after: string };
  /** The item chosen in the editor's own suggestion list: the answer goes on from it. */
  readonly selected?: { readonly range: OffsetRange; readonly text: string };
}

export interface InlineItem {
  /** For `Completion.accepted`. */
  readonly id: number;
  /** With the document's own line breaks. */
  readonly text: string;
  /** What the text replaces; empty at the cursor unless it stands for the rest of the line as well. */
  readonly range: OffsetRange;
}

/** The document as the user sees it, once the selected item is accepted. */
export interface Place {
  readonly text: string;
  readonly offset: number;
  /** The selected item's text, which the answer begins with, and the range it takes in the real document. */
  readonly chosen: string;
  readonly range: OffsetRange;
}

export function placeOf({ text, offset, selected }: InlineRequest): Place {
  const apart = selected === undefined || offset < selected.range.start || offset > selected.range.end;
  if (apart) return { text, offset, chosen: "", range: { start: offset, end: offset } };
  const { range, text: chosen } = selected;
  return {
    text: text.slice(0, range.start) + chosen + text.slice(range.end),
    offset: range.start + chosen.length,
    chosen,
    range,
  };
}
