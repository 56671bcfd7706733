/** Rule packs as they are checked: texts, patterns and globs compiled, every rule complete. */
import { type Reference, type Severity } from "../protocol";
import { type Language } from "../util/l10n";
import { type Counterpart } from "./cross/pairs";
import { type ValueTest } from "./matchers/valueTest";
import { type Pattern } from "./matchers/pattern";
import { type Structure } from "./matchers/structure";

/** Both languages; a pack that gives one string gives it for both. */
export type LocalizedText = Readonly<Record<Language, string>>;

export type Scope = "file" | "section" | "paragraph" | "line" | "comment" | "string" | "code";

export interface Applies {
  /** LSP language ids; absent: all. */
  readonly languages?: ReadonlySet<string>;
  /** Of a path relative to its workspace folder, with `/`. */
  readonly matchesPath: (path: string) => boolean;
  readonly scope: Scope;
}

/** A text beside the hit that must or must not be there. */
export interface Condition {
  readonly pattern: Pattern;
  readonly lines: number;
  readonly characters: number;
}

/** Where a matcher hits: a pattern of the unit's text, or a structure that sees the document around it, too. */
export interface Matcher {
  readonly search: Pattern | Structure;
  readonly near?: Condition;
  readonly notNear?: Condition;
  /** Bits per character. */
  readonly entropy?: number;
  /** The hit counts when its number is outside. */
  readonly value?: ValueTest;
}

/** A tree-sitter query; in files of other languages it finds nothing. */
export interface AstMatcher {
  /** LSP language ids, each with a grammar. */
  readonly languages: ReadonlySet<string>;
  readonly query: string;
  readonly near?: Condition;
  readonly notNear?: Condition;
  /** Bits per character of `@value`. */
  readonly entropy?: number;
}

export interface Requirement {
  readonly pattern: Pattern;
  /** The pattern looks at headings, not at the whole text. */
  readonly heading: boolean;
  readonly label?: LocalizedText;
}

/** Where and how one kind of file states a fact. */
export interface FactPattern {
  readonly pattern: Pattern;
  readonly languages?: ReadonlySet<string>;
  readonly matchesPath: (path: string) => boolean;
  /** As `Value.unit`: what a number without a unit means here; empty when it is compared as it is. */
  readonly unit: string;
  /** What these files say is right. */
  readonly authority: boolean;
}

/** One fact that every file must state alike. */
export interface Consistency {
  readonly facts: readonly FactPattern[];
  readonly compare: "value" | "text";
}

export const parityParts = ["headings", "steps", "warnings", "numbers"] as const;
export type ParityPart = (typeof parityParts)[number];

/** Documents in two languages that must say the same. */
export interface Parity {
  readonly pairs: readonly { readonly left: Counterpart; readonly right: Counterpart }[];
  readonly compare: ReadonlySet<ParityPart>;
}

export interface RuleFix {
  readonly kind: "replace" | "insert";
  readonly text: LocalizedText;
  readonly title?: LocalizedText;
  readonly at: "start" | "end";
}

/** What a model judges: what a violation is, what is none. */
export interface JudgeCriteria {
  readonly violation: LocalizedText;
  readonly compliant?: LocalizedText;
  readonly exceptions: readonly LocalizedText[];
  /** At most so many sections of a document are asked about; absent: all that the match hits. */
  readonly sections?: number;
}

export interface RuleExample {
  readonly text: string;
  readonly quote?: string;
  readonly language?: string;
  readonly path?: string;
  /** Files that are reviewed with it, for rules that compare files. */
  readonly with?: readonly { readonly path: string; readonly text: string; readonly language?: string }[];
  /** From 1, in the file of `Rule.origin`. */
  readonly line?: number;
}

export interface Rule {
  readonly id: string;
  /** Where the rule is written; line from 1. */
  readonly origin?: { readonly uri: string; readonly line: number };
  readonly severity: Severity;
  readonly message: LocalizedText;
  readonly title?: LocalizedText;
  readonly help?: LocalizedText;
  readonly applies: Applies;
  readonly any: readonly Matcher[];
  readonly all: readonly Matcher[];
  readonly none: readonly Matcher[];
  readonly required: readonly Requirement[];
  readonly consistency?: Consistency;
  readonly parity?: Parity;
  /** Its hits are findings as those of `any` are; `all` and `none` then look at the whole file. */
  readonly ast?: AstMatcher;
  /** Set for a rule that a model judges; `match` is then what it looks at. */
  readonly judge?: JudgeCriteria;
  /** The part of the rule that code alone cannot decide; without a model such a rule is reported as not judged. */
  readonly unjudged?: "judge";
  readonly mask: boolean;
  readonly fix?: RuleFix;
  readonly refs: readonly Reference[];
  readonly tests: { readonly violation: readonly RuleExample[]; readonly ok: readonly RuleExample[] };
}

/** What a model must reach to confirm findings, where the pack does not say otherwise. */
export const defaultGate = { precision: 0.8, recall: 0.7 } as const;

export interface RulePack {
  readonly id: string;
  readonly version: string;
  readonly title: LocalizedText;
  readonly uri: string;
  /** It comes with Hanare: its text is nobody's secret. */
  readonly shipped?: true;
  /** Days as YYYY-MM-DD, both included; absent: open. */
  readonly effective: { readonly from?: string; readonly until?: string };
  readonly owner?: string;
  readonly approver?: string;
  /** People who must agree to an exception from a rule of high or critical severity, beside the one who makes it. */
  readonly approvals: number;
  /** SHA-256 of the pack's file and of those it extends. */
  readonly sha256: string;
  /** What a suppression must state beside its reason. */
  readonly suppression: { readonly owner: boolean; readonly until: boolean };
  /** What a model must reach in the pack's exam to confirm findings, each 0 to 1; absent: `defaultGate`. */
  readonly gate?: { readonly precision: number; readonly recall: number };
  /** A review in which no model has judged the pack's `judge` rules is incomplete. */
  readonly judgeRequired: boolean;
  readonly rules: readonly Rule[];
  /** Ids of extended rules that this pack switches off. */
  readonly switchedOff: readonly string[];
  /** Rules of extended packs that a pack of the user's has changed. */
  readonly changes: readonly RuleChange[];
}

export interface RuleChange {
  readonly rule: string;
  /** Ids of the pack that has the rule, and of the one that changes it. */
  readonly of: string;
  readonly by: string;
  /** It is switched off. */
  readonly off: boolean;
}

/** What reports tell about a rule. */
export interface RuleInfo {
  readonly id: string;
  readonly pack: string;
  readonly packVersion: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly help: string;
  readonly refs: readonly Reference[];
  /** What the rule finds is a secret or personal: exports show it masked. */
  readonly mask?: true;
}

/** What reports tell about a pack. */
export interface PackInfo {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly from?: string;
  readonly until?: string;
  readonly owner?: string;
  readonly approver?: string;
  readonly sha256: string;
}
