/** A measurement in the formats that it can be had in. */
import { writeHtml } from "./html";
import { writeMarkdown } from "./markdown";
import { type Measured, reportOf } from "./report";
import { writeText } from "./text";

export const evaluationFormats = ["text", "markdown", "json", "html"] as const;
export type EvaluationFormat = (typeof evaluationFormats)[number];

/** As JSON it can be read again (`readEvaluation`). */
export function renderEvaluation(measured: Measured, format: EvaluationFormat): string {
  const { evaluation, comparisons, gate } = measured;
  if (format === "json") return `${JSON.stringify({ ...evaluation, gate, comparisons }, null, 2)}\n`;
  const write = { text: writeText, markdown: writeMarkdown, html: writeHtml }[format];
  return write(reportOf(measured));
}
