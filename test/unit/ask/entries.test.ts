import assert from "node:assert/strict";
import { createEntryReader } from "../../../server/src/ask/entries";

const whole =
  '[{"source": 1, "quote": "a {b} \\"c\\"", "sentence": "d]"}, {"source": 2, "quote": "e", "sentence": "f"}]';

function read(text: string, size: number) {
  const reader = createEntryReader();
  const found = [];
  for (let at = 0; at < text.length; at += size) found.push(...reader.push(text.slice(at, at + size)));
  return { found, readable: reader.readable, strange: reader.strange };
}

describe("ask: entries of an answer", () => {
  for (const size of [1, 2, 3, 7, 1000])
    it(`are read in parts of ${size}`, () =>
      assert.deepEqual(read(whole, size), {
        found: [
          { source: 1, quote: 'a {b} "c"', sentence: "d]" },
          { source: 2, quote: "e", sentence: "f" },
        ],
        readable: true,
        strange: 0,
      }));

  const cases: readonly (readonly [
    what: string,
    text: string,
    found: number,
    readable: boolean,
    strange: number,
  ])[] = [
    ["an empty array", " [ ]", 0, true, 0],
    ["an empty array in a fence", "```json\n[]\n```", 0, true, 0],
    ["prose", "I cannot [see] it.", 0, false, 0],
    ["nothing", "", 0, false, 0],
    ["a broken object", '[{"source": 1,]}, {"source":1,"quote":"a","sentence":"b"}]', 1, true, 1],
    ["an object of another shape", '[{"id": 1, "text": "a"}]', 0, false, 1],
    ["a number as text", '[{"source":"1","quote":"a","sentence":"b"}]', 0, false, 1],
    ["one that does not end", '[{"source":1,"quote":"a","sentence":"b"},{"source":1', 1, true, 0],
  ];
  for (const [what, text, found, readable, strange] of cases)
    it(`of ${what}`, () => {
      const result = read(text, 4);
      assert.deepEqual([result.found.length, result.readable, result.strange], [found, readable, strange]);
    });
});
