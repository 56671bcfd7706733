import assert from "node:assert/strict";
import { type AskOptions } from "../../../server/src/ask/handler";
import { readText } from "../../../server/src/documents/read";
import { createAsking } from "../../../server/src/lsp/asking";
import { type Answer, type AskingNotification, type SearchCoverage } from "../../../server/src/protocol";

const never = new AbortController().signal;
const text = "# 手順\r\n\r\n解約の本人確認。\r\n次の行。\r\n";
const answer: Answer = {
  ...{ question: "?", outcome: "passages", sentences: [], dropped: 0, passages: [], about: false },
  ...{ missing: [], versions: [], tier: "words", stopped: false },
};
const coverage: SearchCoverage = {
  ...{ files: 1, read: 1, unread: 0, leftOut: 0, complete: true },
  ...{ passages: 1, embedded: 0 },
};

/** A server in which everything is at hand. */
function world(over: { modelTested?(signal: AbortSignal): Promise<void> } = {}) {
  const asked: AskOptions[] = [];
  const told: AskingNotification.Params[] = [];
  const steps: string[] = [];
  const asking = createAsking({
    asker: {
      ask: (options, onAnswer, signal) => {
        asked.push(options);
        onAnswer(answer);
        return Promise.resolve({ ...answer, stopped: signal.aborted });
      },
    },
    searching: { read: () => Promise.resolve(void steps.push("read")), coverage: () => coverage },
    host: {
      progress: () => ({ report: () => undefined, end: () => steps.push("end") }),
      asking: (params) => told.push(params),
    },
    load: (uri) => Promise.resolve(readText({ uri, languageId: "markdown", text })),
    modelTested: over.modelTested ?? (() => Promise.resolve(void steps.push("tested"))),
  });
  return { asking, asked, told, steps };
}

describe("lsp: asking", () => {
  it("reads, tests the model, answers with what was read, and tells the editor by its id", async () => {
    const { asking, told, steps } = world();
    const result = await asking({ question: "本人確認は？", id: "q" }, never);
    assert.deepEqual(result, { ...answer, coverage });
    assert.deepEqual(told, [{ id: "q", answer }]);
    assert.deepEqual(steps, ["read", "tested", "end"]);
  });

  it("tests no model where none is asked, and tells nothing without an id", async () => {
    const { asking, asked, told, steps } = world();
    await asking({ question: "本人確認は？", model: false }, never);
    assert.deepEqual([asked[0]?.model, told, steps], [false, [], ["read", "end"]]);
  });

  it("takes lines and characters of a selection for its place in the document", async () => {
    const { asking, asked } = world();
    const range = { start: { line: 2, character: 3 }, end: { line: 3, character: 99 } };
    await asking({ question: "何？", about: { uri: "file:///w/a.md", range } }, never);
    const { document, span } = asked[0]?.about ?? assert.fail();
    assert.equal(document.text.slice(span.start, span.end), "本人確認。\r\n次の行。");
  });

  it("keeps to files and folders in any spelling", async () => {
    const { asking, asked } = world();
    await asking({ question: "何？", scope: ["file:///w/規程", "file:///w/a.md"] }, never);
    const accept = asked[0]?.accept ?? assert.fail();
    const uris = ["file:///w/%E8%A6%8F%E7%A8%8B/x.md", "file:///w/a.md", "file:///w/a.md2", "file:///v/a.md"];
    assert.deepEqual(uris.map(accept), [true, true, false, false]);
  });

  it("answers with what is there when it was cancelled while the model was tested", async () => {
    const stop = new AbortController();
    const { asking, steps } = world({
      modelTested: (signal) => {
        stop.abort();
        return Promise.reject(signal.reason as Error);
      },
    });
    assert.equal((await asking({ question: "何？" }, stop.signal)).stopped, true);
    assert.deepEqual(steps, ["read", "end"]);
  });

  it("needs words", () =>
    assert.rejects(world().asking({ question: "？！" }, never), /Write a question first/));
});
