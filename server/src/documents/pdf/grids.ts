/** Tables that are ruled: cells are what lines enclose, however many lines of text stand in them. */
import { type Rule } from "./rules";

export interface Grid {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly rows: number;
  readonly columns: number;
  /** The row and column in which the cell at a point begins; undefined outside. */
  cellAt(x: number, y: number): { readonly row: number; readonly column: number } | undefined;
}

/** Points by which lines may miss each other. */
const near = 3;
const most = { columns: 80, rows: 400 };

/** A line along one axis: `at` on the other. */
interface Line {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export function gridsOf(rules: readonly Rule[]): readonly Grid[] {
  const across = merged(
    rules.filter((rule) => isAcross(rule)).map(({ x1, x2, y1 }) => ({ at: y1, from: x1, to: x2 })),
  );
  const down = merged(
    rules.filter((rule) => !isAcross(rule)).map(({ x1, y1, y2 }) => ({ at: x1, from: y1, to: y2 })),
  );
  return groupsOf(across, down).flatMap((group) => gridOf(group.across, group.down) ?? []);
}

const isAcross = ({ x1, x2, y1, y2 }: Rule): boolean => x2 - x1 > y2 - y1;

/** Pieces of one line put together. */
function merged(lines: readonly Line[]): readonly Line[] {
  const sorted = [...lines].sort((a, b) => a.at - b.at);
  const rows: Line[][] = [];
  for (const line of sorted) {
    const row = rows.at(-1);
    if (row !== undefined && line.at - (row[0]?.at ?? 0) <= near) row.push(line);
    else rows.push([line]);
  }
  return rows.flatMap((row) => {
    const at = row[0]?.at ?? 0;
    const joined: { at: number; from: number; to: number }[] = [];
    for (const { from, to } of row.sort((a, b) => a.from - b.from)) {
      const last = joined.at(-1);
      if (last !== undefined && from <= last.to + near) last.to = Math.max(last.to, to);
      else joined.push({ at, from, to });
    }
    return joined;
  });
}

interface Group {
  readonly across: readonly Line[];
  readonly down: readonly Line[];
}

/** Lines that touch each other, directly or through others. */
function groupsOf(across: readonly Line[], down: readonly Line[]): readonly Group[] {
  const parents = [...across, ...down].map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parents[at] !== at) at = parents[at] = parents[parents[at] ?? at] ?? at;
    return at;
  };
  for (const [i, row] of across.entries())
    for (const [j, column] of down.entries())
      if (touches(row, column)) parents[root(i)] = root(across.length + j);
  const groups = new Map<number, { across: Line[]; down: Line[] }>();
  for (const [index, line] of [...across, ...down].entries()) {
    const key = root(index);
    const group = groups.get(key) ?? { across: [], down: [] };
    groups.set(key, group);
    (index < across.length ? group.across : group.down).push(line);
  }
  return [...groups.values()];
}

const touches = (row: Line, column: Line): boolean =>
  column.at >= row.from - near &&
  column.at <= row.to + near &&
  row.at >= column.from - near &&
  row.at <= column.to + near;

/** A box around text is no table: it needs a line inside. Sides may be open. */
function gridOf(across: readonly Line[], down: readonly Line[]): Grid | undefined {
  if (across.length < 2 || down.length === 0) return undefined;
  const left = Math.min(...across.map(({ from }) => from), ...down.map(({ at }) => at));
  const right = Math.max(...across.map(({ to }) => to), ...down.map(({ at }) => at));
  const top = Math.min(...across.map(({ at }) => at), ...down.map(({ from }) => from));
  const bottom = Math.max(...across.map(({ at }) => at), ...down.map(({ to }) => to));
  const xs = distinct([left, ...down.map(({ at }) => at), right]);
  const ys = distinct([top, ...across.map(({ at }) => at), bottom]);
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns * rows < 2 || columns > most.columns || rows > most.rows) return undefined;
  const owner = ownersOf(xs, ys, { across, down });
  return {
    ...{ left, right, top, bottom, rows, columns },
    cellAt(x, y) {
      const [column, row] = [slot(xs, x), slot(ys, y)];
      if (column === undefined || row === undefined) return undefined;
      const cell = owner(row * columns + column);
      return { row: Math.floor(cell / columns), column: cell % columns };
    },
  };
}

function distinct(values: readonly number[]): readonly number[] {
  const kept: number[] = [];
  for (const value of [...values].sort((a, b) => a - b))
    if (value - (kept.at(-1) ?? -Infinity) > near) kept.push(value);
  return kept;
}

/** Index of the interval a value stands in. */
function slot(edges: readonly number[], value: number): number | undefined {
  if (value < (edges[0] ?? 0) || value > (edges.at(-1) ?? 0)) return undefined;
  const at = edges.findIndex((edge) => edge > value);
  return at < 0 ? edges.length - 2 : at - 1;
}

/** Cells between which no line is drawn are one, named by its first. */
function ownersOf(
  xs: readonly number[],
  ys: readonly number[],
  { across, down }: Group,
): (cell: number) => number {
  const columns = xs.length - 1;
  const parents = Array.from({ length: columns * (ys.length - 1) }, (_, index) => index);
  const root = (cell: number): number => {
    let at = cell;
    while (parents[at] !== at) at = parents[at] ?? at;
    return at;
  };
  const join = (a: number, b: number) => {
    const [first, second] = [root(a), root(b)];
    parents[Math.max(first, second)] = Math.min(first, second);
  };
  const middle = (edges: readonly number[], at: number) => ((edges[at] ?? 0) + (edges[at + 1] ?? 0)) / 2;
  const isRuled = (lines: readonly Line[], at: number, along: number) =>
    lines.some((line) => Math.abs(line.at - at) <= near && line.from <= along && along <= line.to);
  for (let row = 0; row < ys.length - 1; row++)
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      if (column + 1 < columns && !isRuled(down, xs[column + 1] ?? 0, middle(ys, row))) join(cell, cell + 1);
      if (row + 2 < ys.length && !isRuled(across, ys[row + 1] ?? 0, middle(xs, column)))
        join(cell, cell + columns);
    }
  return root;
}
