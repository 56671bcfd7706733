/** What a rule of proofreading is: passages of one document in, places out. Deterministic. */
import { type ProofKind } from "../protocol";
import { type HouseStyle } from "./houseStyle";
import { type Passage } from "./passage";
import { type Token } from "./tokens";

export interface Hit {
  readonly passage: Passage;
  /** Offsets in the passage's text. */
  readonly start: number;
  readonly end: number;
  readonly kind: ProofKind;
  /** In the user's language. */
  readonly message: string;
  readonly suggestion?: string;
  /** The suggestion is the same word in other letters (する事, すること): it cannot change what is said. */
  readonly sameWord?: true;
  /** A word that the user may want to have ignored. */
  readonly word?: string;
}

export interface RuleInput {
  readonly passages: readonly Passage[];
  readonly style: HouseStyle;
  /** Of each sentence of a passage; empty where the tokeniser does not work, or the passage is not Japanese. */
  tokensOf(passage: Passage): readonly (readonly Token[])[];
}

export type Rule = (input: RuleInput) => readonly Hit[];

/** A rule that looks at one passage after the other. */
export const perPassage =
  (look: (passage: Passage, input: RuleInput) => readonly Hit[]): Rule =>
  (input) =>
    input.passages.flatMap((passage) => look(passage, input));

/** Every match of a pattern in a text of the passage. */
export function* matchesIn(text: string, pattern: RegExp): Generator<RegExpExecArray> {
  for (const match of text.matchAll(pattern)) if (match[0] !== "") yield match;
}
