/** For a terminal: tables in columns, where a character of Japanese is two wide. */
import { printable } from "../../util/printable";
import { type Part } from "./parts";

export const writeText = (parts: readonly Part[]): string =>
  `${parts.map((part) => printable(textOf(part))).join("\n\n")}\n`;

function textOf(part: Part): string {
  switch (part.kind) {
    case "heading":
      return part.level === 1 ? `${part.text}\n${"=".repeat(widthOf(part.text))}` : part.text;
    case "paragraph":
      return part.text;
    case "list":
      return part.items.map((item) => `- ${item}`).join("\n");
    case "table":
      return columns([part.head, ...part.rows]);
  }
}

/** Of a column; what is longer is alone in its line's end. */
const widest = 44;

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.min(widest, Math.max(...rows.map((row) => widthOf(row[at] ?? "")))),
  );
  const cell = (text: string, at: number) =>
    text + " ".repeat(Math.max(0, (widths[at] ?? 0) - widthOf(text)));
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (wide.test(char) ? 2 : 1), 0);
