/** The help page of a rule, offline: what it finds, why, examples of both kinds, its clauses. Markdown. */
import { type Language, t } from "../util/l10n";
import { severityName } from "./report/coverage";
import { type JudgeCriteria, type Rule, type RuleExample, type RulePack } from "./rules";

/** Pure; in one language. `language` is the reader's, for the rule's own texts. */
export function rulePage(rule: Rule, pack: RulePack, language: Language): string {
  const title = rule.title?.[language];
  // What was found, what is missing or wrong, and what captures of a query found.
  const message = rule.message[language].replace(/\{[^{}\s]{1,60}\}/gu, "…");
  const help = rule.help?.[language];
  const parts = [
    `# ${title === undefined ? rule.id : `${rule.id}: ${title}`}`,
    t(
      "Severity: {0}. Rule pack: {1} {2} ({3}).",
      severityName(rule.severity),
      pack.title[language],
      pack.version,
      pack.id,
    ),
    ...section(t("What to do"), [message]),
    ...section(t("Why"), help === undefined ? [] : [help.trim()]),
    ...section(t("What a model is asked"), rule.judge === undefined ? [] : [criteria(rule.judge, language)]),
    ...section(t("Violations"), rule.tests.violation.map(example)),
    ...section(t("No violations"), rule.tests.ok.map(example)),
    ...section(
      t("Clauses"),
      rule.refs.length === 0
        ? []
        : [rule.refs.map(({ control, url }) => `- ${linked(control, url)}`).join("\n")],
    ),
    ...section(t("Exceptions"), [
      t("Where the rule does not apply, write a comment on the line before, with the reason:"),
      fenced(`hanare-ignore ${rule.id} -- ${t("<reason>")}`),
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** More examples than this are tests, not explanations. */
const mostExamples = 5;

const section = (heading: string, parts: readonly string[]): readonly string[] =>
  parts.length === 0 ? [] : [`## ${heading}`, ...parts.slice(0, mostExamples)];

function criteria({ violation, compliant, exceptions, sections }: JudgeCriteria, language: Language): string {
  const lines = [
    t("Violation: {0}", violation[language]),
    ...(compliant === undefined ? [] : [t("Compliant: {0}", compliant[language])]),
    ...exceptions.map((one) => t("Exception: {0}", one[language])),
    ...(sections === undefined ? [] : [t("At most {0} sections of a document are asked about.", sections)]),
  ];
  return lines.map((line) => `- ${line}`).join("\n");
}

const linked = (text: string, url: string | undefined) => (url === undefined ? text : `[${text}](${url})`);

const example = ({ text }: RuleExample) => fenced(text.replace(/\s+$/u, ""));

/** A fence longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
