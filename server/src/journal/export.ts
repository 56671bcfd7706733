/** Figures and events as files. Nothing is written here. */
import { type JournalFormat, type JournalReport } from "../protocol";
import { type JournalEvent } from "./event";
import { lineOf } from "./lines";
import { otlpOf } from "./otlp";
import { eventsCsv, reportCsv } from "./rows";

export interface JournalContent {
  readonly report: JournalReport;
  readonly events: readonly JournalEvent[];
  readonly product: { readonly name: string; readonly version: string };
}

export const exportFormats = ["csv", "json", "jsonl", "events-csv", "otlp"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export function exported(format: ExportFormat, { report, events, product }: JournalContent): string {
  switch (format) {
    case "csv":
      return reportCsv(report);
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "jsonl":
      return events.map(lineOf).join("");
    case "events-csv":
      return eventsCsv(events);
    case "otlp":
      return `${JSON.stringify(otlpOf(events, product), null, 2)}\n`;
  }
}

/** What the editor's dialog offers, and how the file ends. */
export const savedAs: Readonly<
  Record<JournalFormat, { readonly format: ExportFormat; readonly end: string }>
> = {
  report: { format: "csv", end: "csv" },
  json: { format: "json", end: "json" },
  events: { format: "jsonl", end: "jsonl" },
  eventsCsv: { format: "events-csv", end: "csv" },
  otlp: { format: "otlp", end: "json" },
};
