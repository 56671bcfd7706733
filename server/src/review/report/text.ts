/**
 * For a terminal: one finding a paragraph, `path:line:column` first so that editors can jump to it; of a file without
 * lines, the page or cell that its readers know.
 */
import { type Coverage, type Finding, type RelatedPlace } from "../../protocol";
import { t } from "../../util/l10n";
import { printableLine } from "../../util/printable";
import { openFindings } from "../packSet";
import { relativePath } from "../paths";
import {
  countBySeverity,
  coverageSentence,
  gapsTitle,
  goneCount,
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

export const writeText: ReportWriter = (report, context) => {
  const { findings, coverage } = report;
  const open = openFindings(findings);
  const counts = countBySeverity(findings).map(([severity, count]) => `${severityName(severity)} ${count}`);
  const excused = findings.filter(({ status }) => status === "suppressed");
  const decided = excused.filter(({ decision }) => decision?.state === "inForce").length;
  const inText = excused.length - decided;
  const fresh = open.filter(({ known }) => known !== true).length;
  const mark = markOf(context);
  const lines = [
    ...(mark === undefined ? [] : [mark, ""]),
    ...open.flatMap((finding) => [...findingLines(finding, context), ""]),
    open.length === 0 ? t("No findings.") : t("Findings: {0} ({1})", open.length, counts.join(", ")),
    ...(context.gone === undefined
      ? []
      : [t("New since the baseline: {0}. Gone: {1}.", fresh, goneCount(context.gone))]),
    ...(inText === 0 ? [] : [t("Excused by hanare-ignore: {0}", inText)]),
    ...(decided === 0 ? [] : [t("Excused by a decision: {0}", decided)]),
    coverageSentence(coverage),
    ...judgedLines(coverage),
    ...unjudgedLines(coverage),
    ...context.packProblems,
    ...skippedLines(coverage),
    ...(isWhole(coverage, context.packProblems) ? [t("Nothing was left out.")] : []),
    ...(context.head === undefined ? [] : [t("Head of the audit record: {0}", context.head)]),
  ];
  return `${lines.map(printableLine).join("\n")}\n`;
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

/** Of what is only noted, a terminal shows the first ones; every other format has all. */
const mostNoted = 10;

function skippedLines(coverage: Coverage): readonly string[] {
  const { gaps, gapCount, notes, noteCount } = leftOut(coverage);
  return [
    ...(gapCount === 0 ? [] : [gapsTitle(gapCount), ...gaps.flatMap((group) => groupLines(group))]),
    ...(noteCount === 0
      ? []
      : [notesTitle(noteCount), ...notes.flatMap((group) => groupLines(group, mostNoted))]),
  ];
}

function groupLines({ why, where }: SkippedGroup, most = Infinity): readonly string[] {
  const shown = where.slice(0, most).map((place) => `    - ${place}`);
  const more = where.length - shown.length;
  return [`  ${why}`, ...shown, ...(more === 0 ? [] : [`    - ${t("… and {0} more", more)}`])];
}
