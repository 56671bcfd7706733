/** For a ticket or a wiki. */
import { printable } from "../../util/printable";
import { type Part } from "./parts";

export const writeMarkdown = (parts: readonly Part[]): string =>
  `${parts.map((part) => printable(markdownOf(part))).join("\n\n")}\n`;

function markdownOf(part: Part): string {
  switch (part.kind) {
    case "heading":
      return `${"#".repeat(part.level)} ${escape(part.text)}`;
    case "paragraph":
      return escape(part.text);
    case "list":
      return part.items.map((item) => `- ${escape(item)}`).join("\n");
    case "table":
      return [part.head, part.head.map(() => "---"), ...part.rows].map(rowOf).join("\n");
  }
}

const rowOf = (cells: readonly string[], at: number) =>
  `| ${cells.map((cell) => (at === 1 ? cell : escape(cell))).join(" | ")} |`;

/** Answers of a model are text, never markup. */
const escape = (text: string) =>
  text
    .replace(/[\\`*_[\]<>|#~]/gu, "\\$&")
    .replace(/\s*[\r\n]+\s*/gu, " ")
    .trim();
