/** An ordinary sheet: tables with a title above and notes below. */
import { columnsOf, type Part, regionsOf, type Row } from "./layout";
import { type SheetData } from "./sheetData";
import { headerRows } from "./tableHeader";

export function* plainParts(rows: readonly Row[], sheet: SheetData): Generator<Part> {
  for (const region of regionsOf(rows)) {
    const from = region.findIndex(isWide);
    if (from < 0) {
      yield* region.map(textPart);
      continue;
    }
    const to = region.length - trailingNotes(region);
    yield* region.slice(0, from).map(textPart);
    yield* tableParts(region.slice(from, to), sheet);
    yield* region.slice(to).map(textPart);
  }
}

const isWide = ({ cells }: Row): boolean => cells.length > 1;

const textPart = ({ cells }: Row): Part => ({
  kind: "text",
  cells,
  text: cells.map(({ text }) => text).join(" "),
});

const note = /^(?:[※＊*]|注|備考|\(?Note)/u;

function trailingNotes(region: readonly Row[]): number {
  const last = region.findLastIndex((row) => isWide(row) || !note.test(row.cells[0]?.text ?? ""));
  return region.length - 1 - last;
}

/** Rows that share hardly a column stand each for itself. */
function tableParts(rows: readonly Row[], sheet: SheetData): readonly Part[] {
  const columns = columnsOf(rows);
  if (columns !== undefined)
    return [{ kind: "table", columns, rows, headers: headerRows(rows, columns, sheet) }];
  return rows.map((row) => ({
    kind: "table",
    columns: row.cells.map(({ column }) => column),
    rows: [row],
    headers: 0,
  }));
}
