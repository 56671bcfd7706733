import assert from "node:assert/strict";
import { contextItems, contextTitle, linesText } from "../../../../client/src/views/contextText";
import { type CompletionContextRequest } from "../../../../server/src/protocol";
import { english, inJapanese } from "../../../support/translate";

const range = (start: number, end: number, character = 0) => ({
  start: { line: start, character: 0 },
  end: { line: end, character },
});
const used: NonNullable<CompletionContextRequest.Result> = {
  pieces: [
    { source: "edited", uri: "file:///p/a.py", range: range(9, 32), tokens: 210 },
    { source: "visited", uri: "file:///p/b.py", range: range(0, 1), tokens: 8 },
    { source: "definition", uri: "file:///p/c.py", range: range(4, 6, 3), tokens: 40 },
    { source: "similar", uri: "file:///p/d.py", range: range(2, 4), tokens: 20 },
  ],
  linesBefore: 48,
  linesAfter: 12,
};
const nameOf = (uri: string) => uri.replace("file:///p/", "");

describe("linesText", () => {
  const cases: readonly (readonly [string, ReturnType<typeof range>, string])[] = [
    ["whole lines", range(9, 32), "10-32"],
    ["one whole line", range(0, 1), "1"],
    ["lines that end within the last", range(4, 6, 3), "5-7"],
    ["a place", range(3, 3), "4"],
  ];
  for (const [name, lines, expected] of cases) it(name, () => assert.equal(linesText(lines), expected));
});

describe("contextItems", () => {
  it("lists the document's own lines, then every piece with its reason and size", () =>
    assert.deepEqual(
      contextItems(used, nameOf, english).map(({ label, description }) => `${label} | ${description}`),
      [
        "$(file) This document | 48 lines before and 12 lines after the cursor",
        "$(file-code) a.py:10-32 | edited lately, 210 tokens",
        "$(file-code) b.py:1 | visited lately, 8 tokens",
        "$(file-code) c.py:5-7 | defined here, 40 tokens",
        "$(file-code) d.py:3-4 | similar code, 20 tokens",
      ],
    ));

  it("leads to the piece, and nowhere from the document itself", () =>
    assert.deepEqual(
      contextItems(used, nameOf, inJapanese).map(({ piece }) => piece?.uri),
      [undefined, ...used.pieces.map(({ uri }) => uri)],
    ));

  it("says in Japanese why a piece was read", () =>
    assert.deepEqual(
      contextItems(used, nameOf, inJapanese).map(({ description }) => description),
      [
        "カーソルの前48行、後12行",
        "最近編集、210トークン",
        "最近閲覧、8トークン",
        "定義元、40トークン",
        "似たコード、20トークン",
      ],
    ));

  it("says plainly when nothing but the document was read", () => {
    assert.match(contextTitle({ ...used, pieces: [] }, english), /this document alone/u);
    assert.match(contextTitle(used, english), /4 parts/u);
  });
});
