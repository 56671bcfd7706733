/** A sheet's cells in the view of its workbook. */
import { type Place } from "../document";
import { type ViewBuilder } from "../viewBuilder";
import { cellName } from "./cellNames";
import { gridParts, isGrid } from "./gridLayout";
import { type Part, rowsOf } from "./layout";
import { plainParts } from "./plainLayout";
import { type Work } from "./saxReader";
import { type Cell, type SheetData } from "./sheetData";

export interface SheetPlace {
  /** `Sheet1!`. */
  readonly prefix: string;
  readonly hidden: boolean;
}

/** Rows between two pauses: some 10 ms of work. */
const rowsAtOnce = 1000;

/** Throws the signal's reason when aborted. */
export async function writeSheet(
  view: ViewBuilder,
  sheet: SheetData,
  place: SheetPlace,
  work: Work,
): Promise<void> {
  const rows = rowsOf(sheet);
  const parts = isGrid(rows, sheet) ? gridParts(rows, sheet) : plainParts(rows, sheet);
  const placeOf = (cell: Cell) => cellPlace(cell, place);
  let written = 0;
  for (const part of parts) {
    if (part.kind === "text") view.paragraph(part.text, textPlace(part.cells, place));
    const lines = part.kind === "text" ? [undefined] : part.rows;
    for (const [index, row] of lines.entries()) {
      if (row !== undefined && part.kind === "table") writeRow(view, part, index, placeOf);
      if (++written % rowsAtOnce !== 0) continue;
      await work.pause();
      work.signal.throwIfAborted();
    }
    view.endTable();
  }
}

/** A text of several cells stands at the first of them. */
function textPlace(cells: readonly Cell[], place: SheetPlace): Place | undefined {
  const [first] = cells;
  return first && cellPlace({ ...first, hidden: cells.some(({ hidden }) => hidden) }, place);
}

type Table = Extract<Part, { kind: "table" }>;

function writeRow(
  view: ViewBuilder,
  { columns, rows, headers }: Table,
  index: number,
  placeOf: PlaceOf,
): void {
  const cells = new Map(rows[index]?.cells.map((cell) => [cell.column, cell]));
  view.row(
    columns.map((column) => {
      const cell = cells.get(column);
      return cell === undefined ? { text: "" } : { text: cell.text, place: placeOf(cell) };
    }),
    index < headers,
  );
}

type PlaceOf = (cell: Cell) => Place;

const cellPlace = ({ row, column, hidden }: Cell, sheet: SheetPlace): Place => ({
  cell: `${sheet.prefix}${cellName(row, column)}`,
  ...((hidden || sheet.hidden) && { part: "hidden" }),
});
