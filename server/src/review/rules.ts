/** Rule packs as they are checked: texts, patterns and globs compiled, every rule complete. */
import { type Reference, type Severity } from "../protocol";
import { type Language } from "../util/l10n";
import { type Pattern } from "./matchers/pattern";

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

export interface Matcher {
  readonly pattern: Pattern;
  readonly near?: Condition;
  readonly notNear?: Condition;
  /** Bits per character. */
  readonly entropy?: number;
}

export interface Requirement {
  readonly pattern: Pattern;
  /** The pattern looks at headings, not at the whole text. */
  readonly heading: boolean;
  readonly label?: LocalizedText;
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
}

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly message: LocalizedText;
  readonly title?: LocalizedText;
  readonly help?: LocalizedText;
  readonly applies: Applies;
  readonly any: readonly Matcher[];
  readonly all: readonly Matcher[];
  readonly none: readonly Matcher[];
  readonly required: readonly Requirement[];
  /** The part of the rule that this version cannot judge; such a rule finds nothing and is reported. */
  readonly unjudged?: "judge" | "ast";
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
  readonly owner?: string;
  readonly approver?: string;
  /** People who must agree to an exception from a rule of high or critical severity, beside the one who makes it. */
  readonly approvals: number;
  /** SHA-256 of the pack's file and of those it extends. */
  readonly sha256: string;
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
