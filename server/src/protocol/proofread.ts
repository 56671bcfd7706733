/** Proofreading: what is found by rules, what a model may reword, and the copy of a Word file with the corrections. */
import { type Range } from "vscode-languageserver-types";
import { type Skipped } from "./findings";

/** What can be switched off, and corrected together. */
export const proofKinds = [
  "width",
  "characters",
  "term",
  "spelling",
  "typo",
  "repetition",
  "particle",
  "inflection",
  "negative",
  "style",
  "length",
  "bracket",
  "punctuation",
  "honorific",
  "grammar",
] as const;
export type ProofKind = (typeof proofKinds)[number];

export const proofStyles = ["general", "public", "technical", "technicalShort"] as const;
export type ProofStyle = (typeof proofStyles)[number];

/** Source of the diagnostics. */
export const proofreadSource = "Hanare proofread";

export interface ProofFinding {
  readonly kind: ProofKind;
  /** In the user's language. */
  readonly message: string;
  /** In the document, or in the view of a file that is no text (`place`). */
  readonly anchor: Range;
  /** As `Finding.place`. */
  readonly place?: string;
  /** The source's own text at the anchor. */
  readonly quote: string;
  /** What may stand there instead; absent where a person must decide. */
  readonly suggestion?: string;
  /** The sentence it stands in, which a model may reword. */
  readonly sentence: Range;
  /** A word that the user may want to have ignored from now on. */
  readonly word?: string;
}

/** What a diagnostic of the source `proofreadSource` carries in `data`. */
export type ProofData = Pick<ProofFinding, "kind" | "place" | "suggestion" | "sentence" | "word">;

export interface ProofreadReport {
  readonly findings: readonly ProofFinding[];
  /** Sentences that were checked. */
  readonly sentences: number;
  /** What was not read or not checked, and why. */
  readonly skipped: readonly Skipped[];
  /** Errors of the list of terms, each with its line. */
  readonly problems: readonly string[];
}

/** Client to server: proofread one document; its diagnostics are published and stay up to date until it is closed. */
export namespace ProofreadRequest {
  export const method = "hanare/proofread";
  export type Params = { readonly uri: string; readonly workDoneToken?: string | number };
  export type Result = ProofreadReport;
}

/** Client to server: a copy of a Word file with the corrections as tracked changes. The server writes nothing. */
export namespace ProofreadCopyRequest {
  export const method = "hanare/proofreadCopy";
  export type Params = {
    readonly uri: string;
    /** Date and time of the changes, ISO 8601. */
    readonly when: string;
  };
  export type Result = {
    /** Without a folder. */
    readonly name: string;
    /** Base64. */
    readonly content: string;
    /** Corrections that stand in the copy. */
    readonly applied: number;
    /** Corrections that could not be put in: their words are in a header, a field or an earlier change. */
    readonly left: number;
    /** Findings without a correction. */
    readonly open: number;
  };
}

/** Client to server: the assistant model words one sentence anew. Nothing is changed in the document. */
export namespace RewriteRequest {
  export const method = "hanare/rewriteSentence";
  export type Params = { readonly uri: string; readonly range: Range };
  export type Result =
    | { readonly before: string; readonly after: string }
    /** Why there is no wording that may be shown. `wording`: what the model said, for the user to see. */
    | { readonly before: string; readonly refused: string; readonly wording?: string };
}

/** Client to server: the word goes into the user's list of terms, to be left alone from now on. */
export namespace IgnoreWordRequest {
  export const method = "hanare/ignoreWord";
  export type Params = { readonly uri: string; readonly word: string };
  /** URI of the list. */
  export type Result = { readonly list: string };
}
