/** One writer a format. Pure: no clock and no machine in them, so that the same review gives the same bytes. */
import { type ReviewReport } from "../../protocol";
import { type Gone } from "../baseline";
import { type ReviewedFile } from "../handler";
import { type PackInfo, type RuleInfo } from "../rules";
import { writeCsv } from "./csv";
import { writeHtml } from "./html/page";
import { writeJson } from "./json";
import { writeMarkdown } from "./markdown";
import { writeOscal } from "./oscal";
import { writeSarif } from "./sarif";
import { writeText } from "./text";
import { writeXlsx } from "./xlsx/workbook";

/** `docx` has no writer here: it needs the documents (`docx/annotate.ts`). */
export const reportFormats = [
  "text",
  "json",
  "sarif",
  "html",
  "markdown",
  "oscal",
  "csv",
  "xlsx",
  "docx",
] as const;
export type ReportFormat = (typeof reportFormats)[number];
/** Formats of one file for the whole review. */
export type WrittenFormat = Exclude<ReportFormat, "docx">;

export interface ReportContext {
  readonly tool: { readonly name: string; readonly version: string };
  readonly rules: readonly RuleInfo[];
  readonly packs: readonly PackInfo[];
  readonly packProblems: readonly string[];
  /** Documents that were reviewed, with the SHA-256 of their bytes. */
  readonly files?: readonly ReviewedFile[];
  /** URI of the folder that paths in the report are relative to. */
  readonly root?: string;
  /** The model that judged; absent where only rules were used. Its hash may be unknown. */
  readonly model?: { readonly name: string; readonly sha256?: string };
  /** Date, with or without a time, as the caller gives it (ISO 8601). */
  readonly when?: string;
  /** Head of the audit record of this review. */
  readonly head?: string;
  /** Findings of the baseline that are no more; absent where no baseline was used. */
  readonly gone?: readonly Gone[];
  /** In SARIF; default: marked. */
  readonly suppressed?: "mark" | "omit";
}

/** A report in the user's language, ending in a line break; bytes where the format is no text. */
export type ReportWriter<T extends string | Uint8Array = string> = (
  report: ReviewReport,
  context: ReportContext,
) => T;

export const writers: Readonly<Record<Exclude<WrittenFormat, "xlsx">, ReportWriter>> &
  Readonly<Record<"xlsx", ReportWriter<Uint8Array>>> = {
  text: writeText,
  json: writeJson,
  sarif: writeSarif,
  html: writeHtml,
  markdown: writeMarkdown,
  oscal: writeOscal,
  csv: writeCsv,
  xlsx: writeXlsx,
};
