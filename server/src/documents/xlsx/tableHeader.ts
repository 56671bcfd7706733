/** How many rows of a table name its columns. */
import { areNames, looksLikeHeader } from "../csv/headerRow";
import { cellKey } from "./cellNames";
import { type Row } from "./layout";
import { type SheetData } from "./sheetData";

const lookedAt = 20;

/**
 * A filter, a table of the workbook or frozen rows say so; otherwise a row of short texts above numbers, or one
 * that looks unlike the row below it. A form of names and texts side by side has no head.
 */
export function headerRows(rows: readonly Row[], columns: readonly number[], sheet: SheetData): number {
  const stated = rows.slice(0, 3).findLastIndex(({ number }) => sheet.headerRows.has(number));
  if (stated >= 0) return stated + 1;
  const [first, second] = rows;
  if (first === undefined || second === undefined || columns.length < 2) return 0;
  // 計画 and 実績 stand below each of the names above.
  const named = second.cells.length >= 2 && areNames(second.cells);
  if (isGrouped(first, sheet) && named && numbersBelow(second, rows.slice(1))) return 2;
  if (!looksLikeHeader(first.cells, columns.length)) return 0;
  return numbersBelow(first, rows) || looksApart(first, second) ? 1 : 0;
}

/** Names over several columns, with the names of those columns below: 売上 over 上期 and 下期. */
function isGrouped({ number, cells }: Row, { wide }: SheetData): boolean {
  return (
    cells.length >= 2 &&
    cells.every(({ numeric }) => !numeric) &&
    cells.some(({ column }) => wide.has(cellKey(number, column)))
  );
}

function numbersBelow({ cells }: Row, rows: readonly Row[]): boolean {
  const named = new Set(cells.map(({ column }) => column));
  return rows
    .slice(1, lookedAt)
    .some((row) => row.cells.some(({ column, numeric }) => numeric && named.has(column)));
}

function looksApart(first: Row, second: Row): boolean {
  const styles = new Map(second.cells.map(({ column, style }) => [column, style]));
  const shared = first.cells.filter(({ column }) => styles.has(column));
  return shared.length >= 2 && shared.every(({ column, style }) => styles.get(column) !== style);
}
