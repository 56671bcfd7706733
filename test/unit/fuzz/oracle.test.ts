import assert from "node:assert/strict";
import { type Block, type SourceDocument } from "../../../server/src/documents/document";
import { readText } from "../../../server/src/documents/read";
import { problemsOf } from "../../fuzz/oracle";

const sound = readText({
  uri: "file:///a.md",
  languageId: "markdown",
  text: "# 題\n\n本文 **強調** です。\n\n| a |\n|---|\n| b |\n",
});

/** The document with one block changed. */
function having(at: number, change: Partial<Block>): SourceDocument {
  return {
    ...sound,
    blocks: sound.blocks.map((block, index) => (index === at ? { ...block, ...change } : block)),
  };
}

describe("the oracle of the fuzz suite", () => {
  it("has nothing against a sound document, nor against a reason", () => {
    assert.deepEqual(problemsOf({ document: sound }), []);
    assert.deepEqual(problemsOf({ unread: "The file is empty." }), []);
  });

  const { length } = sound.text;
  const bad: Readonly<Record<string, readonly [SourceDocument | { unread: string }, RegExp]>> = {
    "no reason": [{ unread: " " }, /without a reason/],
    "a part without a reason": [{ ...sound, unread: [{ where: "x", why: "" }] }, /without place or reason/],
    "a span behind the text": [having(1, { span: { start: 5, end: length + 1 } }), /outside the text/],
    "a span that ends before it begins": [having(1, { span: { start: 9, end: 5 } }), /outside the text/],
    "blocks out of order": [{ ...sound, blocks: [...sound.blocks].reverse() }, /before the one it follows/],
    "a piece outside its block": [
      having(1, { pieces: [{ at: 0, span: { start: 0, end: 1 } }] }),
      /outside its block/,
    ],
    "no first piece": [having(1, { pieces: [] }), /not at the beginning/],
    "pieces out of order": [
      having(1, { pieces: [0, 3, 2].map((at) => ({ at, span: { start: 6, end: 7 } })) }),
      /pieces out of order/,
    ],
    "a cell outside its row": [having(2, { row: { start: 0, end: 1 } }), /outside its row/],
    "a heading without a level": [
      { ...sound, blocks: sound.blocks.map(({ level: _, ...rest }) => rest) },
      /without level/,
    ],
    "a heading that is not in its path": [having(0, { headings: [] }), /not the last of its path/],
    "ranges outside the lines": [
      { ...sound, rangeOf: () => ({ start: { line: 99, character: 0 }, end: { line: 99, character: 0 } }) },
      /outside the lines/,
    ],
    "a place without a name": [{ ...sound, placeOf: () => "" }, /without a name/],
  };
  for (const [what, [result, problem]] of Object.entries(bad))
    it(`finds ${what}`, () => {
      const problems = problemsOf(
        "unread" in result && typeof result.unread === "string"
          ? { unread: result.unread }
          : { document: result as SourceDocument },
      );
      assert.match(problems.join("\n"), problem);
    });
});
