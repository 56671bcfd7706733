/** Delimited text to blocks: every cell one, with its row, in the text as the editor shows it. */
import { cellName, lastColumn } from "../xlsx/cellNames";
import { type Block } from "../document";
import { type PieceText, pieceBuilder } from "../pieces";
import { delimiterOf } from "./delimiter";
import { isFigure, looksLikeHeader } from "./headerRow";
import { type Field, type Record, recordsOf } from "./scanner";

/** Cells that are blocks of their own; behind them a row is one, so that memory stays within bounds. */
export const mostCells = 1_000_000;

/**
 * `text` is decoded; spans point into it. Without a delimiter it is found among comma, tab, semicolon and bar.
 * `place.cell` counts records, as a spreadsheet that opens the file does. Linear in the text's length.
 */
export function readCsv(text: string, delimiter: string = delimiterOf(text)): readonly Block[] {
  const blocks: Block[] = [];
  let row = 0;
  let tableBegun = false;
  for (const record of recordsOf(text, delimiter)) {
    row++;
    if (record.end === record.start) continue;
    // The first row with several fields is the head, if any is: above it stands at most a title.
    const header = !tableBegun && record.fields.length > 1 && isHeader(text, record);
    if (record.fields.length > 1) tableBegun = true;
    if (blocks.length >= mostCells) blocks.push(rowBlock(text, record, row));
    else for (const block of blocksOf(text, record, row, header)) blocks.push(block);
  }
  return blocks;
}

function rowBlock(source: string, { start, end }: Record, row: number): Block {
  const builder = pieceBuilder(source);
  builder.copy(start, end);
  const span = { start, end };
  return {
    kind: "tableCell",
    ...builder.build(),
    span,
    headings: [],
    row: span,
    place: { cell: cellName(row, 1) },
  };
}

function isHeader(source: string, { fields }: Record): boolean {
  const cells = fields.map((field) => {
    const { text } = contentOf(source, field);
    return { text, numeric: isFigure(text) };
  });
  return looksLikeHeader(cells, fields.length);
}

function blocksOf(source: string, record: Record, row: number, header: boolean): readonly Block[] {
  const span = { start: record.start, end: record.end };
  return record.fields.flatMap((field, index) => {
    const content = contentOf(source, field);
    if (content.text === "") return [];
    const block: Block = {
      kind: "tableCell",
      ...content,
      span: { start: field.start, end: field.end },
      headings: [],
      row: span,
      ...(header && { header }),
      ...(index < lastColumn && { place: { cell: cellName(row, index + 1) } }),
    };
    return [block];
  });
}

/** Without its quotes, `""` as one; what stands behind a closing quote belongs to the field. */
function contentOf(source: string, field: Field): PieceText {
  const { start, end, quoted } = field;
  const inner = quoted ? source.slice(start + 1, end - 1) : source.slice(start, end);
  // Most fields stand in the text as they are.
  if (!/["\r]/.test(inner) && (!quoted || source[end - 1] === '"')) {
    const text = inner.trim();
    const at = (quoted ? start + 1 : start) + inner.length - inner.trimStart().length;
    return { text, pieces: text === "" ? [] : [{ at: 0, span: { start: at, end: at + text.length } }] };
  }
  const builder = pieceBuilder(source);
  if (!quoted) {
    builder.copy(start, end);
    return builder.build();
  }
  let from = start + 1;
  for (let at = source.indexOf('"', from); at >= 0 && at < end; at = source.indexOf('"', from)) {
    builder.copy(from, at);
    const doubled = source[at + 1] === '"' && at + 1 < end;
    if (doubled) builder.put('"', { start: at, end: at + 2 });
    from = at + (doubled ? 2 : 1);
  }
  builder.copy(from, end);
  return builder.build();
}
