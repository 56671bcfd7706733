/** What the readers of a Word document's parts share while they go through it. */
import { type XmlElement } from "../xml";
import { type Counters } from "./counters";
import { type Fields } from "./fields";
import { type Lists } from "./numbering";
import { type StoryItem } from "./story";
import { type Styles } from "./styles";
import { type Unread } from "./unread";

export interface StoryContext {
  readonly styles: Styles;
  readonly lists: Lists;
  readonly counters: Counters;
  readonly unread: Unread;
  readonly notes: Notes;
  /** Charts and diagrams of this part, by the id of their relation. */
  readonly drawings: ReadonlyMap<string, readonly StoryItem[]>;
  readonly fields: Fields;
  /** Reads the blocks of a cell, text box or note: `blocks`, which all of these are called from. */
  readonly blocks: (elements: readonly XmlElement[], story: StoryContext) => Iterable<StoryItem>;
  /** A header or footer: what stands across its page is a watermark. */
  readonly running: boolean;
  /** How many notes stand around this one. */
  readonly depth: number;
}

export type NoteKind = "footnote" | "endnote" | "comment";

export interface Notes {
  /** The note's element and its mark (`[^1]`); undefined for one that is missing or was read before. */
  take(kind: NoteKind, id: string): { readonly element: XmlElement; readonly mark: string } | undefined;
}
