/** Cells by their names: `B7`, `Sheet1!B7`, `'Sales 2024'!B7`. */

/** What a sheet can have (Excel's specifications). */
export const lastRow = 1_048_576;
export const lastColumn = 16_384;

/** Rows and columns from 1, last ones included. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export function columnName(column: number): string {
  let name = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

export const cellName = (row: number, column: number): string => `${columnName(column)}${row}`;

/** A number for a cell, for sets and maps. */
export const cellKey = (row: number, column: number): number => row * (lastColumn + 1) + column;

/** Sheet names with spaces or marks stand in quotes, as in formulas. */
export function sheetPrefix(sheet: string): string {
  const simple = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet) && !/^[A-Z]{1,3}\d+$/i.test(sheet);
  return simple ? `${sheet}!` : `'${sheet.replaceAll("'", "''")}'!`;
}

/** Undefined for a name that no sheet has. */
export function parseCell(name: string): { readonly row: number; readonly column: number } | undefined {
  let column = 0;
  let at = 0;
  for (; at < name.length; at++) {
    const code = name.charCodeAt(at) & ~0x20;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
    if (column > lastColumn) return undefined;
  }
  const row = Number(name.slice(at));
  return column > 0 && Number.isInteger(row) && row >= 1 && row <= lastRow ? { row, column } : undefined;
}

/** `B2:D5`, or one cell. */
export function parseArea(reference: string): Area | undefined {
  const [from = "", to = from] = reference.replaceAll("$", "").split(":");
  const first = parseCell(from);
  const last = parseCell(to);
  if (first === undefined || last === undefined) return undefined;
  return {
    top: Math.min(first.row, last.row),
    left: Math.min(first.column, last.column),
    bottom: Math.max(first.row, last.row),
    right: Math.max(first.column, last.column),
  };
}

/** `3, 5-8`; more than ten ranges end in `…`. Numbers in ascending order. */
export function rangesText(numbers: readonly number[], name: (number: number) => string): string {
  const ranges: { readonly from: number; readonly to: number }[] = [];
  for (const number of numbers) {
    const open = ranges.at(-1);
    if (open?.to === number - 1) ranges[ranges.length - 1] = { from: open.from, to: number };
    else ranges.push({ from: number, to: number });
  }
  const shown = ranges
    .slice(0, 10)
    .map(({ from, to }) => (from === to ? name(from) : `${name(from)}-${name(to)}`));
  return shown.join(", ") + (ranges.length > 10 ? ", …" : "");
}
