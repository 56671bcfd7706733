import assert from "node:assert/strict";
import { renderAsk, renderAskFailure } from "../../../../client/src/views/askHtml";
import { answerMarkdown } from "../../../../client/src/views/askMarkdown";
import { type Answer, type AskPassage } from "../../../../server/src/protocol";
import { spokenFaults } from "../../../support/spokenPage";
import { english, inJapanese } from "../../../support/translate";

const hostile = `<img src=x onerror="alert('1')">`;
const range = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 5 } });
const passage = (name: string, over: Partial<AskPassage> = {}): AskPassage => ({
  ...{ uri: `file:///w/${name}`, range: range(2), headings: ["解約"], snippet: `本人確認 ${hostile}` },
  ...{ text: `本人確認を行う。\n======\n${name}`, score: 1 },
  ...over,
});
const answer: Answer = {
  question: "本人確認は？",
  outcome: "answered",
  sentences: [
    {
      ...{ text: "運転免許証で確認します。", kind: "worded", source: 2 },
      citation: { range: range(7), place: "Page 3", quote: "運転免許証により確認する。" },
    },
    { text: `文 ${hostile}`, kind: "quoted", source: 1, citation: { range: range(4), quote: "文" } },
  ],
  dropped: 2,
  passages: [passage("a.md"), passage("b.pdf", { place: "Page 3", mark: "社外秘" })],
  about: false,
  missing: ["暗号資産"],
  versions: ["file:///w/規程_2019.docx", "file:///w/規程_2024.docx"],
  mark: "社外秘",
  model: "qwen",
  tier: "words",
  stopped: false,
};
const nameOf = (uri: string) => uri.replace("file:///w/", "");
const done = { question: answer.question, about: false, running: false, answer };

describe("ask: the page", () => {
  it("is read aloud as a whole, before, while and after it answers", () => {
    const empty = { question: "", about: false, running: false };
    const { question } = answer;
    for (const body of [
      ...[empty, done, { question, about: true, running: true, scope: ["a"] }].map(
        (view) => renderAsk(view, nameOf, english).body,
      ),
      renderAskFailure(question, "It failed.", english).body,
    ])
      assert.deepEqual(spokenFaults(body), []);
  });

  it("leads from each number to the place the sentence stands on, and escapes everything", () => {
    const { body, targets } = renderAsk(done, nameOf, english);
    assert.deepEqual(targets.slice(0, 2), [
      { uri: "file:///w/b.pdf", range: range(7), place: "Page 3" },
      { uri: "file:///w/a.md", range: range(4) },
    ]);
    assert.match(body, /data-target="0"[^>]*>\[2\]<\/button>/);
    assert.match(body, /data-target="1"[^>]*>\[1\]<\/button>/);
    assert.doesNotMatch(body, /<img/);
    assert.equal(targets.length, 4);
  });

  it("says who answered, what was left out, what stands nowhere, and the mark", () => {
    const { body } = renderAsk(done, nameOf, english);
    for (const part of [
      /model qwen/,
      /no passage supports them: 2/,
      /nowhere in the documents: 暗号資産/,
      /in force: 規程_2019\.docx, 規程_2024\.docx/,
      /<p class="mark">社外秘/,
    ])
      assert.match(body, part);
  });

  const lines: readonly (readonly [Partial<Answer>, RegExp])[] = [
    [{ outcome: "passages", sentences: [], dropped: 0 }, /質問に最も近い箇所/],
    [{ outcome: "not-found", sentences: [], dropped: 0 }, /これらの文書に答えは見つかりませんでした/],
    [{ outcome: "not-found", sentences: [], dropped: 3 }, /裏付けのある文がありませんでした/],
    [{ outcome: "not-found", sentences: [], passages: [] }, /見つかりませんでした/],
    [{ stopped: true }, /回答を中止しました/],
  ];
  for (const [over, expected] of lines)
    it(`is honest in Japanese: ${expected.source}`, () =>
      assert.match(
        renderAsk({ ...done, answer: { ...answer, ...over } }, nameOf, inJapanese).body,
        expected,
      ));

  it("can be stopped while it runs, copied when it is done, and shows what it is about", () => {
    const running = renderAsk({ ...done, running: true, about: true }, nameOf, english).body;
    assert.match(running, /data-action="stop"/);
    assert.match(running, /About the selected text/);
    assert.match(running, /id="progress"/);
    assert.doesNotMatch(running, /data-action="copy"/);
    assert.match(renderAsk({ ...done, scope: ["docs"] }, nameOf, english).body, /Only in docs/);
    assert.match(renderAsk(done, nameOf, english).body, /data-action="copy"/);
  });

  it("asks what the user thinks of it when it is done", () => {
    assert.doesNotMatch(renderAsk({ ...done, running: true }, nameOf, english).body, /thumb:/);
    const judged = renderAsk({ ...done, opinion: { thumb: "up", note: "ok" } }, nameOf, english).body;
    assert.match(judged, /data-action="thumb:up" aria-pressed="true"/);
    assert.match(judged, /data-choice="note"[^>]*value="ok"/);
  });

  it("waits for a question with the field in focus", () => {
    const { body } = renderAsk({ question: "", about: false, running: false }, nameOf, english);
    assert.match(body, /<input id="question"[^>]* autofocus value="">/);
    assert.match(renderAskFailure(hostile, "No folder.", english).body, /role="alert">No folder\./);
  });
});

describe("ask: as Markdown", () => {
  it("has the mark, numbers and places, and no text that becomes a link", () => {
    const text = answerMarkdown(answer, nameOf, english);
    assert.match(text, /^\*\*社外秘\*\*\n\n# 本人確認は？\n/u);
    assert.match(text, /^- 運転免許証で確認します。 \\\[2\\\] \(b\.pdf Page 3, worded by the model\)$/mu);
    assert.match(text, /^1\. a\.md L3 › 解約$/mu);
    assert.match(text, /^2\. b\.pdf Page 3 › 解約 \*\*社外秘\*\*$/mu);
    assert.doesNotMatch(text, /^[^\\]*<img/mu);
  });
});
