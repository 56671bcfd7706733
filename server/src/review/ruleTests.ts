/** A pack's own examples, run: proof that its rules find what they say and leave alone what they should. */
import { readText } from "../documents/read";
import { t } from "../util/l10n";
import { matchRule } from "./matchRule";
import { type Rule, type RuleExample, type RulePack } from "./rules";
import { unitsOf } from "./scopes";

export interface RuleTestFailure {
  readonly rule: string;
  readonly text: string;
  readonly reason: string;
}

/** Rules that need a model or a syntax tree are not run. Pure. */
export function testRules(pack: RulePack): readonly RuleTestFailure[] {
  return pack.rules
    .filter(({ unjudged }) => unjudged === undefined)
    .flatMap((rule) => [
      ...rule.tests.violation.flatMap((example) => missed(rule, example)),
      ...rule.tests.ok.flatMap((example) => wrong(rule, example)),
    ]);
}

function missed(rule: Rule, example: RuleExample): readonly RuleTestFailure[] {
  const found = quotes(rule, example);
  const { text, quote } = example;
  if (found.length === 0) return [{ rule: rule.id, text, reason: t("nothing is found") }];
  if (quote === undefined || found.includes(quote)) return [];
  return [{ rule: rule.id, text, reason: t('"{0}" is found, not "{1}"', found.join('", "'), quote) }];
}

function wrong(rule: Rule, example: RuleExample): readonly RuleTestFailure[] {
  const found = quotes(rule, example);
  if (found.length === 0) return [];
  return [
    {
      rule: rule.id,
      text: example.text,
      reason: t('"{0}" is found in an example without violation', found[0] ?? ""),
    },
  ];
}

function quotes(rule: Rule, { text, language, path }: RuleExample): readonly string[] {
  const languageId = language ?? [...(rule.applies.languages ?? [])][0] ?? "plaintext";
  if (path !== undefined && !rule.applies.matchesPath(path)) return [];
  const document = readText({ uri: `file:///${path ?? "example"}`, languageId, text });
  const { violations } = matchRule(rule, document, unitsOf(document));
  return violations.map(({ span }) => text.slice(span.start, span.end));
}
