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
  /** The part of the rule that this version cannot judge; such a rule finds nothing and is reported. */
  readonly unjudged?: "judge";
  readonly mask: boolean;
  readonly fix?: RuleFix;
  readonly refs: readonly Reference[];
  readonly tests: { readonly violation: readonly RuleExample[]; readonly ok: readonly RuleExample[] };
}

export interface RulePack {
  readonly id: string;
  readonly version: string;
  readonly title: LocalizedText;
  readonly uri: string;
  /** Days as YYYY-MM-DD, both included; absent: open. */
  readonly effective: { readonly from?: string; readonly until?: string };
  /** What a suppression must state beside its reason. */
  readonly suppression: { readonly owner: boolean; readonly until: boolean };
  readonly rules: readonly Rule[];
  /** Ids of extended rules that this pack switches off. */
  readonly switchedOff: readonly string[];
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
}
