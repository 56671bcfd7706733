/** A rule as written, made complete: patterns and globs compiled, both languages filled. */
import { compileWhere } from "./where";
import { t } from "../util/l10n";
import { compileConsistency, compileParity } from "./cross/compile";
import { compileMatcher, compileRequirement, type Complain, type MatcherText } from "./matchers";
import { compileAst, type QueryComplaints } from "./matchers/ast";
import { type ExampleText, type JudgeText, type RuleText, type Text } from "./packFile";
import {
  type Applies,
  type JudgeCriteria,
  type LocalizedText,
  type Requirement,
  type Rule,
  type RuleExample,
  type RuleFix,
} from "./rules";

/** Undefined after a complaint; the rule is then left out. */
export function compileRule(
  source: RuleText,
  complain: Complain,
  check?: QueryComplaints["check"],
): Rule | undefined {
  const { id, severity, message, match = {} } = source;
  const missing = missingKey(source);
  if (missing !== undefined) complain([], missing);
  const list = (key: "any" | "all" | "none") => matchers(match[key] ?? [], ["match", key], complain);
  const required = (match.required ?? []).flatMap((item, index): readonly Requirement[] => {
    const compiled = compileRequirement(item, ["match", "required", index], complain);
    return compiled === undefined ? [] : [{ ...compiled, ...localized("label", item.label) }];
  });
  const parts = { any: list("any"), all: list("all"), none: list("none"), required };
  if (severity === undefined || message === undefined) return undefined;
  const consistency = source.consistency && compileConsistency(source.consistency, complain);
  const parity = source.parity && compileParity(source.parity, complain);
  const ast = match.ast && compileAst(match.ast, ["match", "ast"], { complain, check });
  const fix = compileFix(source, complain);
  return {
    id,
    severity,
    message: both(message),
    ...localized("title", source.title),
    ...localized("help", source.help),
    applies: compileApplies(source),
    ...parts,
    ...(consistency === undefined ? {} : { consistency }),
    ...(parity === undefined ? {} : { parity }),
    ...(ast === undefined ? {} : { ast }),
    ...(source.judge === undefined ? {} : { unjudged: "judge", judge: compileJudge(source.judge) }),
    mask: source.mask ?? false,
    ...(fix === undefined ? {} : { fix }),
    refs: source.refs ?? [],
    tests: { violation: examples(source.tests?.violation), ok: examples(source.tests?.ok) },
  };
}

function missingKey({ severity, message, match, judge, consistency, parity }: RuleText): string | undefined {
  if (severity === undefined) return t('it lacks the key "{0}"', "severity");
  if (message === undefined) return t('it lacks the key "{0}"', "message");
  if ([judge, match?.ast, consistency, parity].some((part) => part !== undefined)) return undefined;
  const finds = [match?.any, match?.all, match?.required].some((list) => (list ?? []).length > 0);
  return finds
    ? undefined
    : t('it needs "match" with any, all, required or ast, or "judge", "consistency" or "parity"');
}

function matchers(sources: readonly MatcherText[], path: readonly (string | number)[], complain: Complain) {
  return sources.flatMap((source, index) => compileMatcher(source, [...path, index], complain) ?? []);
}

function compileApplies({ applies = {} }: RuleText): Applies {
  return { ...compileWhere(applies), scope: applies.scope ?? "file" };
}

function compileFix({ fix }: RuleText, complain: Complain): RuleFix | undefined {
  if (fix === undefined) return undefined;
  const text = fix.replace ?? fix.insert;
  if (text === undefined || (fix.replace !== undefined && fix.insert !== undefined)) {
    complain(["fix"], t("needs exactly one of these keys: {0}", "replace, insert"));
    return undefined;
  }
  const kind = fix.replace !== undefined ? "replace" : "insert";
  return { kind, text: both(text), ...localized("title", fix.title), at: fix.at ?? "end" };
}

function compileJudge({ violation, compliant, exceptions = [], sections }: JudgeText): JudgeCriteria {
  return {
    violation: both(violation),
    ...localized("compliant", compliant),
    exceptions: exceptions.map(both),
    ...(sections === undefined ? {} : { sections }),
  };
}

function examples(list: readonly ExampleText[] = []): readonly RuleExample[] {
  return list.map((example) => (typeof example === "string" ? { text: example } : example));
}

export function both(text: Text): LocalizedText {
  if (typeof text === "string") return { ja: text, en: text };
  return { ja: text.ja ?? text.en ?? "", en: text.en ?? text.ja ?? "" };
}

function localized<K extends string>(key: K, text: Text | undefined): { readonly [P in K]?: LocalizedText } {
  return text === undefined ? {} : ({ [key]: both(text) } as { readonly [P in K]: LocalizedText });
}
