/** The runs of a page by the direction they are read in; vertical writing becomes lines from left to right too. */
import { type Frame, rightOf, type Run } from "./model";
import { type Rule } from "./rules";
import { unstacked } from "./stacks";

/** A run as the file draws it; y from the top. */
export interface PlacedRun extends Run {
  /** Degrees that its direction is turned clockwise. */
  readonly angle: number;
  /** Written from top to bottom; x is the middle of its column, y its top. `width` runs down. */
  readonly vertical: boolean;
}

/** Ems from the middle of a vertical column to where its baseline would be if it lay on its side. */
const middle = 0.36;

/** The frame with most text first. */
export function framesOf(placed: readonly PlacedRun[], rules: readonly Rule[] = []): readonly Frame[] {
  const runs = unstacked(withoutDoubles(placed));
  const columns = runs.filter(({ vertical }) => vertical);
  const frames = new Map<number, Run[]>();
  for (const run of runs) {
    const upright = !run.vertical && run.angle === 0 && columns.some((column) => standsIn(run, column));
    const angle = run.vertical || upright ? (run.vertical ? run.angle + 90 : 90) % 360 : run.angle;
    const list = frames.get(angle) ?? [];
    frames.set(angle, list);
    list.push(upright ? lying(run) : turned(run, angle));
  }
  const length = (own: readonly Run[]) => own.reduce((sum, { text }) => sum + text.length, 0);
  return [...frames]
    .map(([angle, own]) => ({ angle, runs: own, rules: turnedRules(rules, angle) }))
    .sort((a, b) => length(b.runs) - length(a.runs));
}

function turned(run: PlacedRun, angle: number): Run {
  const { text, width, size, bold, order } = run;
  const radians = (angle * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(radians), Math.sin(radians)];
  const y = run.y * cosine - run.x * sine;
  return {
    ...{ text, width, size, bold, order },
    x: run.x * cosine + run.y * sine,
    y: run.vertical ? y + middle * size : y,
  };
}

function turnedRules(rules: readonly Rule[], angle: number): readonly Rule[] {
  if (angle === 0 || angle % 90 !== 0) return angle === 0 ? rules : [];
  const radians = (angle * Math.PI) / 180;
  const [cosine, sine] = [Math.round(Math.cos(radians)), Math.round(Math.sin(radians))];
  return rules.map(({ x1, y1, x2, y2 }) => {
    const [xs, ys] = [
      [x1 * cosine + y1 * sine, x2 * cosine + y2 * sine],
      [y1 * cosine - x1 * sine, y2 * cosine - x2 * sine],
    ];
    return { x1: Math.min(...xs), x2: Math.max(...xs), y1: Math.min(...ys), y2: Math.max(...ys) };
  });
}

/** Figures that stand upright in a vertical column (縦中横): one character of it. */
function lying({ text, x, y, width, size, bold, order }: PlacedRun): Run {
  return { text, bold, order, size, width: size, x: y - 0.85 * size, y: -(x + width / 2) + middle * size };
}

function standsIn(run: PlacedRun, column: PlacedRun): boolean {
  if (run.text.trim().length > 4 || run.width > 1.6 * column.size) return false;
  if (Math.abs(run.x + run.width / 2 - column.x) > 0.6 * column.size) return false;
  const top = run.y - run.size;
  return top < column.y + column.width + column.size && run.y > column.y - column.size;
}

/** Bold type that is made by drawing a text twice, a little apart. */
function withoutDoubles(runs: readonly PlacedRun[]): readonly PlacedRun[] {
  const kept: PlacedRun[] = [];
  const seen = new Map<string, number[]>();
  for (const run of runs) {
    const same = seen.get(run.text) ?? [];
    seen.set(run.text, same);
    const double = same.slice(-20).find((at) => isDouble(run, kept[at]));
    const first = double === undefined ? undefined : kept[double];
    if (double !== undefined && first !== undefined) kept[double] = { ...first, bold: true };
    else {
      same.push(kept.length);
      kept.push(run);
    }
  }
  return kept;
}

function isDouble(run: PlacedRun, other: PlacedRun | undefined): boolean {
  if (other === undefined || other.angle !== run.angle) return false;
  const near = 0.15 * run.size;
  return (
    Math.abs(other.x - run.x) < near &&
    Math.abs(other.y - run.y) < near &&
    Math.abs(rightOf(other) - rightOf(run)) < 2 * near
  );
}
