import assert from "node:assert/strict";
import { parseJsonc } from "../../../server/src/util/jsonc";

describe("settings as editors keep them", () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['{"a": 1}', { a: 1 }],
    ['\uFEFF{ // a, b\n "a": "x // y", /* z, */ "b": [1, 2, ], }', { a: "x // y", b: [1, 2] }],
    ['{"a": "\\"/*", "b": 2, // end\n}', { a: '"/*', b: 2 }],
    ['{"a": ",}"}', { a: ",}" }],
    ["{", undefined],
    ["", undefined],
  ];
  for (const [text, expected] of cases)
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(parseJsonc(text), expected));
});
