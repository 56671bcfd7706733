/** The straight lines that a page draws along its edges: what tables are ruled with. */
import { type Operators } from "./drawn";
import { apply, type Matrix, matrixOf, times } from "./matrix";

/** Along the x or the y axis; y from the top. */
export interface Rule {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Points a line may lean, and its least length. */
const lean = 1;
const shortest = 5;
/** A page with more is a drawing. */
const mostRules = 6000;

/** pdf.js's codes of the steps of a path, with the numbers that follow each. */
const steps = { move: 0, line: 1, curve: 2, quadratic: 3, close: 4 };
const taken: Readonly<Record<number, number>> = { 0: 2, 1: 2, 2: 6, 3: 4, 4: 0 };

/** `to`: from the file's plane to the page as it is shown. */
export function rulesOf(
  { fnArray, argsArray }: Operators,
  ops: Readonly<Record<string, number>>,
  to: Matrix,
): readonly Rule[] {
  const rules: Rule[] = [];
  const saved: Matrix[] = [];
  let matrix = to;
  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index];
    const list = Array.isArray(args) ? (args as readonly unknown[]) : [];
    if (operator === ops["save"]) saved.push(matrix);
    else if (operator === ops["restore"] || operator === ops["paintFormXObjectEnd"])
      matrix = saved.pop() ?? matrix;
    else if (operator === ops["transform"]) matrix = times(matrix, matrixOf(list));
    else if (operator === ops["paintFormXObjectBegin"]) {
      saved.push(matrix);
      matrix = times(matrix, matrixOf(list[0]));
    } else if (operator === ops["constructPath"] && list[0] !== ops["endPath"]) {
      rules.push(...pathRules(list[1], matrix));
      if (rules.length > mostRules) return [];
    }
  }
  return rules;
}

function pathRules(value: unknown, matrix: Matrix): readonly Rule[] {
  const path = Array.isArray(value) ? (value as readonly unknown[])[0] : undefined;
  if (!(path instanceof Float32Array)) return [];
  const rules: Rule[] = [];
  let start = [0, 0] as readonly [number, number];
  let at = start;
  const draw = (next: readonly [number, number]) => {
    const rule = ruleBetween(at, next);
    if (rule !== undefined && rules.length <= mostRules) rules.push(rule);
    at = next;
  };
  for (let index = 0; index < path.length;) {
    const step = path[index] ?? 0;
    const count = taken[step];
    if (count === undefined) break;
    const end = apply(matrix, path[index + count - 1] ?? 0, path[index + count] ?? 0);
    if (step === steps.close) draw(start);
    else if (step === steps.line) draw(end);
    else at = end;
    if (step === steps.move) start = end;
    index += count + 1;
  }
  return rules;
}

function ruleBetween(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): Rule | undefined {
  const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
  if (Math.max(width, height) < shortest || Math.min(width, height) > lean) return undefined;
  return { x1: Math.min(x1, x2), x2: Math.max(x1, x2), y1: Math.min(y1, y2), y2: Math.max(y1, y2) };
}
