/** A pack's own examples, run: proof that its rules find what they say and leave alone what they should. */
import { readText } from "../documents/read";
import { t } from "../util/l10n";
import { compareFacts, joinFacts } from "./cross";
import { reviewDocument } from "./reviewDocument";
import { languageOf } from "../documents/languages";
import { type Syntax } from "../documents/syntax/port";
import { matchRule, partsOf } from "./matchRule";
import { type Rule, type RuleExample, type RulePack } from "./rules";

export interface RuleTestFailure {
  readonly rule: string;
  readonly text: string;
  readonly reason: string;
  /** Line of the example in the pack's file, from 1. */
  readonly line?: number;
}

export interface RuleTestResult {
  readonly rule: Rule;
  /** False: the rule needs a model; its examples were not run. */
  readonly ran: boolean;
  readonly examples: number;
  readonly failures: readonly RuleTestFailure[];
}

/**
 * Rules that need a model are not run, nor rules with a query where there is no `syntax`. Pure; whoever passes
 * `syntax` awaits `ready` for `exampleLanguages`.
 */
export function testRules(pack: RulePack, syntax?: Syntax): readonly RuleTestFailure[] {
  return pack.rules.flatMap((rule) => testRule(rule, syntax).failures);
}

export function testRule(rule: Rule, syntax?: Syntax): RuleTestResult {
  const { violation, ok } = rule.tests;
  const examples = violation.length + ok.length;
  if (rule.unjudged !== undefined || (rule.ast !== undefined && syntax === undefined))
    return { rule, ran: false, examples, failures: [] };
  const failures = [
    ...violation.flatMap((example) => missed(rule, example, syntax)),
    ...ok.flatMap((example) => wrong(rule, example, syntax)),
  ];
  return { rule, ran: true, examples, failures };
}

/** LSP language ids that the pack's examples are in. */
export const exampleLanguages = (pack: Pick<RulePack, "rules">): readonly string[] => [
  ...new Set(
    pack.rules.flatMap((rule) =>
      [...rule.tests.violation, ...rule.tests.ok].map((example) => languageIdOf(rule, example)),
    ),
  ),
];

const languageIdOf = ({ applies, ast }: Rule, { language }: RuleExample): string =>
  language ?? [...(applies.languages ?? ast?.languages ?? [])][0] ?? "plaintext";

const failure = (rule: Rule, { text, line }: RuleExample, reason: string): RuleTestFailure => ({
  rule: rule.id,
  text,
  reason,
  ...(line === undefined ? {} : { line }),
});

function missed(rule: Rule, example: RuleExample, syntax?: Syntax): readonly RuleTestFailure[] {
  const found = quotes(rule, example, syntax);
  const { quote } = example;
  if (found.length === 0) return [failure(rule, example, t("nothing is found"))];
  if (quote === undefined || found.includes(quote)) return [];
  return [failure(rule, example, t('"{0}" is found, not "{1}"', found.join('", "'), quote))];
}

function wrong(rule: Rule, example: RuleExample, syntax?: Syntax): readonly RuleTestFailure[] {
  const [first] = quotes(rule, example, syntax);
  if (first === undefined) return [];
  return [failure(rule, example, t('"{0}" is found in an example without violation', first))];
}

function quotes(rule: Rule, example: RuleExample, syntax?: Syntax): readonly string[] {
  const { text, path, with: others = [] } = example;
  const languageId = languageIdOf(rule, example);
  if (path !== undefined && !rule.applies.matchesPath(path)) return [];
  const document = readText({ uri: `file:///${path ?? "example"}`, languageId, text }, syntax);
  if (rule.consistency !== undefined || rule.parity !== undefined)
    return crossQuotes(rule, [
      { path: path ?? "example", text, language: languageId },
      ...others.map((other) => ({ language: languageOf(`file:///${other.path}`), ...other })),
    ]);
  const { violations } = matchRule(rule, document, partsOf(document, [rule]));
  return violations.map(({ span }) => text.slice(span.start, span.end));
}

interface ExampleFile {
  readonly path: string;
  readonly text: string;
  readonly language: string;
}

/** A rule that compares files is run on the example and the files beside it; quotes are those of every file. */
function crossQuotes(rule: Rule, files: readonly ExampleFile[]): readonly string[] {
  const pack = packOf(rule);
  const facts = files.map(({ path, text, language }) => {
    const document = readText({ uri: `file:///${path}`, languageId: language, text });
    return reviewDocument(document, { packs: [pack], path, today: "2000-01-01", language: "en" }).facts;
  });
  return compareFacts([pack], joinFacts(facts), (uri) => uri).findings.map(({ evidence }) => evidence);
}

const packOf = (rule: Rule): RulePack => ({
  ...{ id: "example", version: "0.0.0", title: { ja: "", en: "" }, uri: "" },
  ...{ approvals: 0, sha256: "" },
  ...{ effective: {}, suppression: { owner: false, until: false }, rules: [rule], switchedOff: [] },
  ...{ judgeRequired: false, changes: [] },
});
