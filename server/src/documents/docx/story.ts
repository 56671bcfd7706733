/** What a Word or OpenDocument file consists of, before it is written into the text view. */
import { type PlacePart } from "../document";

/** A paragraph, heading or list item. */
export interface TextItem {
  readonly text: string;
  /** 1 to 6: the outline level of a heading. */
  readonly level?: number;
  /** The number or bullet before the text: `第1条`, `(1)`, `•`. */
  readonly mark?: string;
  /** Of a list item, from 0. */
  readonly depth?: number;
  readonly part?: PlacePart;
}

export interface TableItem {
  readonly rows: readonly TableRow[];
  readonly part?: PlacePart;
}

export interface TableRow {
  readonly header: boolean;
  /** One a column: the columns that a merged cell reaches over are empty. */
  readonly cells: readonly (readonly StoryItem[])[];
}

export type StoryItem = TextItem | TableItem;

/** Columns of a table: as many as Word allows, and more than OpenDocument texts have. */
export const mostColumns = 63;

/** The items as those of a part; what stands in a part of its own (a note in a text box) keeps it. */
export const inPart = (items: readonly StoryItem[], part: PlacePart): readonly StoryItem[] =>
  items.map((item) => ({ ...item, part: item.part ?? part }));

/** The items with a mark at the first text, as a note or comment shows it. */
export function marked(items: readonly StoryItem[], mark: string): readonly StoryItem[] {
  const at = items.findIndex((item) => "text" in item && item.text.trim() !== "");
  return items.map((item, index) =>
    index === at && "text" in item
      ? { ...item, mark: item.mark === undefined ? mark : `${mark} ${item.mark}` }
      : item,
  );
}
