/** A report for the terminal, in the user's language. */
import {
  journalTaskName,
  type JournalReport,
  type ModelMark,
  type NamedCount,
  type RequestFigures,
  type Retention,
  type SuggestionFigures,
} from "../protocol";
import { t } from "../util/l10n";

const percent = (share: number) => `${Math.round(share * 100)}%`;
const nameOf = ({ model, quantization, template, adapter }: ModelMark) =>
  [model === "" ? t("without a model") : model, quantization, template, adapter]
    .filter((part) => part !== undefined)
    .join(" · ");
const middle = (half: number | undefined, most: number | undefined) =>
  half === undefined || most === undefined ? "-" : t("{0} ms (95%: {1} ms)", half, most);
const kept = (retention: Retention | undefined) =>
  retention === undefined ? "-" : `${percent(retention.share)} (${retention.count})`;

export function renderReport(report: JournalReport): string {
  const head = t("Measured from {0} to {1}: {2} events", report.from, report.to, report.events);
  if (report.events === 0) return `${head}\n${t("Nothing has been measured in this period yet.")}\n`;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [t("Waiting"), latencyLines(report)],
    [t("Models"), report.requests.map(requestLine)],
    [t("Suggestions"), report.suggestions.map(suggestionLine)],
    [t("Suggestions left out, by filter"), countLines(report.drops)],
    [t("Review"), reviewLines(report)],
    [t("Errors"), countLines(report.errors)],
    [
      t("Opinions"),
      report.feedback.map(({ task, up, down }) => `${journalTaskName(task, t)}: +${up} -${down}`),
    ],
  ];
  const blocks = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `${title}\n${lines.map((line) => `  ${line}\n`).join("")}`);
  const damaged =
    report.unreadable === 0 ? "" : `${t("Damaged lines that were left out: {0}", report.unreadable)}\n`;
  return `${head}\n\n${blocks.join("\n")}${damaged}`;
}

const latencyLines = ({ latency }: JournalReport) =>
  latency.flatMap(({ task, days }) =>
    days.map(
      ({ day, p50, p95, count }) =>
        `${day}  ${journalTaskName(task, t)}: ${middle(p50, p95)}, ${t("{0} times", count)}`,
    ),
  );

function requestLine(figures: RequestFigures): string {
  const { requests, stopped, failed, reused, tokensPerSecond } = figures;
  const parts = [
    t("{0} requests, {1} stopped, {2} failed", requests, stopped, failed),
    t("first word {0}", middle(figures.firstP50, figures.firstP95)),
    t("whole {0}", middle(figures.wholeP50, figures.wholeP95)),
    t("tokens in {0}, out {1}", figures.inputTokens, figures.outputTokens),
    ...(reused === undefined ? [] : [t("reused {0}", percent(reused))]),
    ...(tokensPerSecond === undefined ? [] : [t("{0} tokens/s", tokensPerSecond)]),
  ];
  return `${nameOf(figures)}: ${parts.join("; ")}`;
}

function suggestionLine(figures: SuggestionFigures): string {
  const { shown, accepted, whole, lines, words, dismissed } = figures;
  const share = shown === 0 ? "-" : percent(Math.min(1, accepted / shown));
  const parts = [
    t("{0} shown, {1} accepted ({2})", shown, accepted, share),
    t("whole {0}, lines {1}, words {2}", whole, lines, words),
    t("dismissed {0}", dismissed),
    t("still there after 30 s: {0}, after 5 min: {1}", kept(figures.after30s), kept(figures.after5min)),
  ];
  return `${nameOf(figures)}: ${parts.join("; ")}`;
}

const countLines = (list: readonly NamedCount[]) => list.map(({ name, count }) => `${name}: ${count}`);

function reviewLines({ review }: JournalReport): readonly string[] {
  if (review.runs === 0 && review.triage.length === 0) return [];
  return [
    t("{0} reviews of {1} files", review.runs, review.files),
    ...countLines([...review.findings, ...review.judged, ...review.triage].filter(({ count }) => count > 0)),
  ];
}
