/** For people who read reports in a document: findings by file, the gravest count first, coverage at the end. */
import { type Coverage, type Finding } from "../../protocol";
import { t } from "../../util/l10n";
import { printable } from "../../util/printable";
import { openFindings } from "../packSet";
import { relativePath } from "../paths";
import {
  countBySeverity,
  coverageSentence,
  gapsTitle,
  isWhole,
  judgedLines,
  leftOut,
  notesTitle,
  severityName,
  type SkippedGroup,
  statusNote,
  unjudgedLines,
} from "./coverage";
import { type ReportContext, type ReportWriter } from "./index";
import { actionText, markOf, stateName } from "./words";

export const writeMarkdown: ReportWriter = ({ findings, coverage }, context) => {
  const open = openFindings(findings);
  const excused = findings.filter(({ status }) => status === "suppressed");
  const mark = markOf(context);
  const sections = [
    [`# ${t("Review report")}`],
    ...(mark === undefined ? [] : [[`> **${escape(mark)}**`]]),
    ...headLines(context),
    summaryTable(findings),
    ...fileSections(open, context),
    ...(excused.length === 0
      ? []
      : [[`## ${t("Excused findings")}`], excused.map((one) => excusedLine(one, context))]),
    [`## ${t("Coverage")}`],
    coverageLines(coverage, context.packProblems),
    ...goneLines(context),
    ...packLines(context),
    ...(context.head === undefined ? [] : [[t("Head of the audit record: {0}", `\`${context.head}\``)]]),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
};

function headLines({ when, model }: ReportContext): readonly (readonly string[])[] {
  const lines = [
    ...(when === undefined ? [] : [`- ${t("Date")}: ${escape(when)}`]),
    ...(model === undefined
      ? []
      : [
          `- ${t("Model")}: ${escape(model.name)}${model.sha256 === undefined ? "" : `, SHA-256 \`${model.sha256}\``}`,
        ]),
  ];
  return lines.length === 0 ? [] : [lines];
}

function goneLines({ gone = [] }: ReportContext): readonly (readonly string[])[] {
  if (gone.length === 0) return [];
  const lines = gone.map(({ file, rule, count }) => `- ${escape(file)} \`${rule}\`: ${count}`);
  return [[`## ${t("Gone since the baseline")}`], lines];
}

function packLines({ packs }: ReportContext): readonly (readonly string[])[] {
  if (packs.length === 0) return [];
  const lines = packs.map(({ id, title, version, owner, approver }) => {
    const people = [
      ...(owner === undefined ? [] : [t("Owner: {0}", owner)]),
      ...(approver === undefined ? [] : [t("Approved by {0}", approver)]),
    ];
    return `- ${escape(title)} (\`${id}\` ${escape(version)})${people.length === 0 ? "" : `: ${escape(people.join("; "))}`}`;
  });
  return [[`## ${t("Rule packs")}`], lines];
}

function summaryTable(findings: readonly Finding[]): readonly string[] {
  const counts = countBySeverity(findings);
  if (counts.length === 0) return [t("No findings.")];
  return [
    `| ${t("Severity")} | ${t("Findings")} |`,
    "| --- | ---: |",
    ...counts.map(([severity, count]) => `| ${severityName(severity)} | ${count} |`),
  ];
}

function fileSections(open: readonly Finding[], { root }: ReportContext): readonly (readonly string[])[] {
  const files = new Map<string, Finding[]>();
  for (const finding of open) files.set(finding.uri, [...(files.get(finding.uri) ?? []), finding]);
  return [...files].flatMap(([uri, findings]) => {
    const path = relativePath(root, uri);
    return [[`## ${escape(path)}`], ...findings.map((finding) => findingLines(finding, path, root))];
  });
}

function findingLines(finding: Finding, path: string, root: string | undefined): readonly string[] {
  const refs = finding.refs.map(({ control, url }) =>
    url === undefined ? escape(control) : `[${escape(control)}](${url})`,
  );
  const note = statusNote(finding);
  const status = note === "" ? "" : ` (${note})`;
  return [
    `- **${severityName(finding.severity)}** \`${finding.rule}\` ${placeLink(finding, path)}: ${escape(finding.message)}${status}`,
    "",
    ...fenced(finding.evidence),
    ...(finding.related ?? []).flatMap((one) => [
      "",
      `  ${escape(relativePath(root, one.uri))} ${placeLink(one, relativePath(root, one.uri))}:`,
      "",
      ...fenced(one.evidence),
    ]),
    ...(refs.length === 0 ? [] : ["", `  ${refs.join("; ")}`]),
    ...(finding.decision === undefined
      ? []
      : ["", `  ${escape(actionText(finding))} · ${escape(stateName(finding))}`]),
  ];
}

function placeLink({ anchor, place }: Pick<Finding, "anchor" | "place">, path: string): string {
  const line = anchor.start.line + 1;
  return place === undefined
    ? `[${t("Line {0}", line)}](${encodeURI(path)}#L${line})`
    : `[${escape(place)}](${encodeURI(path)})`;
}

function excusedLine(finding: Finding, { root }: ReportContext): string {
  const { reason = "", owner, until } = finding.suppression ?? {};
  const aside = [owner, until].filter((part) => part !== undefined).join(", ");
  const place = `${relativePath(root, finding.uri)}:${finding.place ?? finding.anchor.start.line + 1}`;
  return `- ${escape(place)} \`${finding.rule}\`: ${escape(reason)}${aside === "" ? "" : ` (${escape(aside)})`}`;
}

function coverageLines(coverage: Coverage, packProblems: readonly string[]): readonly string[] {
  const { gaps, gapCount, notes, noteCount } = leftOut(coverage);
  const listed = (title: string, groups: readonly SkippedGroup[]) =>
    groups.length === 0 ? [] : ["", title, "", ...groups.flatMap(groupLines)];
  return [
    coverageSentence(coverage),
    ...[...judgedLines(coverage), ...unjudgedLines(coverage)].flatMap((line) => ["", escape(line)]),
    ...(packProblems.length === 0 ? [] : ["", ...packProblems.map((problem) => `- ${escape(problem)}`)]),
    ...listed(gapsTitle(gapCount), gaps),
    ...(isWhole(coverage, packProblems) ? ["", t("Nothing was left out.")] : []),
    ...listed(notesTitle(noteCount), notes),
  ];
}

const groupLines = ({ why, where }: SkippedGroup): readonly string[] => [
  `- ${escape(why)}`,
  ...where.map((place) => `  - ${escape(place)}`),
];

/** A fence longer than any run of backticks in the evidence. */
function fenced(evidence: string): readonly string[] {
  const longest = Math.max(2, ...[...evidence.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const lines = evidence.split(/\r\n|\n|\r/).map((line) => `  ${printable(line)}`);
  return [`  ${fence}`, ...lines, `  ${fence}`];
}

const escape = (text: string) =>
  printable(text)
    .replace(/[\\`*_[\]<>#|]/g, "\\$&")
    .replace(/[\r\n]+/g, " ");
