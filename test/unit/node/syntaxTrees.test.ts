import assert from "node:assert/strict";
import { editBetween } from "../../../server/src/node/syntaxTrees";

const long = "0123456789\n日本語".repeat(500).slice(0, 3000);

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
    // Long texts are compared piece by piece.
    [`${long}a${long}`, `${long}b${long}`, [3000, 3001, 3001]],
    [`${long}${long}`, `${long}😀${long}`, [3000, 3000, 3002]],
    [`${long}x`, long, [3000, 3001, 3000]],
    [`x${long}`, `y${long}`, [0, 1, 1]],
  ];
  for (const [before, after, [start, oldEnd, newEnd]] of cases) {
    it(`${JSON.stringify(before).slice(0, 40)} → ${JSON.stringify(after).slice(0, 40)}`, () => {
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

  it("counts rows of a long text", () => {
    const text = Array.from({ length: 400 }, (_, row) => `row ${row}`).join("\n");
    const edit = editBetween(text, text.replace("row 300\n", "row 300 a\nb\n"));
    assert.deepEqual(edit.startPosition, { row: 300, column: 7 });
    assert.deepEqual(edit.oldEndPosition, { row: 300, column: 7 });
    assert.deepEqual(edit.newEndPosition, { row: 301, column: 1 });
  });

  it("counts rows by line feeds and columns in UTF-16 units", () => {
    const edit = editBetween("a\r\n日本\nx", "a\r\n日本語\nx");
    assert.deepEqual(edit.startPosition, { row: 1, column: 2 });
    assert.deepEqual(edit.oldEndPosition, { row: 1, column: 2 });
    assert.deepEqual(edit.newEndPosition, { row: 1, column: 3 });
  });
});
