/** Runs to rows of segments: what stands on one baseline, divided where the gaps are wide. */
import { lineText } from "./lineText";
import { rightOf, type Row, type Run, type Segment } from "./model";

/** Ems between two segments of a row. */
const segmentGap = 1.2;
/** Rows looked back at for one that a run belongs to. */
const lookBack = 8;

const topOf = ({ y, size }: Run) => y - 0.8 * size;
const bottomOf = ({ y, size }: Run) => y + 0.12 * size;

/** From top to bottom; readings over characters (ruby) are left out. */
export function rowsOf(runs: readonly Run[]): readonly Row[] {
  const open: { main: Run; readonly runs: Run[] }[] = [];
  const sorted = runs.filter(({ text }) => text.trim() !== "").sort((a, b) => a.y - b.y || a.x - b.x);
  for (const run of sorted) {
    const row = open
      .slice(-lookBack)
      .reverse()
      .find(({ main, runs: own }) => belongs(run, main, own));
    if (row === undefined) open.push({ main: run, runs: [run] });
    else {
      row.runs.push(run);
      if (run.size > row.main.size) row.main = run;
    }
  }
  const rows = open.map(({ runs: own }) => rowOf(own)).sort((a, b) => a.y - b.y);
  return withoutRuby(rows);
}

function belongs(run: Run, main: Run, runs: readonly Run[]): boolean {
  const overlap = Math.min(bottomOf(run), bottomOf(main)) - Math.max(topOf(run), topOf(main));
  if (overlap < 0.5 * 0.92 * Math.min(run.size, main.size)) return false;
  // Two small lines beside one large character are two rows.
  return runs.every((other) => {
    const shared = Math.min(rightOf(run), rightOf(other)) - Math.max(run.x, other.x);
    const small = Math.min(run.size, other.size);
    return shared < 0.3 * Math.min(run.width, other.width) || Math.abs(run.y - other.y) < 0.25 * small;
  });
}

function rowOf(runs: readonly Run[]): Row {
  const sorted = [...runs].sort((a, b) => a.x - b.x || a.order - b.order);
  const parts: Run[][] = [];
  let right = -Infinity;
  let size = 0;
  for (const run of sorted) {
    if (run.x - right > segmentGap * Math.max(size, run.size)) parts.push([]);
    parts.at(-1)?.push(run);
    right = Math.max(right, rightOf(run));
    size = run.size;
  }
  return rowFrom(parts.map((part) => segmentOf(part)));
}

export function rowFrom(segments: readonly Segment[]): Row {
  const sizes = segments.map(({ size }) => size);
  return { segments, y: Math.max(...segments.map(({ y }) => y)), size: Math.max(...sizes) };
}

export function segmentOf(runs: readonly Run[], marks?: ReadonlySet<string>): Segment {
  const size = mainSize(runs);
  const y = runs.find((run) => Math.abs(run.size - size) < 0.01)?.y ?? 0;
  const letters = runs.filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
  return {
    runs,
    x: Math.min(...runs.map(({ x }) => x)),
    right: Math.max(...runs.map(rightOf)),
    y,
    size,
    text: lineText(runs, { y, size }, marks),
    bold: letters.length > 0 && letters.every(({ bold }) => bold),
  };
}

/** The size of most characters. */
function mainSize(runs: readonly Run[]): number {
  const counts = new Map<number, number>();
  for (const { size, text } of runs) counts.set(size, (counts.get(size) ?? 0) + text.trim().length);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 10;
}

const reading = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・\s　]+$/u;

/** Small kana right above a line of text. */
function withoutRuby(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row, index) => {
    const below = rows.slice(index + 1, index + 4).flatMap(({ segments }) => segments);
    const kept = row.segments.filter((segment) => !below.some((base) => isRuby(segment, base)));
    if (kept.length === row.segments.length) return [row];
    return kept.length === 0 ? [] : [rowFrom(kept)];
  });
}

function isRuby(small: Segment, base: Segment): boolean {
  const { size } = base;
  if (small.size > 0.62 * size || !reading.test(small.text)) return false;
  const gap = base.y - 0.8 * size - small.y;
  return gap > -0.5 * size && gap < 0.65 * size && small.x > base.x - size && small.right < base.right + size;
}
