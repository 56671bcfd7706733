/** The help page of a rule, offline: what it finds, why, examples of both kinds, its clauses. Markdown. */
import { type Language, t } from "../util/l10n";
import { severityName } from "./report/coverage";
import { type Rule, type RuleExample, type RulePack } from "./rules";

/** Pure; in one language. `language` is the reader's, for the rule's own texts. */
export function rulePage(rule: Rule, pack: RulePack, language: Language): string {
  const title = rule.title?.[language];
  const message = rule.message[language]
    .replaceAll("{match}", "…")
    .replaceAll("{missing}", "…")
    .replaceAll("{detail}", "…");
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

const linked = (text: string, url: string | undefined) => (url === undefined ? text : `[${text}](${url})`);

const example = ({ text }: RuleExample) => fenced(text.replace(/\s+$/u, ""));

/** A fence longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
