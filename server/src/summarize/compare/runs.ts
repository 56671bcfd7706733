/** Where two texts differ, as a table of old and new clauses (新旧対照表) underlines it. */
import { type Run } from "../../documents/docx/writeTable";

/** Words, figures, runs of kana; everything else a character at a time. */
const pieces = /[\p{Script=Latin}\p{M}]+|[\d.,]+|[\p{Script=Katakana}ー]+|\s+|./gsu;
/** Pieces that are compared with each other; of longer texts only the ends that are the same stay plain. */
const most = 700;

export function changedRuns(
  old: string,
  fresh: string,
): { readonly old: readonly Run[]; readonly new: readonly Run[] } {
  const [left, right] = [old.match(pieces) ?? [], fresh.match(pieces) ?? []];
  const [start, end] = commonEnds(left, right);
  const inner = [left.slice(start, left.length - end), right.slice(start, right.length - end)] as const;
  const [gone, come] = keptIn(...inner);
  const mark = (all: readonly string[], kept: ReadonlySet<number>): readonly Run[] =>
    merged(
      all.map((text, at) => ({
        text,
        marked: at >= start && at < all.length - end && !kept.has(at - start),
      })),
    );
  return { old: mark(left, gone), new: mark(right, come) };
}

function commonEnds(left: readonly string[], right: readonly string[]): readonly [number, number] {
  const least = Math.min(left.length, right.length);
  let start = 0;
  while (start < least && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < least - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  return [start, end];
}

/** Of each side, the places that a longest common subsequence keeps. */
function keptIn(
  left: readonly string[],
  right: readonly string[],
): readonly [ReadonlySet<number>, ReadonlySet<number>] {
  const kept = [new Set<number>(), new Set<number>()] as const;
  if (left.length > most || right.length > most) return kept;
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1)
    for (let column = right.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        left[row] === right[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  for (let row = 0, column = 0; row < left.length && column < right.length;) {
    if (left[row] === right[column]) {
      kept[0].add(row);
      kept[1].add(column);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return kept;
}

function merged(runs: readonly Run[]): readonly Run[] {
  const all: { text: string; marked: boolean }[] = [];
  for (const { text, marked = false } of runs) {
    const last = all.at(-1);
    if (last?.marked === marked) last.text += text;
    else all.push({ text, marked });
  }
  return all;
}
