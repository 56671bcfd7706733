/** What changed between two versions of a document: clause by clause, both quoted. */
import { type Skipped } from "./findings";
import { type Citation } from "./summary";

export type ChangeKind = "added" | "removed" | "changed" | "moved";

/** What a change does beside other words. */
export type ChangeFact =
  /** A number, an amount, a date; one side is absent where it came or went. */
  | { readonly kind: "value"; readonly old?: string; readonly new?: string }
  /** 以内 became 以上: the same number means something else. */
  | { readonly kind: "bound"; readonly old: string; readonly new: string }
  /** Obligation, prohibition, permission, condition, …: what the old and the new text do. */
  | { readonly kind: "modality"; readonly old: readonly string[]; readonly new: readonly string[] };

/** `text`: the same in words, in the user's language. */
export type ChangeDetail = ChangeFact & { readonly text: string };

export interface ChangedClause {
  readonly kind: ChangeKind;
  /** What the clause is called: 第2章 › 第5条（目的）. */
  readonly clause: string;
  /** The clause's name in the old version, where it is another one. */
  readonly oldClause?: string;
  /** Absent for what was added or removed. */
  readonly old?: Citation;
  readonly new?: Citation;
  readonly details: readonly ChangeDetail[];
}

/** A clause of another document that a change touches. */
export interface AffectedClause {
  /** Index in `Comparison.changes`. */
  readonly change: number;
  readonly uri: string;
  readonly title: string;
  readonly clause: string;
  readonly citation: Citation;
  /** It cites the clause, holds the old figure, or says much of the same. */
  readonly why: readonly ("cites" | "figure" | "words")[];
}

export interface Comparison {
  readonly oldUri: string;
  readonly newUri: string;
  readonly oldTitle: string;
  readonly newTitle: string;
  /** The stricter mark of the two. */
  readonly mark?: string;
  /** In the order of the new version; what was removed stands where it stood. */
  readonly changes: readonly ChangedClause[];
  /** Paragraphs, items and rows that say the same in both. */
  readonly unchanged: number;
  /** Only where other documents were looked at. */
  readonly affected?: readonly AffectedClause[];
  /** How many documents these were. */
  readonly rules?: number;
  /** What was not compared, each with the version it belongs to. */
  readonly unread: readonly Skipped[];
}

/** Formats that a comparison can be saved in (新旧対照表). */
export const comparisonFormats = ["docx", "xlsx", "csv", "markdown", "json"] as const;
export type ComparisonFormat = (typeof comparisonFormats)[number];

/** Client to server: what changed from one version to another. */
export namespace CompareRequest {
  export const method = "hanare/compare";
  export type Params = {
    readonly oldUri: string;
    readonly newUri: string;
    /** Files and folders of rules whose clauses the changes may touch. */
    readonly rules?: readonly string[];
    readonly workDoneToken?: string | number;
  };
  export type Result = Comparison;
}

/** Client to server: the same as a file. The server writes none. */
export namespace SaveComparisonRequest {
  export const method = "hanare/saveComparison";
  export type Params = Omit<CompareRequest.Params, "workDoneToken"> & {
    readonly format: ComparisonFormat;
  };
  /** `content`: Base64. */
  export type Result = { readonly name: string; readonly content: string };
}
