import assert from "node:assert/strict";
import { type SourceDocument } from "../../../server/src/documents/document";
import { readText } from "../../../server/src/documents/read";
import { type GenerateRequest, ModelError } from "../../../server/src/model/runtime";
import { createSummarizer } from "../../../server/src/summarize/handler";
import { renderJson, renderMarkdown } from "../../../server/src/summarize/render";
import { scriptedRuntime } from "../../support/scriptedRuntime";

const text =
  "# 規程\n\n## 報告\n\n事故は30日以内に報告しなければならない。\n\n## 持出し\n\n資料は**社外**に持ち出してはならない。\n";
const document: SourceDocument = readText({ uri: "file:///a/%E8%A6%8F.md", languageId: "markdown", text });
const options = { length: "medium", language: "auto", template: "general" } as const;
const never = new AbortController().signal;

type Answer = Parameters<typeof scriptedRuntime>[0];
type Assistant = { readonly allowed: boolean; readonly reason?: string };

async function summarize(
  answer: Answer,
  { allowed = true, ...rest }: Partial<Assistant> = {},
  signal = never,
) {
  const runtime = scriptedRuntime(answer);
  const progress: string[] = [];
  const { summarize: run } = createSummarizer({ assistant: () => ({ runtime, allowed, ...rest }) });
  const note = (done: number, total: number, heading: string) => progress.push(`${done}/${total} ${heading}`);
  const summary = await run(document, options, note, signal);
  const sentences = summary.sections.flatMap((section) => section.sentences);
  return {
    summary,
    progress,
    requests: runtime.requests,
    sentences: sentences.map(({ kind, text: said }) => `${kind} ${said}`),
  };
}

const isReport = (request: GenerateRequest) => JSON.stringify(request).includes("30日");
const quotes = [
  "quoted 事故は30日以内に報告しなければならない。",
  "quoted 資料は社外に持ち出してはならない。",
];
const report = '[{"id":1,"text":"事故は30日以内に報告が必要"}]';
const carry = '[{"id":1,"text":"資料の社外持ち出しは禁止"}]';

describe("summary", () => {
  it("does not call a sentence worded that the model gave back as it was", async () => {
    const same = '[{"id":1,"text":"事故は３０日以内に報告しなければならない"}]';
    const { sentences } = await summarize((request) => (isReport(request) ? same : carry));
    assert.deepEqual(sentences, [quotes[0], "worded 資料の社外持ち出しは禁止"]);
  });

  it("words each sentence and cites exactly its source", async () => {
    const { summary, sentences, requests, progress } = await summarize((request) =>
      isReport(request) ? report : carry,
    );
    assert.deepEqual(sentences, ["worded 事故は30日以内に報告が必要", "worded 資料の社外持ち出しは禁止"]);
    assert.equal(requests.length, 2);
    assert.deepEqual(progress, ["0/2 報告", "1/2 持出し", "2/2 "]);
    assert.deepEqual(
      [summary.tier, summary.model, summary.note, summary.stopped],
      ["abstractive", "scripted", undefined, false],
    );
    assert.deepEqual(summary.sections[1]?.sentences[0]?.citations, [
      {
        range: { start: { line: 8, character: 0 }, end: { line: 8, character: 21 } },
        quote: "資料は**社外**に持ち出してはならない。",
      },
    ]);
  });

  const refused: readonly (readonly [string, string])[] = [
    ["another number", '[{"id":1,"text":"事故は90日以内に報告が必要"}]'],
    ["another modality", '[{"id":1,"text":"事故は30日以内に報告できる"}]'],
    ["no text", '[{"id":1,"text":"  "}]'],
    [
      "more text than the source",
      `[{"id":1,"text":"事故は30日以内に報告しなければならない${"。とても大切です".repeat(9)}"}]`,
    ],
    ["another language", '[{"id":1,"text":"Accidents must be reported within 30 days"}]'],
    ["a name of its own", '[{"id":1,"text":"事故は30日以内にマイクロソフトへ報告が必要"}]'],
    ["another subject", '[{"id":1,"text":"勤怠表を30日以内に上長へ送付し承認が必要"}]'],
  ];
  for (const [name, answer] of refused) {
    it(`quotes the source when the wording has ${name}`, async () => {
      const { sentences, summary } = await summarize(() => answer);
      assert.equal(sentences[0], quotes[0]);
      assert.match(summary.note ?? "", /did not agree/);
    });
  }

  it("quotes a section whose answer cannot be read, and says so", async () => {
    const { sentences, summary } = await summarize((request) => (isReport(request) ? "I cannot." : carry));
    assert.deepEqual(sentences, [quotes[0], "worded 資料の社外持ち出しは禁止"]);
    assert.match(summary.note ?? "", /could not be read for 1 section/);
  });

  it("takes no sentence for an id it did not ask for", async () => {
    const { sentences, summary } = await summarize(() => '[{"id":7,"text":"事故は30日以内に報告が必要"}]');
    assert.deepEqual([sentences, summary.tier], [quotes, "extractive"]);
  });

  it("goes on with quotes after the model failed, and says why", async () => {
    const failure = new ModelError("engine-crashed", "The engine stopped.");
    const { sentences, summary, requests } = await summarize((request) =>
      isReport(request) ? report : failure,
    );
    assert.deepEqual(sentences, ["worded 事故は30日以内に報告が必要", quotes[1]]);
    assert.match(summary.note ?? "", /The engine stopped\./);
    assert.equal(requests.length, 2);
  });

  it("keeps the sections that were finished when it is stopped", async () => {
    const stop = new AbortController();
    const { sentences, summary } = await summarize(
      (request) => {
        if (!isReport(request)) stop.abort();
        return report;
      },
      {},
      stop.signal,
    );
    assert.deepEqual([sentences, summary.stopped], [["worded 事故は30日以内に報告が必要"], true]);
    const before = await summarize(() => report, {}, AbortSignal.abort());
    assert.deepEqual([before.summary.sections, before.summary.stopped], [[], true]);
  });

  it("quotes without a model, and says why one that is there may not answer", async () => {
    const without = createSummarizer({ assistant: () => undefined });
    const plain = await without.summarize(document, options, () => undefined, never);
    assert.deepEqual(
      [plain.tier, plain.note, plain.title, plain.sourceSentences],
      ["extractive", undefined, "規程", 2],
    );
    const { summary, sentences, requests } = await summarize(() => report, {
      allowed: false,
      reason: "It failed its test.",
    });
    assert.deepEqual([sentences, summary.note, requests.length], [quotes, "It failed its test.", 0]);
  });

  it("bears the mark of its document", async () => {
    const marked = readText({ uri: "file:///a.md", languageId: "markdown", text: `社外秘\n\n${text}` });
    const { summarize: run } = createSummarizer({ assistant: () => undefined });
    const summary = await run(marked, options, () => undefined, never);
    assert.equal(summary.mark, "社外秘");
    assert.match(
      renderMarkdown(summary, () => "a.md"),
      /^> \*\*社外秘\*\*$/mu,
    );
  });

  it("lets a bug through", async () => {
    await assert.rejects(
      summarize(() => new TypeError("bug")),
      TypeError,
    );
  });
});

describe("rendering", () => {
  it("links every sentence and lets no text of the document become a link", async () => {
    const source = readText({
      uri: "file:///a.txt",
      languageId: "plaintext",
      text: "![x](http://evil) は<b>重要</b>です。",
    });
    const { summarize: run } = createSummarizer({ assistant: () => undefined });
    const summary = await run(source, options, () => undefined, never);
    const markdown = renderMarkdown(
      { ...summary, note: "注", stopped: true, unread: [{ where: "1", why: "long" }] },
      ({ range }) => `a.txt#L${range.start.line + 1}`,
    );
    assert.match(markdown, /^# Summary of a\.txt$/m);
    assert.match(
      markdown,
      /^- \\!\\\[x\\\]\(http:\/\/evil\) は\\<b\\>重要\\<\/b\\>です。 \[L1\]\(<a\.txt#L1>\)$/m,
    );
    for (const part of [/注/, /Stopped/, /Not read/, /1: long/]) assert.match(markdown, part);
    assert.deepEqual(JSON.parse(renderJson(summary)), summary);
  });
});
