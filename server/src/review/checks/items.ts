/** The numbers a document gives its parts: headings, steps, rows of a table, in order. */
import { type Block, type SourceDocument, sourceSpan, type Span } from "../../documents/document";
import { findHeadings } from "../../documents/findHeadings";
import { type Numbering, numberOf, type NumberScheme } from "../../documents/numbering";
import { lineStartOf } from "../../util/lines";

export interface NumberedItem {
  readonly number: Numbering;
  /** The number as it stands in the document. */
  readonly span: Span;
  readonly kind: "heading" | "item" | "row";
  /** Columns before the number; items of one list stand in one column. */
  readonly indent: number;
}

/** Numbers that lines of a paragraph begin with when they are steps that nobody made a list of. */
const lineSchemes: ReadonlySet<NumberScheme> = new Set([
  "step",
  "circled",
  "parenthesis",
  "kanjiParenthesis",
  "decimal",
]);

/** `break`: a heading stands here, whether numbered or not, or a table begins. */
export type Numbered = NumberedItem | { readonly kind: "break" };

const known = new WeakMap<SourceDocument, readonly Numbered[]>();

/** Source code and tables of data have none. Linear; made once for all checks of a document. */
export function numberedItems(document: SourceDocument): readonly Numbered[] {
  const before = known.get(document);
  if (before !== undefined) return before;
  const made = make(document);
  known.set(document, made);
  return made;
}

function make(document: SourceDocument): readonly Numbered[] {
  const { format, text } = document;
  if (format === "source" || format === "csv" || format === "xlsx") return [];
  const found: Numbered[] = [];
  let before: Numbering | undefined;
  let rows = "";
  for (const block of findHeadings(text, document.blocks)) {
    if (block.kind === "tableCell") rows = tableRow(block, text, { found, before: rows });
    else rows = "";
    if (block.kind === "heading") {
      found.push({ kind: "break" });
      const number = numberOf(block.text, before);
      if (number !== undefined) found.push(itemOf(block, number, "heading", text));
    } else if (block.kind === "listItem" || block.kind === "paragraph") {
      for (const item of itemsIn(block, text, before)) found.push(item);
    }
    const last = found.at(-1);
    if (last !== undefined && last.kind !== "break") before = last.number;
  }
  return found;
}

function itemOf(block: Block, number: Numbering, kind: NumberedItem["kind"], text: string): NumberedItem {
  const from = block.text.length - block.text.trimStart().length;
  const span = sourceSpan(block, from, from + number.text.length);
  return { number, span, kind, indent: columnOf(text, span.start) };
}

const columnOf = (text: string, at: number) => at - lineStartOf(text, at);

/** The item begins with emphasis, code or a link. */
export const inlineMarks = /[*_`~[!<\\]+$/u;

/** The mark before a list item is no part of its text; a paragraph may hold a step in each line. */
function itemsIn(block: Block, text: string, before: Numbering | undefined): readonly NumberedItem[] {
  if (block.kind === "listItem") {
    const start = block.pieces[0]?.span.start ?? block.span.start;
    const column = columnOf(text, start);
    const lead = text.slice(start - column, start);
    const mark = lead.replace(inlineMarks, "").trim();
    if (mark === "" || mark.length > 20) return [];
    const number = numberOf(`${mark}　甲`, before);
    // More than the mark stands before: the second paragraph of an item, a quote, a check box.
    if (number === undefined || number.rest !== "甲") return [];
    const at = start - column + lead.indexOf(mark);
    return [
      { number, span: { start: at, end: at + number.text.length }, kind: "item", indent: columnOf(text, at) },
    ];
  }
  const items: NumberedItem[] = [];
  let [at, last] = [0, before];
  for (const line of block.text.split("\n")) {
    const number = numberOf(line, last);
    if (
      number !== undefined &&
      lineSchemes.has(number.scheme) &&
      number.ordinal.length === 1 &&
      number.rest !== ""
    ) {
      const from = at + line.length - line.trimStart().length;
      const span = sourceSpan(block, from, from + number.text.length);
      items.push({ number, span, kind: "item", indent: columnOf(text, span.start) });
      last = number;
    }
    at += line.length + 1;
  }
  return items;
}

const numberColumn = /^(?:No\.?|#|番号|項番|項目番号|手順(?:番号)?|順(?:番|序)?|Step|Item)$/iu;

interface Table {
  readonly found: Numbered[];
  /** What `tableRow` answered for the cell before: the row it belongs to, and whether rows are numbered. */
  readonly before: string;
}

/** Rows count when the first column's header says that it numbers them. Answers the state for the next cell. */
function tableRow(block: Block, text: string, { found, before }: Table): string {
  const [row, numbered] = before.split(" ");
  const own = String(block.row?.start ?? "");
  if (own === "" || own === row) return before;
  const isHeader = block.header === true;
  if (isHeader) {
    found.push({ kind: "break" });
    return `${own} ${numberColumn.test(block.text.trim())}`;
  }
  const figure = block.text.trim();
  if (numbered === "true" && /^[0-9０-９]{1,3}$/u.test(figure)) {
    const number = numberOf(`${figure}.　甲`);
    if (number !== undefined) found.push(itemOf(block, number, "row", text));
  }
  return `${own} ${numbered ?? "false"}`;
}
