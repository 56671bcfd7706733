import assert from "node:assert/strict";
import { moved, retainedIn, retainedShare } from "../../../server/src/journal/retained";

describe("journal: what is left of a text", () => {
  const cases: readonly (readonly [why: string, taken: string, text: string, share: number])[] = [
    ["all of it, among others", "return total;", "x = 1;\nreturn total;\ny = 2;", 1],
    ["all of it but a letter", "return totals", "return total;", 1 - 1 / 13],
    ["nothing", "abcd", "1234567890", 0],
    ["nothing, in an empty document", "abcd", "", 0],
    ["half of it", "abcdefgh", "--abcd--", 0.5],
    ["Japanese by characters", "顧客の一覧を返す", "顧客の名簿を返す", 1 - 2 / 8],
    ["a pair of surrogates as one", "🎉🎉", "🎉x", 0.5],
    ["what is broken up", "ab cd", "ab\n  cd", 1 - 2 / 5],
    ["an empty text", "", "x", 1],
  ];
  for (const [why, taken, text, share] of cases)
    it(why, () =>
      assert.ok(Math.abs(retainedShare(taken, text) - share) < 1e-9, String(retainedShare(taken, text))),
    );

  it("looks at a long text's beginning only, and at its own place", () => {
    const taken = "a".repeat(5_000);
    assert.equal(retainedShare(taken, "a".repeat(1_000)), 1);
    const far = `${"x".repeat(1_000)}return total;${"x".repeat(1_000)}`;
    assert.equal(retainedIn(far, { start: 1_000, end: 1_013 }, "return total;"), 1);
    assert.ok(retainedIn(far, { start: 0, end: 13 }, "return total;") < 0.5);
  });

  const places: readonly (readonly [string, readonly [number, number, number], readonly [number, number]])[] =
    [
      ["written before", [0, 0, 5], [15, 25]],
      ["taken away before", [0, 5, 0], [5, 15]],
      ["written behind", [20, 20, 7], [10, 20]],
      ["written at its start", [10, 10, 3], [13, 23]],
      ["written in it", [12, 12, 3], [10, 23]],
      ["taken away in it", [12, 15, 0], [10, 17]],
      ["taken away with all around", [5, 30, 0], [5, 5]],
      ["replaced over its end", [18, 25, 4], [10, 22]],
    ];
  for (const [why, [start, end, length], [from, to]] of places)
    it(`moves its place: ${why}`, () =>
      assert.deepEqual(moved({ start: 10, end: 20 }, { start, end, length }), { start: from, end: to }));
});
