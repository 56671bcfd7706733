/** Columns of running text, in the order they are read; tables stay rows. */
import { emsOf } from "./characters";
import { type Column, type Row, type Segment } from "./model";
import { rowFrom } from "./rows";

export interface Flow {
  readonly rows: readonly Row[];
  readonly column: Column;
}

/** Points. Gutters are looked for at this resolution. */
const bin = 3;
/** Lines a column has at least, and their mean length in ems. */
const fewestLines = 3;
const leastEms = 8;
/** Ems of the text area of a page without columns, at least. */
const leastWidth = 25;
const deepest = 3;

/** `rows` from top to bottom. */
export function flowsOf(rows: readonly Row[], depth = 0): readonly Flow[] {
  if (rows.length === 0) return [];
  const split = depth < deepest ? splitAtGutter(rows) : undefined;
  if (split === undefined) return [{ rows, column: columnOf(rows, depth === 0 ? leastWidth : 0) }];
  return split.flatMap((part) => flowsOf(part, depth + 1));
}

/** Short lines alone on a page (a cover, a form) do not fill their column. */
function columnOf(rows: readonly Row[], width: number): Column {
  const { left, right } = extentOf(rows.flatMap(({ segments }) => segments));
  const sizes = rows.map(({ size }) => size).sort((a, b) => a - b);
  const size = sizes[sizes.length >> 1] ?? 10;
  const full = rows.filter(({ segments }) => extentOf(segments).right > right - 2 * size).length;
  const isFilled = full >= 0.4 * rows.length && full >= 4 && right - left > 10 * size;
  return { left, right: isFilled ? right : Math.max(right, left + width * size) };
}

export function extentOf(segments: readonly Segment[]): Column {
  let [left, right] = [Infinity, -Infinity];
  for (const segment of segments) {
    left = Math.min(left, segment.x);
    right = Math.max(right, segment.right);
  }
  return { left, right };
}

function splitAtGutter(rows: readonly Row[]): readonly (readonly Row[])[] | undefined {
  for (const gutter of guttersOf(rows)) {
    const parts: (readonly Row[])[] = [];
    let rest: Row[] = [];
    for (const { crosses, rows: band } of bandsOf(rows, gutter)) {
      const sides = crosses ? undefined : columnsOf(band, gutter);
      if (sides === undefined) rest.push(...band);
      else {
        parts.push(rest, ...sides);
        rest = [];
      }
    }
    if (parts.length > 0) return [...parts, rest].filter((part) => part.length > 0);
  }
  return undefined;
}

/** Middles of stretches of x that few lines cross, the emptiest first. */
function guttersOf(rows: readonly Row[]): readonly number[] {
  const segments = rows.flatMap((row) => row.segments);
  const { left, right } = extentOf(segments);
  const bins = Math.min(2000, Math.ceil((right - left) / bin));
  const covered = new Array<number>(Math.max(0, bins)).fill(0);
  for (const { x, right: end } of segments) {
    const last = Math.min(bins - 1, Math.floor((end - left) / bin));
    for (let at = Math.max(0, Math.floor((x - left) / bin)); at <= last; at++)
      covered[at] = (covered[at] ?? 0) + 1;
  }
  const most = Math.max(0, ...covered);
  const found: { readonly middle: number; readonly cover: number; readonly width: number }[] = [];
  for (let at = 0; at < bins;) {
    const cover = covered[at] ?? 0;
    let end = at + 1;
    while (end < bins && covered[end] === cover) end++;
    const isValley = cover < (covered[at - 1] ?? 0) && cover < (covered[end] ?? 0) && cover <= 0.4 * most;
    if (isValley) found.push({ middle: left + ((at + end) / 2) * bin, cover, width: end - at });
    at = end;
  }
  return found
    .sort((a, b) => a.cover - b.cover || b.width - a.width)
    .slice(0, 6)
    .map(({ middle }) => middle);
}

interface Band {
  readonly crosses: boolean;
  readonly rows: Row[];
}

function bandsOf(rows: readonly Row[], gutter: number): readonly Band[] {
  const bands: Band[] = [];
  for (const row of rows) {
    const crosses = row.segments.some(({ x, right }) => x < gutter && right > gutter);
    const last = bands.at(-1);
    if (last?.crosses === crosses) last.rows.push(row);
    else bands.push({ crosses, rows: [row] });
  }
  return bands;
}

/** The two sides of a gutter when both are running text. */
function columnsOf(rows: readonly Row[], gutter: number): readonly (readonly Row[])[] | undefined {
  const side = (isLeft: boolean) =>
    rows.flatMap(({ segments }) => {
      const own = segments.filter(({ right }) => right <= gutter === isLeft);
      return own.length === 0 ? [] : [rowFrom(own)];
    });
  const [left, right] = [side(true), side(false)];
  if (!isProse(left) || !isProse(right)) return undefined;
  return changesOfSide(rows, gutter) > 0.4 * (left.length + right.length) && !isWide(left, right)
    ? undefined
    : [left, right];
}

function isProse(rows: readonly Row[]): boolean {
  if (rows.length < fewestLines) return false;
  const lines = rows.map(({ segments }) => ({ ...extentOf(segments), segments }));
  const { left, right } = extentOf(rows.flatMap(({ segments }) => segments));
  const full = lines.filter((line) => line.right - line.left >= 0.75 * (right - left)).length;
  const ems = rows.reduce(
    (sum, { segments }) => sum + segments.reduce((s, { text }) => s + emsOf(text), 0),
    0,
  );
  return full >= 0.5 * rows.length && ems / rows.length >= leastEms;
}

/** A file draws a table cell by cell, and columns of text one after the other. */
function changesOfSide(rows: readonly Row[], gutter: number): number {
  const sides = rows
    .flatMap(({ segments }) => segments)
    .map(({ runs, right }) => ({ order: runs[0]?.order ?? 0, isLeft: right <= gutter }))
    .sort((a, b) => a.order - b.order);
  return sides.filter(({ isLeft }, index) => index > 0 && sides[index - 1]?.isLeft !== isLeft).length;
}

/** Long lines that end at different heights are no cells of one row. */
function isWide(left: readonly Row[], right: readonly Row[]): boolean {
  const beside = left.filter(({ y, size }) => right.some((row) => Math.abs(row.y - y) < 0.3 * size)).length;
  return beside < 0.5 * Math.min(left.length, right.length);
}
