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

/** What a person decided about a finding. The first two excuse it, if nobody else must agree. */
export const verdicts = ["falsePositive", "acceptedRisk", "toFix", "fixed"] as const;
export type Verdict = (typeof verdicts)[number];

/** A person and a day (YYYY-MM-DD). */
export interface Signature {
  readonly by: string;
  readonly on: string;
}

export interface FindingDecision extends Signature {
  readonly verdict: Verdict;
  readonly reason: string;
  /** YYYY-MM-DD: until when it is to be fixed, or the last day on which the risk is accepted. */
  readonly due?: string;
  /** Who is to fix it. */
  readonly owner?: string;
  readonly approvals: readonly Signature[];
  /**
   * `inForce`: the finding is excused. `waiting`: others must agree first. `ended`: its day has passed. `open`: to be
   * fixed. `stillFound`: said to be fixed, but it is there.
   */
  readonly state: "inForce" | "waiting" | "ended" | "open" | "stillFound";
}

/** Hashes that tell a finding again in a later review; no text can be read from them. */
export interface Fingerprint {
  /** Of the rule and the evidence. */
  readonly evidence: string;
  /** Of what stands around it: the lines and headings; the section where a model judged it. */
  readonly context: string;
}

export interface Finding {
  /** The same in every review until the text changes; 12 hexadecimal digits. */
  readonly id?: string;
  readonly fingerprint?: Fingerprint;
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
  /** Only of what a model judged: the share of equal votes, or what it says of itself; 0 to 1. */
  readonly confidence?: number;
  readonly suppression?: { readonly reason: string; readonly owner?: string; readonly until?: string };
  readonly decision?: FindingDecision;
  /** What the rule pack asks of an exception beside its reason; absent where it asks nothing. */
  readonly waiver?: {
    /** People who must agree, beside the one who decides. */
    readonly approvals?: number;
    /** An accepted risk needs a last day. */
    readonly until?: true;
  };
  /** It is in the baseline: an old one, which fails no pipeline. */
  readonly known?: true;
  readonly fix?: FindingFix;
  readonly related?: readonly RelatedPlace[];
  readonly refs: readonly Reference[];
}

export interface Skipped {
  readonly where: string;
  readonly why: string;
  /**
   * A note; nothing is missing: the file holds no text by its kind, was read although nobody sees it or its name says
   * otherwise, is a picture that its author has described, or was left out because somebody wanted it so.
   */
  readonly textless?: true;
}

/** Rules that only a model can judge and that none was asked about. */
export interface UnjudgedRules {
  /** `PACK RULE`. */
  readonly rules: readonly string[];
  /** Why nobody was asked, and what to do; in the user's language. */
  readonly why: string;
  /** Somebody waits for the judgement: without it the review is incomplete. */
  readonly required?: true;
}

/** How a model did in the exam of a pack's judge rules. */
export interface JudgeExam {
  readonly pack: string;
  readonly standing: "confirms" | "advises" | "not-asked";
  /** Examples that were asked. */
  readonly cases: number;
  /** Examples of the whole exam, where it ended early: it could not be passed any more. */
  readonly of?: number;
  /** 0 to 1. */
  readonly precision: number;
  readonly recall: number;
  /** Rules whose findings are hints although the pack's are confirmed: the model got them wrong as often as right. */
  readonly hints?: readonly string[];
}

/** What a model judged. A question is one rule on one section; each ends in one of the counts. */
export interface JudgeCoverage {
  /** Judgements of another model or engine are not comparable with these. */
  readonly model: string;
  readonly sha256?: string;
  readonly engine: string;
  readonly exams: readonly JudgeExam[];
  readonly questions: number;
  /** Not asked, because the pack limits its rules to the sections that are most like them; absent: none. */
  readonly leftOut?: number;
  readonly violations: number;
  readonly compliant: number;
  readonly notApplicable: number;
  /** A first look saw a violation, a second look with the text alone did not. */
  readonly setAside: number;
  /** Violations whose quote is not in the section. */
  readonly unlocated: number;
  /** Each is listed under `skipped`. */
  readonly notJudged: number;
  /** Sentences that tell the reviewer what to think, which the model was not shown. */
  readonly hidden: number;
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
  /** Absent when no model was asked. */
  readonly judged?: JudgeCoverage;
  /** Absent when every rule that applies was checked or put to a model. */
  readonly unjudged?: readonly UnjudgedRules[];
  readonly skipped: readonly Skipped[];
}

export interface ReviewReport {
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
}
