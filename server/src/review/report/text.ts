/**
 * For a terminal: one finding a paragraph, `path:line:column` first so that editors can jump to it; of a file without
 * lines, the page or cell that its readers know.
 */
import { type Finding, type RelatedPlace } from "../../protocol";
import { t } from "../../util/l10n";
import { openFindings } from "../packSet";
import { relativePath } from "../paths";
import {
  countBySeverity,
  coverageSentence,
  goneCount,
  judgedLines,
  severityName,
  skippedGroups,
  statusNote,
} from "./coverage";
import { type ReportContext, type ReportWriter } from "./index";
import { actionText, stateName } from "./words";

export const writeText: ReportWriter = (report, context) => {
  const { findings, coverage } = report;
  const open = openFindings(findings);
  const counts = countBySeverity(findings).map(([severity, count]) => `${severityName(severity)} ${count}`);
  const excused = findings.filter(({ status }) => status === "suppressed");
  const decided = excused.filter(({ decision }) => decision?.state === "inForce").length;
  const inText = excused.length - decided;
  const fresh = open.filter(({ known }) => known !== true).length;
  const lines = [
    ...open.flatMap((finding) => [...findingLines(finding, context), ""]),
    open.length === 0 ? t("No findings.") : t("Findings: {0} ({1})", open.length, counts.join(", ")),
    ...(context.gone === undefined
      ? []
      : [t("New since the baseline: {0}. Gone: {1}.", fresh, goneCount(context.gone))]),
    ...(inText === 0 ? [] : [t("Excused by hanare-ignore: {0}", inText)]),
    ...(decided === 0 ? [] : [t("Excused by a decision: {0}", decided)]),
    coverageSentence(coverage),
    ...judgedLines(coverage),
    ...context.packProblems,
    ...skippedLines(report.coverage),
    ...(coverage.skipped.length + context.packProblems.length === 0 ? [t("Nothing was left out.")] : []),
    ...(context.head === undefined ? [] : [t("Head of the audit record: {0}", context.head)]),
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
    ...(finding.related ?? []).map((one) => `    ↔ ${relatedPlace(one, root)}: ${oneLine(one.evidence)}`),
    ...(controls === "" ? [] : [`    ${controls}`]),
    ...(finding.decision === undefined
      ? []
      : [`    ${oneLine(actionText(finding))} · ${stateName(finding)}`]),
  ];
}

function relatedPlace({ uri, anchor, place }: RelatedPlace, root: string | undefined): string {
  const path = relativePath(root, uri);
  return place === undefined
    ? `${path}:${anchor.start.line + 1}:${anchor.start.character + 1}`
    : `${path} (${place})`;
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
