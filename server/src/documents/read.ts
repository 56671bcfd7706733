/** Text in any supported format to a `SourceDocument`. */
import { indexLines, type LineIndex } from "../util/lines";
import { type Block, type DocumentFormat, type SourceDocument } from "./document";
import { readMarkdown } from "./markdown";
import { readPlainText } from "./plainText";
import { readSourceCode } from "./sourceCode";

const markdownLanguages = new Set(["markdown", "mdx", "rmd", "quarto"]);
const textLanguages = new Set([
  "plaintext",
  "log",
  "restructuredtext",
  "asciidoc",
  "latex",
  "tex",
  "csv",
  "tsv",
]);

/** Parsing Markdown takes about a second for every million characters; larger files are read by line. */
const parsedMarkdown = 2_000_000;

export interface TextSource {
  readonly uri: string;
  readonly languageId: string;
  /** The text as the editor has it, any line breaks. */
  readonly text: string;
}

/** Never throws: a language nobody knows is code without comments. Synchronous, linear in the text. */
export function readText({ uri, languageId, text }: TextSource): SourceDocument {
  const format = formatOf(languageId);
  let lines: LineIndex | undefined;
  return {
    uri,
    languageId,
    format,
    text,
    blocks: blocksOf(format, languageId, text),
    unread: [],
    rangeOf({ start, end }) {
      lines ??= indexLines(text);
      return { start: lines.positionAt(start), end: lines.positionAt(end) };
    },
  };
}

function formatOf(languageId: string): DocumentFormat {
  if (markdownLanguages.has(languageId)) return "markdown";
  return textLanguages.has(languageId) ? "text" : "source";
}

function blocksOf(format: DocumentFormat, languageId: string, text: string): readonly Block[] {
  if (format === "source") return readSourceCode(text, languageId);
  if (format === "text") return readPlainText(text);
  return text.length > parsedMarkdown ? readPlainText(text, { markup: true }) : readMarkdown(text);
}
