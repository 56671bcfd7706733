import assert from "node:assert/strict";
import { inOrder, renewed, type RootedMatch, withRoots } from "../../../server/src/node/syntaxChanges";

const match = (start: number, end: number, pattern = 0): RootedMatch => ({
  pattern,
  captures: [{ name: "a", start, end }],
  root: { start, end },
});

describe("matches of a tree that was changed", () => {
  it("are the old ones before and behind the change, and those that touch it as they are now", () => {
    const old = [match(0, 4), match(2, 20), match(5, 9), match(12, 15)];
    // Two characters were put in at 8.
    const change = { start: 7, end: 11, moved: 2 };
    const fresh = [match(2, 22), match(5, 11)];
    assert.deepEqual(renewed(old, fresh, change), [match(0, 4), match(2, 22), match(5, 11), match(14, 17)]);
  });

  it("have one order, whichever way they were found", () => {
    const sorted = [match(0, 9), match(0, 4, 1), match(3, 4), match(3, 5)];
    assert.deepEqual([...sorted].reverse().sort(inOrder), sorted);
  });
});

describe("roots of a query", () => {
  for (const [query, expected] of [
    ["(a) @x", "(a) @hanare.root @x"],
    ['(a (b) @b) @x\n[(c) "d"] @y', '(a (b) @b) @hanare.root @x\n[(c) "d"] @hanare.root @y'],
    ['((a) @x (#EQ? @x "("))', '((a) @x (#EQ? @x "(")) @hanare.root'],
    ['; (a)\n"+" @x _ @y', '; (a)\n"+" @hanare.root @x _ @hanare.root @y'],
    ["(a)+ @x", undefined],
    ["(a) @x @y @z", undefined],
  ] as const)
    it(`${query} is ${expected ?? "left alone"}`, () => assert.equal(withRoots(query), expected));
});
