import assert from "node:assert/strict";
import { renderAnswer } from "../../../server/src/ask/render";
import { type Answer } from "../../../server/src/protocol";

const range = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 4 } });
const answer: Answer = {
  question: "本人確認は？",
  outcome: "answered",
  sentences: [
    {
      ...{ text: "運転免許証で確認します。", kind: "worded", source: 1 },
      citation: { range: range(4), quote: "運転免許証により\n確認する。" },
    },
    {
      ...{ text: "戸籍謄本 | 2通", kind: "quoted", source: 2 },
      citation: { range: range(9), place: "Sheet1!B7", quote: "| 戸籍謄本 | 2通 |" },
    },
  ],
  dropped: 1,
  passages: [
    { uri: "a.md", range: range(2), headings: ["手順", "解約"], snippet: "抜粋", text: "t", score: 2 },
    {
      ...{ uri: "b.xlsx", range: range(8), place: "Sheet1!A1", headings: [], snippet: "表", text: "t" },
      ...{ score: 1, mark: "社外秘" },
    },
  ],
  about: false,
  missing: ["暗号資産"],
  versions: ["file:///w/a_2019.docx", "file:///w/a_2024.docx"],
  mark: "社外秘",
  model: "qwen",
  note: "A note.",
  tier: "words",
  stopped: false,
};
const placeOf: Parameters<typeof renderAnswer>[1] = ({ uri, range: { start }, place }) =>
  place === undefined ? `${uri}:${start.line + 1}` : `${uri} (${place})`;

describe("ask: as text", () => {
  it("begins with the mark, numbers every sentence, names its place, and ends with the passages", () =>
    assert.equal(
      renderAnswer(answer, placeOf),
      [
        "[社外秘]",
        "",
        "Answered by qwen from the passages below. Sentences with ✎ are in its words.",
        "Sentences left out because no passage supports them: 1",
        "These words stand nowhere in the documents: 暗号資産",
        "These may be versions of one document; see which is in force: a_2019.docx, a_2024.docx",
        "A note.",
        "",
        "- 運転免許証で確認します。 ✎ [1]",
        "    a.md:5",
        "    > 運転免許証により 確認する。",
        "- 戸籍謄本 | 2通 [2]",
        "    b.xlsx (Sheet1!B7)",
        "",
        "[1] a.md:3: 手順 › 解約",
        "    > 抜粋",
        "[2] b.xlsx (Sheet1!A1) [社外秘]",
        "    > 表",
        "",
      ].join("\n"),
    ));

  const heads: readonly (readonly [Partial<Answer>, RegExp])[] = [
    [{ outcome: "passages", sentences: [] }, /^The passages that come closest/m],
    [{ outcome: "not-found", sentences: [], dropped: 0 }, /^Not in these documents/m],
    [
      { outcome: "not-found", sentences: [], dropped: 0, missing: [] },
      /^The model qwen found no answer in these documents/m,
    ],
    [{ outcome: "not-found", sentences: [] }, /^No sentence of the model's answer is supported/m],
    [{ outcome: "not-found", sentences: [], passages: [] }, /^Nothing was found\./m],
    [{ stopped: true }, /^Stopped: only what was checked/m],
  ];
  for (const [over, expected] of heads)
    it(`says ${expected.source}`, () =>
      assert.match(renderAnswer({ ...answer, ...over }, placeOf), expected));
});
