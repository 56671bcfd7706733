/** A template: named slots that a kind of document is expected to fill, and the words by which it is known. */
import { divided } from "../../documents/wordFinder";
import { type Language } from "../../util/l10n";

export interface Slot {
  readonly title: Readonly<Record<Language, string>>;
  /** A section whose heading holds one of these belongs to the slot. Plain words, no patterns. */
  readonly headings: readonly string[];
  /** So does a sentence that holds one of these, wherever it stands. */
  readonly words: readonly string[];
  /** Most sentences of the slot in the longest summary. */
  readonly most: number;
}

export interface Template {
  readonly id: string;
  readonly title: Readonly<Record<Language, string>>;
  /** Words in a document's title or file name that choose this template. */
  readonly signs: readonly string[];
  /** None: the summary goes by the document's own headings. */
  readonly slots: readonly Slot[];
  /** Only by hand. */
  readonly byHand?: true;
}

/** A built-in slot in one line: its titles, headings and words in both languages, divided by `|`. */
export const slot = (
  [ja, en]: readonly [ja: string, en: string],
  headings: string,
  words = "",
  most = 5,
): Slot => ({
  title: { ja, en },
  headings: divided(headings),
  words: divided(words),
  most,
});
