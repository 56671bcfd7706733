import assert from "node:assert/strict";
import { editBetween } from "../../../server/src/node/syntaxTrees";

describe("editBetween", () => {
  const cases: readonly (readonly [string, string, readonly [number, number, number]])[] = [
    ["abc", "abc", [3, 3, 3]],
    ["", "ab", [0, 0, 2]],
    ["ab", "", [0, 2, 0]],
    ["abc", "abxc", [2, 2, 3]],
    ["aaaa", "aaa", [3, 4, 3]],
    ["a\nb\nc", "a\nx\nc", [2, 3, 3]],
    // One half of a surrogate pair is never kept.
    ["a😀b", "a😁b", [1, 3, 3]],
    ["😀", "😀😀", [2, 2, 4]],
    ["𠮷x", "𡈽x", [0, 2, 2]],
  ];
  for (const [before, after, [start, oldEnd, newEnd]] of cases) {
    it(`${JSON.stringify(before)} → ${JSON.stringify(after)}`, () => {
      const edit = editBetween(before, after);
      assert.deepEqual([edit.startIndex, edit.oldEndIndex, edit.newEndIndex], [start, oldEnd, newEnd]);
      assert.equal(
        before.slice(0, edit.startIndex) +
          after.slice(edit.startIndex, edit.newEndIndex) +
          before.slice(edit.oldEndIndex),
        after,
      );
    });
  }

  it("counts rows by line feeds and columns in UTF-16 units", () => {
    const edit = editBetween("a\r\n日本\nx", "a\r\n日本語\nx");
    assert.deepEqual(edit.startPosition, { row: 1, column: 2 });
    assert.deepEqual(edit.oldEndPosition, { row: 1, column: 2 });
    assert.deepEqual(edit.newEndPosition, { row: 1, column: 3 });
  });
});
