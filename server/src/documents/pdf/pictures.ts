/** Where the pictures of a page lie. pdf.js leaves them out (`maxImageSize`), but not what places them. */
import { type Operators } from "./drawn";
import { apply, type Matrix, matrixOf, times } from "./matrix";

/** Points, from the upper left corner of the page as it is shown. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface State {
  readonly matrix: Matrix;
  /** Something was placed, and nothing was drawn since. */
  readonly placed: boolean;
}

/** They change how is drawn, and draw nothing. */
const neutral = [
  ...["dependency", "setGState", "setLineWidth", "setLineCap", "setLineJoin", "setMiterLimit", "setDash"],
  ...["setRenderingIntent", "setFlatness", "clip", "eoClip", "endPath", "setStrokeColorSpace"],
  ...["setFillColorSpace", "setStrokeColor", "setStrokeColorN", "setFillColor", "setFillColorN"],
  ...["setStrokeGray", "setFillGray", "setStrokeRGBColor", "setFillRGBColor", "setStrokeCMYKColor"],
  ...["setFillCMYKColor", "markPoint", "markPointProps", "beginMarkedContent", "beginMarkedContentProps"],
  ...["endMarkedContent", "beginCompat", "endCompat", "setStrokeTransparent", "setFillTransparent"],
];

/**
 * One box for each stretch between a saved and a restored state in which something is placed and nothing drawn. Where
 * their number is that of the pictures, these are the pictures. `to`: from the file's plane to the page as it is shown.
 */
export function emptyBoxes(
  { fnArray, argsArray }: Operators,
  ops: Readonly<Record<string, number>>,
  to: Matrix,
): readonly Box[] {
  const quiet = new Set(neutral.map((name) => ops[name]));
  const boxes: Box[] = [];
  const saved: State[] = [];
  let state: State = { matrix: to, placed: false };
  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index];
    const list = Array.isArray(args) ? (args as readonly unknown[]) : [];
    if (operator === ops["save"]) {
      saved.push(state);
      state = { ...state, placed: false };
    } else if (operator === ops["paintFormXObjectBegin"]) {
      saved.push({ ...state, placed: false });
      state = { matrix: times(state.matrix, matrixOf(list[0])), placed: false };
    } else if (operator === ops["restore"] || operator === ops["paintFormXObjectEnd"]) {
      const outer = saved.pop() ?? state;
      if (state.placed) boxes.push(boxOf(state.matrix));
      state = state.placed ? { ...outer, placed: false } : outer;
    } else if (operator === ops["transform"])
      state = { matrix: times(state.matrix, matrixOf(list)), placed: true };
    else if (!quiet.has(operator) && !(operator === ops["constructPath"] && list[0] === ops["endPath"]))
      state = { ...state, placed: false };
  }
  return boxes;
}

/** A picture fills the unit square of its plane. */
function boxOf(matrix: Matrix): Box {
  const corners = [apply(matrix, 0, 0), apply(matrix, 1, 0), apply(matrix, 0, 1), apply(matrix, 1, 1)];
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
