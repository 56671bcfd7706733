/** A report as rows: one figure each, so that every spreadsheet can sum and draw them. */
import { type JournalReport, type RequestFigures, type SuggestionFigures } from "../protocol";
import { csvOf } from "../util/csvLines";
import { type JournalEvent } from "./event";
import { fields, wireOf } from "./lines";

/** Names of columns and measures are for programs and stay English. */
const markColumns = ["model", "quantization", "template", "adapter"] as const;
const columns = ["section", "name", "day", ...markColumns, "measure", "value", "unit"];
type Mark = Readonly<Record<(typeof markColumns)[number], string | undefined>>;

interface Figure {
  readonly section: string;
  readonly name?: string;
  readonly day?: string;
  readonly mark?: Mark;
  readonly measure: string;
  readonly value: number | undefined;
  readonly unit: string;
}

export const reportCsv = (report: JournalReport): string =>
  csvOf([
    columns,
    ...figuresOf(report).flatMap(({ section, name = "", day = "", mark, measure, value, unit }) =>
      value === undefined
        ? []
        : [
            [
              ...[section, name, day, ...markColumns.map((column) => mark?.[column] ?? "")],
              ...[measure, String(value), unit],
            ],
          ],
    ),
  ]);

function figuresOf(report: JournalReport): readonly Figure[] {
  const count = (section: string, list: readonly { readonly name: string; readonly count: number }[]) =>
    list.map(({ name, count: value }) => ({ section, name, measure: "count", value, unit: "count" }));
  const { review } = report;
  return [
    ...report.latency.flatMap(({ task, days }) =>
      days.flatMap((row) =>
        (["p50", "p95", "count"] as const).map((measure) => ({
          ...{ section: "latency", name: task, day: row.day, measure, value: row[measure] },
          unit: measure === "count" ? "count" : "ms",
        })),
      ),
    ),
    ...report.requests.flatMap(requestRows),
    ...report.suggestions.flatMap(suggestionRows),
    ...report.suggestionDays.flatMap(({ day, shown, accepted }) => [
      { section: "suggestions", day, measure: "shown", value: shown, unit: "count" },
      { section: "suggestions", day, measure: "accepted", value: accepted, unit: "count" },
    ]),
    ...count("drops", report.drops),
    { section: "review", measure: "runs", value: review.runs, unit: "count" },
    { section: "review", measure: "files", value: review.files, unit: "count" },
    ...count("findings", review.findings),
    ...count("judged", review.judged),
    ...count("triage", review.triage),
    ...count("errors", report.errors),
    ...report.feedback.flatMap(({ task, up, down }) => [
      { section: "feedback", name: task, measure: "up", value: up, unit: "count" },
      { section: "feedback", name: task, measure: "down", value: down, unit: "count" },
    ]),
  ];
}

function requestRows(figures: RequestFigures): readonly Figure[] {
  const { model, quantization, template, adapter, ...values } = figures;
  const units: Readonly<Record<keyof typeof values, string>> = {
    ...{ requests: "count", stopped: "count", failed: "count" },
    ...{ firstP50: "ms", firstP95: "ms", wholeP50: "ms", wholeP95: "ms" },
    ...{ inputTokens: "tokens", outputTokens: "tokens", reused: "share", tokensPerSecond: "tokens/s" },
  };
  const mark = { model, quantization, template, adapter };
  return (Object.keys(units) as (keyof typeof values)[]).map((measure) => ({
    ...{ section: "requests", mark, measure, value: values[measure], unit: units[measure] },
  }));
}

function suggestionRows(figures: SuggestionFigures): readonly Figure[] {
  const { model, quantization, template, adapter, after30s, after5min, ...values } = figures;
  const mark = { model, quantization, template, adapter };
  const counted = (Object.keys(values) as (keyof typeof values)[]).map((measure) => ({
    ...{ section: "suggestions", mark, measure, value: values[measure], unit: "count" },
  }));
  return [
    ...counted,
    { section: "suggestions", mark, measure: "retained30s", value: after30s?.share, unit: "share" },
    { section: "suggestions", mark, measure: "retained5min", value: after5min?.share, unit: "share" },
  ];
}

/** Every event under its OpenTelemetry names, a line each. */
export function eventsCsv(events: readonly JournalEvent[]): string {
  const names = ["time", "event.name", ...Object.values(fields).map(({ name }) => name)];
  const rows = events.map((event) => {
    const wire = wireOf(event);
    return names.map((name) => cellOf(wire[name]));
  });
  return csvOf([names, ...rows]);
}

function cellOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellOf).join(" ");
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}
