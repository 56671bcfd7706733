import assert from "node:assert/strict";
import { type InlineCompletionItem } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type JournalEvent } from "../../../server/src/journal/event";
import { type Shown, type Suggestions } from "../../../server/src/journal/suggestions";
import { journaled, type Journaled } from "../../../server/src/lsp/journaling";
import {
  acceptedCommand,
  type AskRequest,
  type ReviewRequest,
  type SummarizeRequest,
} from "../../../server/src/protocol";

const never = new AbortController().signal;
const uri = "file:///w/a.ts";
const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 2 } };
const item = (id: unknown): InlineCompletionItem => ({
  ...{ insertText: "return x;", range },
  command: { title: "", command: acceptedCommand, arguments: [id] },
});
const answer = {} as AskRequest.Result;
const summary = {} as SummarizeRequest.Result;
const coverage = { files: 2, reviewed: 2, sections: 2, rules: 1, skipped: [] };

function setUp(over: Partial<Journaled> = {}) {
  const shown: Shown[] = [];
  const accepted: number[] = [];
  const recorded: JournalEvent[] = [];
  const document = TextDocument.create(uri, "typescript", 1, "{\n  \n}");
  let clock = 0;
  const kept: string[] = [];
  const suggestions: Suggestions = {
    shown: (one) => shown.push(one),
    accepted: (id) => accepted.push(id),
    ...{ changed: () => {}, closed: () => {}, dropped: () => {}, dispose: () => {} },
  };
  const features: Journaled = {
    inlineCompletion: () => Promise.resolve([item(7)]),
    executeCommand: () => Promise.resolve(null),
    review: () => Promise.resolve({ findings: [], coverage, packProblems: [] }),
    decide: () => Promise.resolve({ findings: [] }),
    ask: () => Promise.resolve(answer),
    summarize: () => Promise.resolve(summary),
    ...over,
  };
  const watched = journaled(features, {
    open: (name) => (name === uri ? document : undefined),
    now: () => (clock += 25),
    time: () => 5,
    record: (event) => recorded.push(event),
    ...{ suggestions, kept: () => kept },
  });
  const ask = () =>
    watched.inlineCompletion(
      { textDocument: { uri }, position: range.start, context: { triggerKind: 1 } },
      never,
    );
  return { shown, accepted, recorded, document, watched, kept, ask };
}

describe("journal: around the requests", () => {
  it("tells what was shown, where, and after how long, and answers the same", async () => {
    const { shown, ask } = setUp();
    assert.deepEqual(await ask(), [item(7)]);
    assert.deepEqual(shown, [
      {
        ...{ uri, language: "typescript", text: "{\n  \n}", latency: 25 },
        items: [{ id: 7, text: "return x;", start: 4, end: 4 }],
      },
    ]);
  });

  it("tells nothing of no items, of items without a number, and of a document that has changed", async () => {
    const none = setUp({ inlineCompletion: () => Promise.resolve([]) });
    await none.ask();
    const strange = setUp({ inlineCompletion: () => Promise.resolve([item("x"), { insertText: "y" }]) });
    await strange.ask();
    const changed = setUp({
      inlineCompletion: () => {
        TextDocument.update(changed.document, [{ text: "other" }], 2);
        return Promise.resolve([item(7)]);
      },
    });
    await changed.ask();
    assert.deepEqual([none.shown, strange.shown, changed.shown], [[], [], []]);
  });

  it("hears what was accepted, and not other commands", async () => {
    const { accepted, watched } = setUp();
    await watched.executeCommand({ command: acceptedCommand, arguments: [7] }, never);
    await watched.executeCommand({ command: "hanare.testRule", arguments: [8] }, never);
    assert.deepEqual(accepted, [7]);
  });

  it("names with an answer and a summary what is kept of them, and nothing where nothing is", async () => {
    const { watched, kept } = setUp();
    const both = async () => [
      await watched.ask({ question: "x" }, never),
      await watched.summarize({ uri }, never),
    ];
    assert.deepEqual(await both(), [{}, {}]);
    kept.push("1-a.trace");
    assert.deepEqual(await both(), [{ kept }, { kept }]);
  });

  it("counts findings by status and judgements, and decisions by what was decided", async () => {
    const judged = {
      ...{ model: "m", engine: "e", exams: [], questions: 4, violations: 1, compliant: 2, notApplicable: 1 },
      ...{ setAside: 0, unlocated: 0, notJudged: 3, hidden: 0 },
    };
    const finding = (status: "confirmed" | "suppressed") => ({
      ...({
        rule: "R",
        pack: "p",
        severity: "low",
        message: "秘密",
        uri,
        anchor: range,
        evidence: "秘密",
      } as const),
      ...({ status, source: "match", refs: [] } as const),
    });
    const result: ReviewRequest.Result = {
      findings: [finding("confirmed"), finding("confirmed"), finding("suppressed")],
      ...{ coverage: { ...coverage, judged }, packProblems: [] },
    };
    const { recorded, watched } = setUp({ review: () => Promise.resolve(result) });
    assert.equal(await watched.review({ uris: [uri] }, never), result);
    const decision = { verdict: "falsePositive", reason: "秘密" } as const;
    await watched.decide({ uri, id: "a", by: "x", decision }, never);
    await watched.decide({ uri, id: "a", by: "y" }, never);
    assert.deepEqual(recorded, [
      {
        ...{
          kind: "review",
          time: 5,
          whole: 25,
          files: 2,
          confirmed: 2,
          advisory: 0,
          unlocated: 0,
          suppressed: 1,
        },
        ...{
          model: "m",
          engine: "e",
          violations: 1,
          compliant: 2,
          notApplicable: 1,
          setAside: 0,
          notJudged: 3,
        },
      },
      { kind: "triage", time: 5, verdict: "falsePositive" },
      { kind: "triage", time: 5, verdict: "approved" },
    ]);
  });
});
