import assert from "node:assert/strict";
import { createThinkingFilter } from "../../../server/src/chat/thinking";

/** The same whatever pieces it comes in. */
function shown(text: string, size: number): string {
  const filter = createThinkingFilter();
  let said = "";
  for (let at = 0; at < text.length; at += size) said += filter.push(text.slice(at, at + size));
  return said + filter.rest();
}

describe("chat: thoughts", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["In the safe.", "In the safe."],
    ["<think>a</think>b", "b"],
    ["\n<think>\na < b\n</think>\n\nb\n", "b\n"],
    ["<think></think>", ""],
    ["<think>never ends", ""],
    ["<thin", "<thin"],
    ["<thinking> is a tag", "<thinking> is a tag"],
    ["a <think>b</think>", "a <think>b</think>"],
    ["", ""],
  ];
  for (const [text, expected] of cases)
    it(`shows ${JSON.stringify(expected)} of ${JSON.stringify(text)}`, () => {
      for (const size of [1, 3, 1000]) assert.equal(shown(text, size), expected, `in pieces of ${size}`);
    });
});
