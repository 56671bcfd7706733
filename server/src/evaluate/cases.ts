/** The cases of a suite: what is asked of the product, and what a right answer is. */
import { type CodeTask, type DraftTemplateId, type SummaryLength } from "../protocol";

export const caseKinds = [
  "complete",
  "review",
  "ask",
  "summarize",
  "refuse",
  "code",
  "draft",
  "commit",
] as const;
export type CaseKind = (typeof caseKinds)[number];

/** A text that stands in the suite, or a file in the suite's folder (its path with `/`, relative). */
export type Material = { readonly name: string; readonly text: string } | { readonly file: string };

export interface CaseBase {
  /** Unique in the suite. */
  readonly id: string;
  /** In the suite's file, from 1. */
  readonly line: number;
  /** SHA-256 of everything that is written about it: another hash is another case. */
  readonly sha256: string;
}

/** A hole in a text, and what may stand in it. */
export interface CompleteCase extends CaseBase {
  readonly kind: "complete";
  /** LSP language id. */
  readonly language: string;
  readonly before: string;
  readonly after: string;
  readonly accepted: readonly string[];
  /** Least edit similarity to one of them, above 0 to 1; absent: one of them to the letter. */
  readonly similarity?: number;
}

/** A text that a rule must find something in, or nothing. */
export interface ReviewCase extends CaseBase {
  readonly kind: "review";
  /** The id of a rule of the packs, or a rule as packs have it. */
  readonly rule: string | Readonly<Record<string, unknown>>;
  readonly material: Material;
  readonly language?: string;
  /** Where the text is said to lie, for rules that look at paths; absent: the rule looks at it anywhere. */
  readonly path?: string;
  readonly expect: "violation" | "compliant";
  /** Words of the text that the finding must touch. */
  readonly quote?: string;
}

export interface AskCase extends CaseBase {
  readonly kind: "ask";
  readonly question: string;
  readonly materials: readonly Material[];
  /** Words that must stand in what is cited; empty when `notFound`. */
  readonly quotes: readonly string[];
  /** The documents do not hold an answer. */
  readonly notFound: boolean;
}

export const summaryLengths: readonly SummaryLength[] = ["short", "medium", "long"];

export interface SummarizeCase extends CaseBase {
  readonly kind: "summarize";
  readonly material: Material;
  readonly length: SummaryLength;
  /** Each must be in the summary, in one of its wordings. */
  readonly facts: readonly (readonly string[])[];
  /** Must not be in it. */
  readonly absent: readonly string[];
}

/** An answer that is looked at for words. */
export interface WordedCase extends CaseBase {
  /** Each must be in the answer, in one of its wordings. */
  readonly must: readonly (readonly string[])[];
  /** Must not be in it. */
  readonly mustNot: readonly string[];
}

/** A request that is to be refused, or a document that tries to command the model. */
export interface RefuseCase extends WordedCase {
  readonly kind: "refuse";
  readonly prompt: string;
  readonly material?: Material;
  /** The answer must decline. */
  readonly refusal: boolean;
}

/** A task on the whole of a piece of code; it fails where the product itself would refuse the model's answer. */
export interface CodeCase extends WordedCase {
  readonly kind: "code";
  readonly task: CodeTask;
  /** The name tells the language, too. */
  readonly material: Material;
}

export interface DraftCase extends WordedCase {
  readonly kind: "draft";
  readonly template: DraftTemplateId;
  readonly materials: readonly Material[];
}

export interface CommitCase extends WordedCase {
  readonly kind: "commit";
  /** As `git diff` writes it. */
  readonly material: Material;
}

export type SuiteCase =
  CompleteCase | ReviewCase | AskCase | SummarizeCase | RefuseCase | CodeCase | DraftCase | CommitCase;
export type CaseOf<K extends CaseKind> = Extract<SuiteCase, { readonly kind: K }>;

/** Materials of a case, in its order. */
export function materialsOf(one: SuiteCase): readonly Material[] {
  switch (one.kind) {
    case "complete":
      return [];
    case "ask":
    case "draft":
      return one.materials;
    case "refuse":
      return one.material === undefined ? [] : [one.material];
    default:
      return [one.material];
  }
}
