/** Cells as people see them: rows that stand together, tables among them, lone cells between. */
import { type Cell, type SheetData } from "./sheetData";

export interface Row {
  readonly number: number;
  readonly cells: readonly Cell[];
}

export type Part =
  /** Cells that are one text, in reading order. */
  | { readonly kind: "text"; readonly cells: readonly Cell[]; readonly text: string }
  /** Columns ascending; a row has a cell in some of them. */
  | {
      readonly kind: "table";
      readonly columns: readonly number[];
      readonly rows: readonly Row[];
      /** Rows from the first that name the columns. */
      readonly headers: number;
    };

/** Rows that hold something, in order. Costs the cells, whatever area they are spread over. */
export function rowsOf({ cells }: SheetData): readonly Row[] {
  const rows: { number: number; cells: Cell[] }[] = [];
  for (const cell of cells) {
    const open = rows.at(-1);
    const before = open?.number === cell.row ? open.cells.at(-1) : undefined;
    // Two cells of one name: a broken file, but both texts are in it.
    if (before?.column === cell.column)
      open?.cells.splice(-1, 1, { ...before, text: `${before.text} ${cell.text}` });
    else if (before !== undefined) open?.cells.push(cell);
    else rows.push({ number: cell.row, cells: [cell] });
  }
  return rows;
}

/** Rows without an empty one between them. */
export function regionsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const regions: Row[][] = [];
  let last = -1;
  for (const row of rows) {
    if (row.number === last + 1) regions.at(-1)?.push(row);
    else regions.push([row]);
    last = row.number;
  }
  return regions;
}

/** Spread over more places than this for each cell, rows are not aligned with each other. */
const widestSpread = 16;

/** Columns that any of the rows uses; undefined when most places would be empty. */
export function columnsOf(rows: readonly Row[]): readonly number[] | undefined {
  const columns = new Set<number>();
  let filled = 0;
  for (const { cells } of rows) {
    filled += cells.length;
    for (const { column } of cells) columns.add(column);
  }
  return columns.size * rows.length > widestSpread * filled
    ? undefined
    : [...columns].sort((one, other) => one - other);
}
