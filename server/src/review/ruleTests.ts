/** A pack's own examples, run: proof that its rules find what they say and leave alone what they should. */
import { readText } from "../documents/read";
import { t } from "../util/l10n";
import { type Syntax } from "../documents/syntax/port";
import { matchRule, partsOf } from "./matchRule";
import { type Rule, type RuleExample, type RulePack } from "./rules";

export interface RuleTestFailure {
  readonly rule: string;
  readonly text: string;
  readonly reason: string;
}

/**
 * Rules that need a model are not run, nor rules with a query where there is no `syntax`. Pure; whoever passes
 * `syntax` awaits `ready` for `exampleLanguages`.
 */
export function testRules(pack: RulePack, syntax?: Syntax): readonly RuleTestFailure[] {
  return pack.rules
    .filter(({ unjudged, ast }) => unjudged === undefined && (ast === undefined || syntax !== undefined))
    .flatMap((rule) => [
      ...rule.tests.violation.flatMap((example) => missed(rule, example, syntax)),
      ...rule.tests.ok.flatMap((example) => wrong(rule, example, syntax)),
    ]);
}

/** LSP language ids that the pack's examples are in. */
export const exampleLanguages = (pack: RulePack): readonly string[] => [
  ...new Set(
    pack.rules.flatMap((rule) =>
      [...rule.tests.violation, ...rule.tests.ok].map((example) => languageIdOf(rule, example)),
    ),
  ),
];

const languageIdOf = ({ applies, ast }: Rule, { language }: RuleExample): string =>
  language ?? [...(applies.languages ?? ast?.languages ?? [])][0] ?? "plaintext";

function missed(rule: Rule, example: RuleExample, syntax?: Syntax): readonly RuleTestFailure[] {
  const found = quotes(rule, example, syntax);
  const { text, quote } = example;
  if (found.length === 0) return [{ rule: rule.id, text, reason: t("nothing is found") }];
  if (quote === undefined || found.includes(quote)) return [];
  return [{ rule: rule.id, text, reason: t('"{0}" is found, not "{1}"', found.join('", "'), quote) }];
}

function wrong(rule: Rule, example: RuleExample, syntax?: Syntax): readonly RuleTestFailure[] {
  const found = quotes(rule, example, syntax);
  if (found.length === 0) return [];
  return [
    {
      rule: rule.id,
      text: example.text,
      reason: t('"{0}" is found in an example without violation', found[0] ?? ""),
    },
  ];
}

function quotes(rule: Rule, example: RuleExample, syntax?: Syntax): readonly string[] {
  const { text, path } = example;
  const languageId = languageIdOf(rule, example);
  if (path !== undefined && !rule.applies.matchesPath(path)) return [];
  const document = readText({ uri: `file:///${path ?? "example"}`, languageId, text }, syntax);
  const { violations } = matchRule(rule, document, partsOf(document, [rule]));
  return violations.map(({ span }) => text.slice(span.start, span.end));
}
