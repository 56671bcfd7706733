import assert from "node:assert/strict";
import { readText } from "../../../../server/src/documents/read";
import { type GenerateRequest, ModelError } from "../../../../server/src/model/runtime";
import { type SummaryLength } from "../../../../server/src/protocol";
import { createSummarizer } from "../../../../server/src/summarize/handler";
import { type ScriptedAnswer, scriptedRuntime } from "../../../support/scriptedRuntime";

const text = `# 設備点検規程

## 点検

設備は毎月1回点検しなければならない。点検の記録は5年間保存しなければならない。

## 故障

故障した設備を使用してはならない。故障は2時間以内に課長へ報告しなければならない。

## 委託

点検は、課長の承認を得た場合に限り、外部の業者に委託することができる。
`;
const document = readText({ uri: "file:///a/tenken.md", languageId: "markdown", text });
const never = new AbortController().signal;

const point = (quote: string, said = quote) => ({ quote, point: said });
const isPoints = (request: GenerateRequest) => JSON.stringify(request).includes("quote");

interface Options {
  readonly length?: SummaryLength;
  readonly signal?: AbortSignal;
}

async function summarize(
  points: readonly object[] | ((request: GenerateRequest) => ScriptedAnswer),
  { length = "medium", signal = never }: Options = {},
) {
  const answer = typeof points === "function" ? points : () => JSON.stringify(points);
  const runtime = scriptedRuntime(answer);
  const told: number[] = [];
  const { summarize: run } = createSummarizer({ assistant: () => ({ runtime, allowed: true }) });
  const options = { length, language: "auto", template: "general", reading: "whole" } as const;
  const summary = await run(
    document,
    options,
    (_done, _total, _heading, { sections }) =>
      told.push(sections.reduce((sum, { sentences }) => sum + sentences.length, 0)),
    signal,
  );
  const sentences = summary.sections.flatMap((section) => section.sentences);
  return {
    summary,
    told,
    requests: runtime.requests,
    sentences: sentences.map(({ kind, text: said }) => `${kind} ${said}`),
  };
}

describe("summary: a model that reads the whole text", () => {
  it("gives points that stand on the statement their quote leads to, in the document's order", async () => {
    const { summary, sentences, told } = await summarize([
      point("課長へ報告しなければならない", "故障は2時間以内に課長への報告が必要。"),
      point("設備は毎月1回点検しなければならない。"),
    ]);
    assert.deepEqual(sentences, [
      "quoted 設備は毎月1回点検しなければならない。",
      "worded 故障は2時間以内に課長への報告が必要。",
      // The model passed over a section: its key sentence stands for it.
      "quoted 点検は、課長の承認を得た場合に限り、外部の業者に委託することができる。",
    ]);
    assert.deepEqual([summary.tier, summary.reading, summary.model], ["abstractive", "whole", "scripted"]);
    assert.deepEqual(
      summary.sections.map(({ headings }) => headings.at(-1)),
      ["点検", "故障", "委託"],
    );
    assert.equal(
      summary.sections[1]?.sentences[0]?.citations[0].quote,
      "故障は2時間以内に課長へ報告しなければならない。",
    );
    // Each point is told as soon as it is checked.
    assert.deepEqual(told, [0, 1, 2, 3]);
  });

  const lies: readonly (readonly [lie: string, quote: string, said: string])[] = [
    [
      "another number",
      "故障は2時間以内に課長へ報告しなければならない。",
      "故障は24時間以内に課長への報告が必要。",
    ],
    [
      "another unit",
      "故障は2時間以内に課長へ報告しなければならない。",
      "故障は2日以内に課長への報告が必要。",
    ],
    ["a permission for a prohibition", "故障した設備を使用してはならない。", "故障した設備は使用できる。"],
    ["a lost negation", "故障した設備を使用してはならない。", "故障した設備を使用する。"],
    [
      "a lost condition",
      "点検は、課長の承認を得た場合に限り、外部の業者に委託することができる。",
      "点検は外部の業者に委託することができる。",
    ],
    [
      "a duty for a permission",
      "点検は、課長の承認を得た場合に限り、外部の業者に委託することができる。",
      "課長の承認を得た場合、点検は外部の業者に委託しなければならない。",
    ],
    [
      "a name of its own",
      "点検の記録は5年間保存しなければならない。",
      "点検の記録はマイクロソフトに5年間保存しなければならない。",
    ],
    [
      "a figure it adds",
      "設備は毎月1回点検しなければならない。",
      "設備は毎月1回、3人で点検しなければならない。",
    ],
    [
      "what another sentence says",
      "設備は毎月1回点検しなければならない。",
      "会議室の予約は毎月1回しなければならない。",
    ],
    [
      "another language",
      "設備は毎月1回点検しなければならない。",
      "Equipment must be inspected once a month.",
    ],
  ];
  for (const [lie, quote, said] of lies)
    it(`shows the document's own sentence for ${lie}`, async () => {
      const { sentences, summary } = await summarize([point(quote, said)]);
      assert.ok(sentences.includes(`quoted ${quote}`), sentences.join("\n"));
      assert.ok(sentences.every((one) => one.startsWith("quoted ")));
      assert.match(summary.note ?? "", /did not agree/);
    });

  it("drops what it quotes from nowhere, and chooses itself where nothing stands", async () => {
    const { sentences, summary } = await summarize([point("設備は毎週点検しなければならない。")]);
    assert.ok(sentences.length > 0);
    assert.ok(sentences.every((one) => one.startsWith("quoted ")));
    assert.equal(summary.tier, "extractive");
    assert.match(summary.note ?? "", /could not be read for 1 section/);
  });

  it("says a statement once", async () => {
    const { sentences } = await summarize([
      point("故障した設備を使用してはならない。"),
      point("設備を使用してはならない", "故障した設備の使用は禁止。"),
    ]);
    assert.equal(sentences.filter((one) => one.includes("使用")).length, 1);
  });

  it("asks nothing again of a text that did not change", async () => {
    const runtime = scriptedRuntime(() => JSON.stringify([point("故障した設備を使用してはならない。")]));
    const { summarize: run } = createSummarizer({ assistant: () => ({ runtime, allowed: true }) });
    const options = { length: "medium", language: "auto", template: "general", reading: "whole" } as const;
    const first = await run(document, options, () => undefined, never);
    const second = await run(document, options, () => undefined, never);
    assert.deepEqual(second, first);
    assert.equal(runtime.requests.length, 1);
  });

  it("keeps the points that were checked when it is stopped", async () => {
    const stop = new AbortController();
    const runtime = scriptedRuntime(() => [
      JSON.stringify(point("故障した設備を使用してはならない。")),
      JSON.stringify(point("設備は毎月1回点検しなければならない。")),
    ]);
    const { summarize: run } = createSummarizer({ assistant: () => ({ runtime, allowed: true }) });
    const options = { length: "medium", language: "auto", template: "general", reading: "whole" } as const;
    const summary = await run(
      document,
      options,
      (_done, _total, _heading, { sections }) => sections.length === 1 && stop.abort(),
      stop.signal,
    );
    assert.deepEqual([summary.stopped, summary.sections.length], [true, 1]);
  });

  it("quotes the rest after the model failed, and says why", async () => {
    const { sentences, summary } = await summarize(
      () => new ModelError("engine-crashed", "The engine stopped."),
    );
    assert.ok(sentences.length > 0 && sentences.every((one) => one.startsWith("quoted ")));
    assert.match(summary.note ?? "", /The engine stopped\./);
  });

  const all = [
    point("設備は毎月1回点検しなければならない。"),
    point("点検の記録は5年間保存しなければならない。"),
    point("故障した設備を使用してはならない。"),
    point("故障は2時間以内に課長へ報告しなければならない。"),
  ];

  it("joins points for three lines, and names every statement they stand on", async () => {
    const merge = [{ ids: [2], sentence: "点検記録は5年間保存しなければならない。" }];
    const { sentences, requests } = await summarize(
      (request) => JSON.stringify(isPoints(request) ? all : merge),
      { length: "short" },
    );
    assert.equal(requests.length, 2);
    assert.equal(sentences.length, 3);
    assert.ok(sentences.includes("worded 点検記録は5年間保存しなければならない。"));
  });

  it("takes no sentence that says again what was said", async () => {
    const merge = [
      { ids: [1], sentence: "設備は毎月1回点検しなければならない。" },
      { ids: [1, 3], sentence: "設備は点検しなくてよく、故障した設備を使用してはならない。" },
    ];
    const { sentences } = await summarize((request) => JSON.stringify(isPoints(request) ? all : merge), {
      length: "short",
    });
    assert.ok(sentences.every((one) => one.startsWith("quoted ")));
  });

  it("does not join statements whose figures or duties could change places", async () => {
    const merge = [{ ids: [1, 2], sentence: "設備は5年間、記録は毎月1回点検しなければならない。" }];
    const { sentences, summary } = await summarize(
      (request) => JSON.stringify(isPoints(request) ? all : merge),
      { length: "short" },
    );
    assert.equal(sentences.length, 3);
    assert.ok(sentences.every((one) => one.startsWith("quoted ")));
    assert.match(summary.note ?? "", /did not agree/);
  });
});
