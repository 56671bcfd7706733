import assert from "node:assert/strict";
import { finderOf } from "../../../server/src/documents/wordFinder";

const cases: readonly [words: readonly string[], text: string, found: boolean][] = [
  [[], "anything", false],
  [["手順"], "始業点検手順書", true],
  [["手順"], "点検の記録", false],
  [["plan"], "Care plan", true],
  [["plan"], "CARE ＰＬＡＮ", true],
  [["plan"], "Explanation", false],
  [["plan"], "Planning", false],
  [["plan"], "planning the plan", true],
  [["plan"], "看護plan", false],
  [["C/P"], "# c/p 経過", true],
  [["a.b"], "axb", false],
  [["3月"], "13月", false],
  [["3月"], "3月分", true],
  [["plan", "計画"], "看護計画", true],
  [["plan"], "plan𠮷", false],
  [["plan"], "𠮷plan", false],
  [["plan"], "😀plan😀", true],
];

describe("finding any of some words", () => {
  for (const [words, text, found] of cases)
    it(`${words.join(", ")} in "${text}"`, () => assert.equal(finderOf(words)(text), found));
});
