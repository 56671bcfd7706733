import assert from "node:assert/strict";
import { crashWindow, mayRestart } from "../../../client/src/crashPolicy";

const cases: readonly (readonly [string, readonly number[], boolean])[] = [
  ["the first crash", [0], true],
  ["three close together", [0, 1000, 2000], true],
  ["four close together", [0, 1000, 2000, 3000], false],
  ["four over a longer time", [0, crashWindow, crashWindow + 1, crashWindow + 2], true],
];

describe("mayRestart", () => {
  for (const [name, times, expected] of cases) it(name, () => assert.equal(mayRestart(times), expected));
});
