/** What a review says (design 4.5). Plain data, the same in the editor, the CLI and every report. */
import { type Range } from "vscode-languageserver-types";

export type Severity = "info" | "low" | "medium" | "high" | "critical";

/** From the mildest to the gravest. */
export const severities: readonly Severity[] = ["info", "low", "medium", "high", "critical"];

export interface Reference {
  /** Clause of a law or standard, as its readers cite it. */
  readonly control: string;
  readonly url?: string;
}

export interface FindingFix {
  readonly title: string;
  readonly range: Range;
  readonly newText: string;
}

/** Another place that belongs to a finding: the manual that says otherwise, the step before. */
export interface RelatedPlace {
  readonly uri: string;
  readonly anchor: Range;
  /** As `Finding.place`. */
  readonly place?: string;
  /** The source's own text there, masked as evidence is. */
  readonly evidence: string;
}

export interface Finding {
  readonly rule: string;
  readonly pack: string;
  readonly severity: Severity;
  /** In the user's language; personal data and secrets are masked. */
  readonly message: string;
  readonly uri: string;
  /** In the document, or in the view of a file that is no text (`place`). */
  readonly anchor: Range;
  /**
   * Only in a file that is no text (Word, PDF): where its readers find it, e.g. `Page 3`, `Sheet1!B7`. The anchor is
   * then a range of the file's text view.
   */
  readonly place?: string;
  /** The source's own text at the anchor, masked where the rule says so. */
  readonly evidence: string;
  readonly status: "confirmed" | "advisory" | "unlocated" | "suppressed";
  readonly source: "match" | "judge" | "match+judge";
  readonly suppression?: { readonly reason: string; readonly owner?: string; readonly until?: string };
  readonly fix?: FindingFix;
  readonly related?: readonly RelatedPlace[];
  readonly refs: readonly Reference[];
}

export interface Skipped {
  readonly where: string;
  readonly why: string;
  /** Named, but nothing is missing: the file holds no text by its kind, or was read although nobody sees it or its name says otherwise. */
  readonly textless?: true;
}

/** Nothing is silently left out (promise P3). */
export interface Coverage {
  /** Files that were found. */
  readonly files: number;
  /** Files that were read and checked by every rule that applies to them. */
  readonly reviewed: number;
  /** Sections of the reviewed documents. */
  readonly sections: number;
  readonly rules: number;
  readonly skipped: readonly Skipped[];
}

export interface ReviewReport {
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}
