import assert from "node:assert/strict";
import { emptyBoxes } from "../../../../server/src/documents/pdf/pictures";
import { type Matrix } from "../../../../server/src/documents/pdf/matrix";

const names = ["save", "restore", "transform", "constructPath", "endPath", "clip", "showText", "fill"];
const formNames = ["paintFormXObjectBegin", "paintFormXObjectEnd", "setGState"];
const ops = Object.fromEntries([...names, ...formNames].map((name, index) => [name, index + 1]));
/** From the lower left corner of an A4 page to the upper left one. */
const toPage: Matrix = [1, 0, 0, -1, 0, 842];

function boxesOf(...list: readonly (readonly [name: string, ...args: unknown[]])[]) {
  const operators = {
    fnArray: list.map(([name]) => ops[name] ?? 0),
    argsArray: list.map(([, ...args]) => args),
  };
  return emptyBoxes(operators, ops, toPage).map(({ x, y, width, height }) => [x, y, width, height]);
}
const placed = ["transform", 120, 0, 0, 40, 60, 772] as const;

describe("pictures that pdf.js leaves out", () => {
  it("lie where something is placed and nothing drawn, also behind a clip", () => {
    assert.deepEqual(boxesOf(["save"], placed, ["restore"]), [[60, 30, 120, 40]]);
    const clip = [["constructPath", ops["endPath"]], ["clip"], ["setGState"]] as const;
    assert.deepEqual(boxesOf(["save"], ...clip, placed, ["restore"]), [[60, 30, 120, 40]]);
  });

  it("are not where text or an area is drawn", () => {
    assert.deepEqual(boxesOf(["save"], placed, ["showText", []], ["restore"]), []);
    assert.deepEqual(boxesOf(["save"], placed, ["constructPath", ops["fill"]], ["restore"]), []);
    assert.deepEqual(boxesOf(["save"], ["restore"]), []);
  });

  it("count once in states inside each other, and by the places of all of them", () => {
    const half = ["transform", 0.5, 0, 0, 0.5, 0, 0] as const;
    const inner = [["save"], placed, ["restore"]] as const;
    assert.deepEqual(boxesOf(["save"], half, ...inner, ["restore"]), [[30, 436, 60, 20]]);
    const form = ["paintFormXObjectBegin", [0.5, 0, 0, 0.5, 0, 0]] as const;
    assert.deepEqual(boxesOf(form, ...inner, ["paintFormXObjectEnd"]), [[30, 436, 60, 20]]);
  });

  it("may be turned", () =>
    assert.deepEqual(boxesOf(["save"], ["transform", 0, 40, -120, 0, 180, 772], ["restore"]), [
      [60, 30, 120, 40],
    ]));
});
