import assert from "node:assert/strict";
import { completionContextOf } from "../../../server/src/lsp/completionContext";

describe("lsp/completionContext", () => {
  it("gives places in whole lines, and nothing of their text", () => {
    const piece = {
      source: "similar",
      uri: "file:///b.py",
      path: "b.py",
      lines: { start: 9, end: 32 },
      text: "secret = 1",
      tokens: 120,
    } as const;
    const result = completionContextOf({ pieces: [piece], linesBefore: 40, linesAfter: 12 });
    assert.deepEqual(result?.pieces, [
      {
        source: "similar",
        uri: "file:///b.py",
        range: { start: { line: 9, character: 0 }, end: { line: 32, character: 0 } },
        tokens: 120,
      },
    ]);
    assert.deepEqual([result?.linesBefore, result?.linesAfter], [40, 12]);
  });

  it("is null while nothing was suggested", () => assert.equal(completionContextOf(undefined), null));
});
