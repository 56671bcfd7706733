import assert from "node:assert/strict";
import {
  renderTraining,
  renderTrainingFailure,
  renderTrainingRunning,
  type TrainingView,
} from "../../../../client/src/views/trainingHtml";
import { type TrainingRecord } from "../../../../server/src/protocol";
import { spokenFaults } from "../../../support/spokenPage";
import { english, inJapanese } from "../../../support/translate";

const hostile = `</textarea><img src=x onerror="alert('1')">`;
const record: TrainingRecord = {
  ...{ id: "1-a.trace", time: 0, task: "ask", model: hostile, uri: hostile, outcome: "good", looked: true },
  ...{ prompt: [{ name: "user", text: hostile }], answer: hostile, masked: 2 },
};
const view: TrainingView = {
  choice: { kind: "chat", mask: true, marked: false },
  result: {
    records: [record, { ...record, id: "2-b.trace", outcome: "edited", mark: "社外秘", looked: false }],
    ...{ more: 3, locked: 1, off: false },
    leftOut: { marked: 4, unsearched: 0, cut: 0, template: 0 },
  },
  kept: new Set(["2-b.trace"]),
  answers: new Map([["2-b.trace", "\n直した答え"]]),
  locale: "en",
  nameOf: (uri) => uri,
};

describe("training set: the page", () => {
  const { body } = renderTraining(view, english);

  it("is read aloud as a whole, each record under its own heading", () => {
    const pages = [
      body,
      renderTrainingRunning(english).body,
      renderTrainingFailure("It failed.", english).body,
    ];
    for (const page of pages) assert.deepEqual(spokenFaults(page), []);
    assert.match(body, /<section class="record" aria-labelledby="record-2"><h2 id="record-2">/);
  });

  it("shows text of documents as text only", () => {
    assert.doesNotMatch(body, /<img/);
    assert.equal((body.match(/<\/textarea>/g) ?? []).length, 2);
  });

  it("has each record closed, with its answer to correct and nothing kept by itself", () => {
    assert.equal((body.match(/<details><summary>Prompt: 43 characters/g) ?? []).length, 2);
    assert.match(body, /<input type="checkbox" data-choice="keep:1-a\.trace"> Keep/);
    assert.match(body, /<input type="checkbox" data-choice="keep:2-b\.trace" checked> Keep/);
    // A browser drops the first line break of the field, which is not the answer's.
    assert.match(body, /data-choice="answer:2-b\.trace"[^>]*>\n\n直した答え<\/textarea>/);
  });

  it("says what is marked, masked, left out and not shown", () => {
    assert.match(body, /<p class="mark">社外秘<\/p>/);
    assert.match(body, /Not all of what was read was looked through for marks\./);
    assert.match(body, /2 places masked/);
    assert.match(body, /Left out: From documents marked confidential, or not looked through: 4\./);
    assert.match(
      body,
      /Further records, not shown: 3\. Not readable with this editor(&#39;)s key, or damaged: 1/,
    );
    assert.match(body, /data-choice="mask" checked>/);
    assert.match(body, /data-choice="marked">/);
  });

  it("leads to the setting where nothing is kept, and has nothing to save", () => {
    const empty = { ...view.result, records: [], more: 0, locked: 0, off: true };
    const { body: page } = renderTraining({ ...view, result: empty }, english);
    assert.match(page, /No folder is chosen/);
    assert.match(page, /data-action="settings"/);
    assert.doesNotMatch(page, /data-action="save"|data-action="keepAll"/);
  });

  it("is Japanese", () => {
    const page = renderTraining(view, inJapanese).body;
    for (const words of [
      "学習用データ",
      "採用後に書き換えられた提案",
      "良い回答",
      "すべて採用",
      "個人情報を伏せる",
    ])
      assert.ok(page.includes(words), words);
  });

  it("says why it could not be read", () =>
    assert.match(
      renderTrainingFailure(hostile, english).body,
      /class="failure" role="alert">&lt;\/textarea&gt;.*refresh/,
    ));
});
