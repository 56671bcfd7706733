/** A template of a draft: headings, and by what sentences of the sources are known that belong under each. */
import { divided } from "../documents/wordFinder";
import { type Language } from "../util/l10n";

/** What a sentence is by its form; words and headings alone do not tell a step. */
export type Form =
  "step" | "warning" | "trouble" | "role" | "limit" | "record" | "history" | "message" | "code";

export type Both = Readonly<Record<Language, string>>;

export interface Slot {
  /** Sources' headings that hold one of these stand over its sentences. Plain words, no patterns. */
  readonly headings: readonly string[];
  /** So does a sentence that holds one of these, wherever it stands. */
  readonly words: readonly string[];
  readonly forms: readonly Form[];
  /** Most sentences. */
  readonly most: number;
  /** Its sentences are steps, in order. */
  readonly numbered: boolean;
  /** What is asked for where no sentence is found; undefined: nothing, and such a part is left out. */
  readonly missing?: Both;
  /** What the sentences that are found must hold, or it is asked for. */
  readonly needs?: "period";
  /** What the sources cannot know of the new document. */
  readonly always?: Both;
}

export interface TemplatePart {
  readonly title: Both;
  /** 2 to 6. */
  readonly level: number;
  readonly slot: Slot;
  /** Lines that the template asks for by name: `連絡先：`. */
  readonly fields: readonly string[];
}

export interface DraftTemplate {
  readonly id: string;
  /** Name of the kind of document. */
  readonly title: Both;
  /** A title of the draft that the template itself gives. */
  readonly heading?: string;
  /** The user's. */
  readonly own?: true;
  readonly parts: readonly TemplatePart[];
}

export type SlotOptions = Partial<Omit<Slot, "headings" | "words">>;

export const slotOf = (headings: string, words: string, options: SlotOptions = {}): Slot => ({
  headings: divided(headings),
  words: divided(words),
  ...{ forms: [], most: 30, numbered: false },
  ...options,
});
