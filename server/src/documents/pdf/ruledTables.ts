/** The runs of a frame that stand in ruled tables, as rows of cells; the table is one segment of the page. */
import { extentOf } from "./columns";
import { type Grid, gridsOf } from "./grids";
import { type Frame, type Row, type Run, type Segment } from "./model";
import { paragraphsOf } from "./paragraphs";
import { rowsOf, segmentOf } from "./rows";

/** Rows of a frame from top to bottom, a ruled table as a row of its own. */
export function rowsOfFrame({ runs, rules }: Frame): readonly Row[] {
  let rest = runs;
  const tables: Row[] = [];
  for (const grid of gridsOf(rules)) {
    const inside = rest.filter((run) => cellOf(grid, run) !== undefined);
    const table = inside.length === 0 ? undefined : tableOf(grid, inside);
    if (table === undefined) continue;
    const taken = new Set(inside);
    rest = rest.filter((run) => !taken.has(run));
    tables.push(table);
  }
  const rows = rowsOf(rest);
  return tables.length === 0 ? rows : [...rows, ...tables].sort((a, b) => a.y - b.y);
}

const cellOf = (grid: Grid, { x, y, width, size }: Run) => grid.cellAt(x + width / 2, y - 0.35 * size);

/** Undefined when the lines divide nothing: a box, an underlined form. */
function tableOf(grid: Grid, runs: readonly Run[]): Row | undefined {
  const cells = new Map<number, Run[]>();
  for (const run of runs) {
    const cell = cellOf(grid, run);
    if (cell === undefined) continue;
    const key = cell.row * grid.columns + cell.column;
    const own = cells.get(key) ?? [];
    cells.set(key, own);
    own.push(run);
  }
  if (cells.size < 2) return undefined;
  const rows = Array.from({ length: grid.rows }, (_, row) =>
    Array.from({ length: grid.columns }, (_, column) =>
      cellText(cells.get(row * grid.columns + column) ?? []),
    ),
  );
  const filled = withoutEmpty(rows);
  if (filled.length < 2 && (filled[0]?.length ?? 0) < 2) return undefined;
  const whole = segmentOf([...runs].sort((a, b) => a.order - b.order));
  const segment: Segment = {
    ...whole,
    ...{ x: grid.left, right: grid.right, y: grid.top, bold: false },
    text: filled.map((row) => row.filter((text) => text !== "").join(" ")).join(" "),
    table: filled,
  };
  return { segments: [segment], y: grid.top, size: whole.size };
}

/** Lines of a cell; what does not go on stands on a line of its own. */
function cellText(runs: readonly Run[]): string {
  if (runs.length === 0) return "";
  const lines = rowsOf(runs).map(({ segments }) => segmentOf(segments.flatMap((segment) => segment.runs)));
  if (lines.length === 1) return lines[0]?.text ?? "";
  const known: ReadonlySet<string> = new Set();
  return paragraphsOf(lines, extentOf(lines), known)
    .map(({ text }) => text)
    .join("\n");
}

/** Lines doubled for looks make rows and columns in which nothing stands. */
function withoutEmpty(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const used = rows[0]?.map((_, column) => rows.some((row) => row[column] !== "")) ?? [];
  return rows
    .filter((row) => row.some((text) => text !== ""))
    .map((row) => row.filter((_, column) => used[column]));
}
