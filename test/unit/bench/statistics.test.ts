import assert from "node:assert/strict";
import { ratioOf, spreadOf } from "../../bench/statistics";
import { judge } from "../../bench/targets";

const ratio = (limit: number, bound: "at most" | "at least") => ({ name: "ratio", limit, bound, unit: "" });

describe("bench statistics", () => {
  const spreads = [
    { values: [], expected: undefined },
    { values: [undefined, NaN, Infinity], expected: undefined },
    { values: [7], expected: { median: 7, min: 7, max: 7, count: 1 } },
    { values: [10, 9, 100], expected: { median: 10, min: 9, max: 100, count: 3 } },
    { values: [4, 1, 3, 2], expected: { median: 2.5, min: 1, max: 4, count: 4 } },
    { values: [5, undefined, 1], expected: { median: 3, min: 1, max: 5, count: 2 } },
  ];
  for (const { values, expected } of spreads)
    it(`spread of [${values.join(", ")}]`, () => assert.deepEqual(spreadOf(values), expected));

  it("compares within a round, not across rounds", () => {
    // The machine was three times slower in the second round; ours was 0.8 of theirs in both.
    assert.deepEqual(ratioOf([8, 24], [10, 30]), { median: 0.8, min: 0.8, max: 0.8, count: 2 });
  });

  it("leaves out rounds that lack a side or would divide by nothing", () => {
    assert.deepEqual(ratioOf([1, undefined, 4, 9], [2, 5, 0, undefined]), spreadOf([0.5]));
    assert.equal(ratioOf([1], []), undefined);
  });

  const verdicts = [
    { target: ratio(0.02, "at most"), values: [0.01, 0.02, 0.5], expected: "met" },
    { target: ratio(0.02, "at most"), values: [0.03], expected: "MISSED" },
    { target: ratio(0.75, "at least"), values: [0.75], expected: "met" },
    { target: ratio(0.75, "at least"), values: [0.7, 0.74, 2], expected: "MISSED" },
    { target: ratio(0.75, "at least"), values: [], expected: "not measured" },
  ] as const;
  for (const { target, values, expected } of verdicts)
    it(`[${values.join(", ")}] ${target.bound} ${target.limit}: ${expected}`, () =>
      assert.equal(judge(target, spreadOf(values)).verdict, expected));
});
