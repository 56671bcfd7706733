/** What a filter gets and gives. */
import { type Hole } from "../hole";

export interface Draft {
  /** With LF line breaks. */
  readonly text: string;
  /** Characters of the rest of the cursor's line that the text stands for and replaces. */
  readonly replace: number;
}

export interface FilterContext {
  readonly hole: Hole;
  readonly multiline: boolean;
  /** Can the file's encoding hold this character? Absent: it holds all. */
  readonly encodable?: (char: string) => boolean;
}

/** Pure. Undefined drops the suggestion; the caller records the filter's name. */
export type Filter = (draft: Draft, context: FilterContext) => Draft | undefined;

/** The text up to `end`. What was cut no longer replaces anything. */
export function cutAt(draft: Draft, end: number): Draft {
  return end >= draft.text.length ? draft : { text: draft.text.slice(0, Math.max(0, end)), replace: 0 };
}
