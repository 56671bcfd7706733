/** One writer a format. Pure: no clock and no machine in them, so that the same review gives the same bytes. */
import { type ReviewReport } from "../../protocol";
import { type RuleInfo } from "../rules";
import { writeJson } from "./json";
import { writeMarkdown } from "./markdown";
import { writeSarif } from "./sarif";
import { writeText } from "./text";

export const reportFormats = ["text", "json", "sarif", "markdown"] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface ReportContext {
  readonly tool: { readonly name: string; readonly version: string };
  readonly rules: readonly RuleInfo[];
  readonly packProblems: readonly string[];
  /** URI of the folder that paths in the report are relative to. */
  readonly root?: string;
}

/** A report in the user's language, ending in a line break. */
export type ReportWriter = (report: ReviewReport, context: ReportContext) => string;

export const writers: Readonly<Record<ReportFormat, ReportWriter>> = {
  text: writeText,
  json: writeJson,
  sarif: writeSarif,
  markdown: writeMarkdown,
};
