/** Vertical writing that a program drew character by character with a font for horizontal writing. */
import { isIdeograph } from "./characters";
import { type PlacedRun } from "./frames";

/** Share of a page's characters that must stand in columns of at least `shortest` of them. */
const least = 0.6;
const shortest = 3;
/** Sizes between two characters of a column. */
const pitch = { from: 0.7, to: 1.6 };

/** The runs, with such columns as runs of vertical writing; the same when the page has none. */
export function unstacked(runs: readonly PlacedRun[]): readonly PlacedRun[] {
  const single = runs.filter((run) => isSingle(run));
  const others = runs.filter((run) => run.angle === 0 && !run.vertical && !isSingle(run));
  const around = others.reduce((sum, { text }) => sum + text.trim().length, 0);
  if (single.length < 8 || single.length < least * (single.length + around)) return runs;
  const stacked = stacksOf(single)
    .filter((stack) => stack.length >= shortest)
    .flat();
  if (stacked.length < least * single.length) return runs;
  // In a column of its own, a character alone (a heading's last one) is vertical as the rest.
  const all = new Set(single);
  return runs.map((run) => (all.has(run) ? standing(run) : run));
}

const isSingle = ({ text, angle, vertical }: PlacedRun): boolean =>
  angle === 0 && !vertical && [...text.trim()].length === 1 && isIdeograph(text.trim());

function stacksOf(runs: readonly PlacedRun[]): readonly (readonly PlacedRun[])[] {
  const middle = ({ x, width }: PlacedRun) => x + width / 2;
  const open: PlacedRun[][] = [];
  for (const run of [...runs].sort((a, b) => a.y - b.y)) {
    const stack = open.find((own) => {
      const last = own.at(-1);
      if (last === undefined || Math.abs(middle(last) - middle(run)) > 0.25 * run.size) return false;
      const step = (run.y - last.y) / run.size;
      return step > pitch.from && step < pitch.to;
    });
    if (stack === undefined) open.push([run]);
    else stack.push(run);
  }
  return open;
}

const standing = (run: PlacedRun): PlacedRun => ({
  ...run,
  vertical: true,
  x: run.x + run.width / 2,
  y: run.y - 0.88 * run.size,
  width: run.size,
});
