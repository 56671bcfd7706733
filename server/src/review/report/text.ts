/**
 * For a terminal: one finding a paragraph, `path:line:column` first so that editors can jump to it; of a file without
 * lines, the page or cell that its readers know.
 */
import { type Finding } from "../../protocol";
import { t } from "../../util/l10n";
import { openFindings } from "../packSet";
import { relativePath } from "../paths";
import {
  countBySeverity,
  coverageSentence,
  judgedLines,
  severityName,
  skippedGroups,
  statusNote,
} from "./coverage";
import { type ReportContext, type ReportWriter } from "./index";

export const writeText: ReportWriter = (report, context) => {
  const { findings, coverage } = report;
  const open = openFindings(findings);
  const counts = countBySeverity(findings).map(([severity, count]) => `${severityName(severity)} ${count}`);
  const excused = findings.length - open.length;
  const lines = [
    ...open.flatMap((finding) => [...findingLines(finding, context), ""]),
    open.length === 0 ? t("No findings.") : t("Findings: {0} ({1})", open.length, counts.join(", ")),
    ...(excused === 0 ? [] : [t("Excused by hanare-ignore: {0}", excused)]),
    coverageSentence(coverage),
    ...judgedLines(coverage),
    ...context.packProblems,
    ...skippedLines(report.coverage),
    ...(coverage.skipped.length + context.packProblems.length === 0 ? [t("Nothing was left out.")] : []),
  ];
  return `${lines.join("\n")}\n`;
};

function findingLines(finding: Finding, { root }: ReportContext): readonly string[] {
  const { start } = finding.anchor;
  const path = relativePath(root, finding.uri);
  const place =
    finding.place === undefined
      ? `${path}:${start.line + 1}:${start.character + 1}`
      : `${path} (${finding.place})`;
  const controls = finding.refs.map(({ control }) => control).join("; ");
  const note = statusNote(finding);
  return [
    `${place}: ${severityName(finding.severity)}${note === "" ? "" : ` (${note})`} [${finding.rule}] ${finding.message}`,
    `    > ${oneLine(finding.evidence)}`,
    ...(controls === "" ? [] : [`    ${controls}`]),
  ];
}

const oneLine = (text: string) => text.trim().replace(/\s*[\r\n]+\s*/g, " ⏎ ");

function skippedLines(coverage: Parameters<typeof skippedGroups>[0]): readonly string[] {
  if (coverage.skipped.length === 0) return [];
  return [
    t("Not reviewed or not fully reviewed: {0}", coverage.skipped.length),
    ...skippedGroups(coverage).flatMap(({ why, where }) => [
      `  ${why}`,
      ...where.map((place) => `    - ${place}`),
    ]),
  ];
}
