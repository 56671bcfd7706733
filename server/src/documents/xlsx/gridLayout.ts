/**
 * 方眼紙: sheets used as squared paper, where narrow columns are merged into the boxes of a form. Neighbouring
 * cells of a row are one text there; a table is where several rows have their boxes at the same columns.
 */
import { type Area, cellKey, lastColumn } from "./cellNames";
import { type Part, type Row } from "./layout";
import { type Cell, type SheetData } from "./sheetData";
import { headerRows } from "./tableHeader";

/** In characters: narrower columns hold no text by themselves. */
const narrow = 4;
const fewestColumns = 10;
/** Squares between two texts that still belong together. */
const nearby = 8;

/** Most of the used columns are narrow, and there are many. */
export function isGrid(rows: readonly Row[], sheet: SheetData): boolean {
  const last = rows.reduce((most, { cells }) => Math.max(most, cells.at(-1)?.column ?? 0), 0);
  if (last < fewestColumns) return false;
  const widths = columnWidths(sheet);
  let squares = 0;
  for (let column = 1; column <= last; column++) if ((widths[column] ?? 0) <= narrow) squares++;
  return squares >= fewestColumns && squares >= last * 0.7;
}

function columnWidths({ columns, defaultWidth }: SheetData): Float32Array {
  const widths = new Float32Array(lastColumn + 1).fill(defaultWidth);
  for (const { from, to, width } of columns) widths.fill(width ?? defaultWidth, from, to + 1);
  return widths;
}

export function* gridParts(rows: readonly Row[], sheet: SheetData): Generator<Part> {
  const boxes = new Map(sheet.merges.map((area) => [cellKey(area.top, area.left), area]));
  const starts = startsByRow(rows, sheet.merges);
  const widths = columnWidths(sheet);
  const endOf = (cell: Cell) => textEnd(cell, boxes.get(cellKey(cell.row, cell.column)), widths);
  let at = 0;
  while (at < rows.length) {
    const table = tableFrom(rows, at, starts);
    if (table > 0) {
      const columns = starts.get(rows[at]?.number ?? 0) ?? [];
      const found = rows.slice(at, at + table);
      yield { kind: "table", columns, rows: found, headers: headerRows(found, columns, sheet) };
      at += table;
    } else {
      const parts = rowTexts(rows[at]?.cells ?? [], endOf);
      const used = parts.length === 1 ? continued(rows, at, parts[0]) : undefined;
      yield* used === undefined ? parts : [used.part];
      at += used?.rows ?? 1;
    }
  }
}

/** Columns at which a row has a box or a text, ascending. */
function startsByRow(rows: readonly Row[], merges: readonly Area[]): ReadonlyMap<number, readonly number[]> {
  const sets = new Map(rows.map(({ number, cells }) => [number, new Set(cells.map(({ column }) => column))]));
  for (const { top, left, right } of merges) if (right > left) sets.get(top)?.add(left);
  return new Map(
    [...sets].map(([number, columns]) => [number, [...columns].sort((one, other) => one - other)]),
  );
}

/** Rows of the table that begins here; 0 when none does. Two columns may be a form's names and values. */
function tableFrom(rows: readonly Row[], at: number, starts: ReadonlyMap<number, readonly number[]>): number {
  const first = rows[at];
  const columns = starts.get(first?.number ?? 0) ?? [];
  if (first === undefined || columns.length < 3 || !isSpaced(columns)) return 0;
  const key = columns.join();
  let count = 1;
  while (rows[at + count]?.number === first.number + count) {
    if (starts.get(first.number + count)?.join() !== key) break;
    count++;
  }
  return count >= 2 ? count : 0;
}

/** Boxes are wider than a square; text with a character in each is not a table. */
const isSpaced = (columns: readonly number[]): boolean =>
  columns.filter((column, index) => index > 0 && column - (columns[index - 1] ?? 0) > 1).length * 2 >
  columns.length - 1;

/** Texts of a row: those near each other together, one character a square without spaces between. */
function rowTexts(cells: readonly Cell[], endOf: (cell: Cell) => Ends): readonly TextPart[] {
  const parts: { kind: "text"; cells: Cell[]; text: string }[] = [];
  let end: Ends | undefined;
  for (const cell of cells) {
    const open = parts.at(-1);
    const before = open?.cells.at(-1);
    if (open === undefined || before === undefined || end === undefined || cell.column - end.text > nearby)
      parts.push({ kind: "text", cells: [cell], text: cell.text });
    else {
      const spelled = cell.column === end.box + 1 && isSingle(cell.text) && isSingle(before.text);
      open.text += (spelled ? "" : " ") + cell.text;
      open.cells.push(cell);
    }
    end = endOf(cell);
  }
  return parts;
}

type TextPart = Extract<Part, { kind: "text" }>;

const isSingle = (text: string): boolean => [...text].length === 1;

interface Ends {
  /** Last column of the cell or its box. */
  readonly box: number;
  /** Last column that its text covers, as text flows over empty squares. */
  readonly text: number;
}

function textEnd({ column, text }: Cell, box: Area | undefined, widths: Float32Array): Ends {
  const end = box?.right ?? column;
  let left = 0;
  for (const character of text.slice(0, 200)) left += character.charCodeAt(0) > 0xff ? 2 : 1;
  let last = column;
  for (; last < lastColumn; last++) {
    left -= Math.max(0.5, widths[last] ?? 1);
    if (left <= 0) break;
  }
  return { box: end, text: Math.max(end, last) };
}

/** A sentence typed over several rows, because squares do not wrap. */
const shortestLine = 15;
const startsAnew = /^(?:[・●○■□◆◇※＊*\-－—（(①-⑳]|\d+[.)．、）]|第\p{N}|[ァ-ヶ][.．、])/u;

function continued(
  rows: readonly Row[],
  at: number,
  part: TextPart | undefined,
): { readonly part: TextPart; readonly rows: number } | undefined {
  if (part === undefined) return undefined;
  const cells = [...part.cells];
  const lines = [part.text];
  let next = rows[at + 1];
  while (next !== undefined && goesOn(lines.at(-1) ?? "", cells.at(-1), next)) {
    cells.push(...next.cells);
    lines.push(next.cells[0]?.text ?? "");
    next = rows[at + lines.length];
  }
  return { part: { kind: "text", cells, text: lines.join("\n") }, rows: lines.length };
}

function goesOn(line: string, last: Cell | undefined, { number, cells }: Row): boolean {
  const [cell] = cells;
  return (
    cells.length === 1 &&
    cell !== undefined &&
    last !== undefined &&
    number === last.row + 1 &&
    cell.column === last.column &&
    line.length >= shortestLine &&
    !/[。．.：:！？!?]\s*$/u.test(line) &&
    !startsAnew.test(cell.text)
  );
}
