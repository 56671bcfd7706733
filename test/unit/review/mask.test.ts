import assert from "node:assert/strict";
import { joinSpans, maskedSlice, maskText } from "../../../server/src/review/mask";

describe("mask", () => {
  for (const [text, expected] of [
    ["4821 3907 5611", "48** **** **11"],
    ["４５３９－４８７１－０３６２－５９７７", "４５**－****－****－**７７"],
    ["hunter2", "********"],
    ["", ""],
    ["Tr0ub4dor&3", "********"],
    ["AKIAQ7TN4ZK2WLPX5RBD", "AK********"],
    ["0123-4567", "****-****"],
    ["hanako.sato@acme.co.jp", "ha********"],
    ["😀".repeat(6), "******"],
  ] as const) {
    it(`${text} is shown as ${expected}`, () => assert.equal(maskText(text), expected));
  }

  const text = 'key="abcdefghijklmnop" next';
  for (const [name, span, secrets, expected] of [
    ["a secret inside", { start: 0, end: 22 }, [{ start: 5, end: 21 }], 'key="ab********"'],
    ["only the start of a secret", { start: 0, end: 9 }, [{ start: 5, end: 21 }], 'key="****'],
    ["only the end of a secret", { start: 18, end: 27 }, [{ start: 5, end: 21 }], '****" next'],
    ["secrets elsewhere", { start: 22, end: 27 }, [{ start: 5, end: 21 }], " next"],
    ["none", { start: 0, end: 3 }, [], "key"],
  ] as const) {
    it(`slices with ${name}`, () => assert.equal(maskedSlice(text, span, secrets), expected));
  }

  it("joins spans that overlap", () => {
    const spans = [
      { start: 5, end: 9 },
      { start: 0, end: 3 },
      { start: 2, end: 4 },
      { start: 9, end: 10 },
    ];
    assert.deepEqual(joinSpans(spans), [
      { start: 0, end: 4 },
      { start: 5, end: 9 },
      { start: 9, end: 10 },
    ]);
  });
});
