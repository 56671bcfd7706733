import assert from "node:assert/strict";
import { isVisit, type Place } from "../../../client/src/visitPolicy";

const at = (uri: string, line: number): Place => ({ uri, line, character: 0 });

const cases: readonly (readonly [string, Place | undefined, Place, boolean])[] = [
  ["the first place", undefined, at("a", 0), true],
  ["another document", at("a", 5), at("b", 5), true],
  ["a line nearby", at("a", 5), at("a", 25), false],
  ["a line farther down", at("a", 5), at("a", 26), true],
  ["a line farther up", at("a", 30), at("a", 9), true],
];

describe("isVisit", () => {
  for (const [name, told, now, expected] of cases) it(name, () => assert.equal(isVisit(told, now), expected));
});
