/** Text in any supported format to a `SourceDocument`. */
import { hasMoreLines, indexLines, type LineIndex } from "../util/lines";
import { readAsciiDoc } from "./asciidoc/readAsciiDoc";
import { readCsv } from "./csv/readCsv";
import { type Block, type DocumentFormat, type SourceDocument } from "./document";
import { readHtml } from "./html/readHtml";
import { extensionOf } from "./languages";
import { type MarkdownMemory, readMarkdown } from "./markdown";
import { isTangled } from "./markdownParts";
import { readPlainText } from "./plainText";
import { readRst } from "./rst/readRst";
import { readSourceCode } from "./sourceCode";
import { type Syntax, type SyntaxView } from "./syntax/port";
import { propertiesOf } from "./textProperties";

type Format = Extract<DocumentFormat, "markdown" | "text" | "source" | "html" | "csv">;

interface TextReader {
  readonly format: Format;
  read(text: string, languageId: string, help: ReadingHelp): readonly Block[];
}

const plain: TextReader = { format: "text", read: (text) => readPlainText(text) };
const source: TextReader = {
  format: "source",
  read: (text, languageId, { syntax }) => readSourceCode(text, languageId, syntax),
};
const comma: TextReader = { format: "csv", read: (text) => readCsv(text) };
const tab: TextReader = { format: "csv", read: (text) => readCsv(text, "\t") };
const restructured: TextReader = { format: "text", read: readRst };
const asciiDoc: TextReader = { format: "text", read: readAsciiDoc };
const markdown: TextReader = { format: "markdown", read: markdownBlocks };

const byLanguage = table({
  ...{ markdown, mdx: markdown, rmd: markdown, quarto: markdown },
  ...{ plaintext: plain, log: plain, latex: plain, tex: plain },
  ...{ restructuredtext: restructured, asciidoc: asciiDoc, csv: comma, tsv: tab },
  html: { format: "html", read: readHtml },
});

/** Editors without a further extension call all of these plain text. */
const byExtension = table({
  ...{ csv: comma, tsv: tab, rst: restructured, adoc: asciiDoc, asciidoc: asciiDoc },
});

/**
 * Parsing Markdown takes about a second for every million characters of prose, or 5,000 lines of lists and tables;
 * larger files are read by line.
 */
const parsedMarkdown = { characters: 2_000_000, lines: 30_000 } as const;

export interface TextSource {
  readonly uri: string;
  readonly languageId: string;
  /** The text as the editor has it, any line breaks. */
  readonly text: string;
  /** Of documents that are read again after each change. */
  readonly memory?: MarkdownMemory;
  /** The document is open: its syntax tree starts from that of its last version (`SyntaxSource.edited`). */
  readonly open?: boolean;
}

/** What a reader may use beside the text. */
interface ReadingHelp {
  readonly syntax?: SyntaxView;
  readonly memory?: MarkdownMemory;
}

/**
 * Never throws: a language nobody knows is code without comments. Synchronous, linear in the text. `syntax`: trees
 * of the grammars that are loaded, so whoever passes it awaits `ready` first.
 */
export function readText(
  { uri, languageId, text, open, memory }: TextSource,
  syntax?: Syntax,
): SourceDocument {
  const { format, read } = readerOf(uri, languageId);
  const view =
    format === "source"
      ? syntax?.view({ languageId, text, ...(open === true && { edited: uri }) })
      : undefined;
  let lines: LineIndex | undefined;
  let blocks: readonly Block[] | undefined;
  let properties: readonly string[] | undefined;
  return {
    uri,
    languageId,
    format,
    text,
    // Made when somebody asks: many rules look at the text alone.
    get blocks() {
      return (blocks ??= read(text, languageId, {
        ...(view && { syntax: view }),
        ...(memory && { memory }),
      }));
    },
    unread: [],
    get properties() {
      return (properties ??= propertiesOf(text, format));
    },
    ...(view && { syntax: view }),
    rangeOf({ start, end }) {
      lines ??= indexLines(text);
      return { start: lines.positionAt(start), end: lines.positionAt(end) };
    },
  };
}

/** How a text is read under this name and language. */
export const formatOf = (uri: string, languageId: string): Format => readerOf(uri, languageId).format;

/** A map, because a file may be called `a.constructor`. */
function table(readers: Readonly<Record<string, TextReader>>): ReadonlyMap<string, TextReader> {
  return new Map(Object.entries(readers));
}

function readerOf(uri: string, languageId: string): TextReader {
  const named = languageId === "plaintext" ? byExtension.get(extensionOf(uri)) : undefined;
  // Extensions for tables name a language for each delimiter: "csv (semicolon)", "dynamic csv".
  return named ?? byLanguage.get(languageId) ?? (/^(?:dynamic )?csv\b/.test(languageId) ? comma : source);
}

function markdownBlocks(text: string, _languageId: string, { memory }: ReadingHelp): readonly Block[] {
  const { characters, lines } = parsedMarkdown;
  return text.length > characters || hasMoreLines(text, lines) || isTangled(text)
    ? readPlainText(text, { markup: true })
    : readMarkdown(text, memory);
}
