/** What the readers of an OpenDocument text's parts share while they go through it. */
import { type StoryItem } from "../docx/story";
import { type Unread } from "../docx/unread";
import { type XmlElement } from "../xml";
import { type Lists, type OpenList } from "./lists";
import { type OdtStyles } from "./styles";

export interface OdtStory {
  readonly styles: OdtStyles;
  readonly lists: Lists;
  readonly unread: Unread;
  /** Formulas and charts by the folder they stand in. */
  readonly objects: ReadonlyMap<string, EmbeddedObject>;
  /** A header or footer: a shape named so is a watermark there. */
  readonly running: boolean;
  /** How many notes stand around this one. */
  readonly depth: number;
  /** Counts the notes that have no citation of their own. */
  readonly nextNote: () => number;
  /** Reads the blocks of a cell, text box or note: `blocks`, which all of these are called from. */
  readonly blocks: (elements: readonly XmlElement[], story: OdtStory, list?: OpenList) => Iterable<StoryItem>;
}

/** A formula stands in its line, a chart's words behind the paragraph. */
export type EmbeddedObject = { readonly formula: string } | { readonly chart: XmlElement };
