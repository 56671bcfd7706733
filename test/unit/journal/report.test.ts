import assert from "node:assert/strict";
import { type JournalEvent } from "../../../server/src/journal/event";
import { exported, exportFormats } from "../../../server/src/journal/export";
import { percentile } from "../../../server/src/journal/figures";
import { lineOf } from "../../../server/src/journal/lines";
import { otlpOf } from "../../../server/src/journal/otlp";
import { renderReport } from "../../../server/src/journal/render";
import { reportOf } from "../../../server/src/journal/report";
import { setLanguage } from "../../../server/src/util/l10n";

const now = Date.UTC(2026, 10, 29, 12);
const day = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const calendar = { now, dayOf };
const coder = { model: "coder", quantization: "Q4_K_M", template: "qwen-coder psm" };

type Request = Extract<JournalEvent, { kind: "request" }>;
const request = (over: Partial<Request>): JournalEvent => ({
  ...{
    kind: "request",
    time: now,
    task: "ask",
    operation: "chat",
    outcome: "done",
    whole: 100,
    model: "chat",
  },
  ...over,
});
const events: readonly JournalEvent[] = [
  ...[100, 200, 300, 4_000].map((whole) => request({ whole, first: whole / 2 })),
  request({ time: now - day, whole: 50 }),
  request({ time: now - 40 * day, whole: 1, model: "old" }),
  request({
    ...{ task: "completion", operation: "text_completion", ...coder, whole: 400 },
    ...{ inputTokens: 1_000, reusedTokens: 900, outputTokens: 30, generating: 1_500 },
  }),
  request({ outcome: "stopped", whole: 9_999 }),
  request({ outcome: "failed", error: "engine-crashed", whole: 9_999 }),
  { kind: "shown", time: now, ...coder, whole: 300, characters: 10 },
  { kind: "shown", time: now, ...coder, whole: 500, characters: 10 },
  { kind: "accepted", time: now, ...coder, taking: "word", characters: 3 },
  { kind: "accepted", time: now, ...coder, taking: "whole", characters: 7, again: true },
  { kind: "dismissed", time: now, ...coder },
  { kind: "retained", time: now, ...coder, after: 30, share: 1, characters: 3 },
  { kind: "retained", time: now, ...coder, after: 30, share: 0.5, characters: 7 },
  { kind: "retained", time: now, ...coder, after: 300, share: 0.5, characters: 3 },
  { kind: "dropped", time: now, ...coder, filter: "repetition" },
  { kind: "dropped", time: now, ...coder, filter: "blank" },
  { kind: "dropped", time: now, ...coder, filter: "repetition" },
  {
    ...{
      kind: "review",
      time: now,
      whole: 1,
      files: 4,
      confirmed: 3,
      advisory: 1,
      unlocated: 0,
      suppressed: 2,
    },
    ...{ violations: 2, compliant: 6, notApplicable: 1, setAside: 1, notJudged: 0 },
  },
  { kind: "triage", time: now, verdict: "falsePositive" },
  { kind: "feedback", time: now, task: "ask", thumb: "up" },
  { kind: "feedback", time: now, task: "ask", thumb: "up" },
  { kind: "feedback", time: now, task: "ask", thumb: "down", instead: true },
];
const lines = [...events.map((event) => lineOf(event).trimEnd()), '{"half":'];
const report = reportOf(lines, { days: 7 }, calendar);

describe("journal: the report", () => {
  it("covers its days up to today, and nothing else", () => {
    assert.deepEqual([report.from, report.to, report.days.length], ["2026-11-23", "2026-11-29", 7]);
    assert.deepEqual(report.models, ["chat", "coder"]);
    assert.equal(report.events, events.length - 1);
    assert.equal(report.unreadable, 1);
    assert.deepEqual(reportOf(lines, { days: 90 }, calendar).models, ["chat", "coder", "old"]);
  });

  it("has the middle and the slow end of what was waited for, by task and day", () => {
    assert.deepEqual(report.latency, [
      { task: "completion", days: [{ day: "2026-11-29", count: 2, p50: 300, p95: 500 }] },
      {
        task: "ask",
        days: [
          { day: "2026-11-28", count: 1, p50: 50, p95: 50 },
          { day: "2026-11-29", count: 4, p50: 200, p95: 4_000 },
        ],
      },
    ]);
  });

  it("tells models apart, with speed, reuse, what was stopped and what failed", () => {
    const [chat, completing] = report.requests;
    assert.deepEqual(
      [chat?.model, chat?.requests, chat?.stopped, chat?.failed, chat?.wholeP50, chat?.firstP50],
      ["chat", 7, 1, 1, 200, 100],
    );
    assert.deepEqual(completing, {
      ...{ ...coder, requests: 1, stopped: 0, failed: 0, wholeP50: 400, wholeP95: 400 },
      ...{ inputTokens: 1_000, outputTokens: 30, reused: 0.9, tokensPerSecond: 20 },
    });
  });

  it("tells a model from the same one with an adapter, in every export", () => {
    const use = { model: "coder", whole: 100 };
    const both = [request(use), request({ ...use, adapter: "LoRA 01234567" })];
    const two = reportOf(both.map(lineOf), { days: 1 }, calendar);
    assert.deepEqual(
      two.requests.map(({ adapter, requests }) => [adapter, requests]),
      [
        [undefined, 1],
        ["LoRA 01234567", 1],
      ],
    );
    assert.match(renderReport(two), /coder · LoRA 01234567: 1 requests/);
    const content = { report: two, events: both, product: { name: "Hanare", version: "1.2.3" } };
    assert.match(exported("csv", content), /requests,,,coder,,,LoRA 01234567,requests,1,count/);
    assert.match(
      exported("otlp", content),
      /"hanare\.model\.adapter",\s+"value": \{\s+"stringValue": "LoRA 01234567"/,
    );
  });

  it("counts a suggestion as accepted once, and says what is left", () => {
    assert.deepEqual(report.suggestions, [
      {
        ...{ ...coder, shown: 2, accepted: 1, whole: 1, words: 1, lines: 0, dismissed: 1 },
        ...{ after30s: { share: 0.75, count: 2 }, after5min: { share: 0.5, count: 1 } },
      },
    ]);
    assert.deepEqual(report.suggestionDays.at(-1), { day: "2026-11-29", shown: 2, accepted: 1 });
    assert.deepEqual(report.drops, [
      { name: "repetition", count: 2 },
      { name: "blank", count: 1 },
    ]);
  });

  it("has reviews, decisions, errors and opinions", () => {
    assert.equal(report.review.files, 4);
    assert.deepEqual(report.review.findings[0], { name: "confirmed", count: 3 });
    assert.deepEqual(report.review.judged[3], { name: "setAside", count: 1 });
    assert.deepEqual(report.review.triage, [{ name: "falsePositive", count: 1 }]);
    assert.deepEqual(report.errors, [{ name: "engine-crashed", count: 1 }]);
    assert.deepEqual(report.feedback, [{ task: "ask", up: 1, down: 1 }]);
  });

  it("can be of one model, and of nothing", () => {
    const one = reportOf(lines, { days: 7, model: "coder" }, calendar);
    assert.deepEqual(
      one.requests.map(({ model }) => model),
      ["coder"],
    );
    assert.deepEqual(one.models, ["chat", "coder"]);
    assert.equal(one.review.runs, 0);
    const none = reportOf([], { days: 1 }, calendar);
    assert.deepEqual([none.events, none.latency, none.requests, none.days], [0, [], [], ["2026-11-29"]]);
  });

  it("takes the nearest rank", () => {
    assert.equal(percentile([], 0.5), undefined);
    assert.equal(percentile([4, 1, 3, 2], 0.5), 2);
    assert.equal(
      percentile(
        Array.from({ length: 100 }, (_, at) => at + 1),
        0.95,
      ),
      95,
    );
  });
});

describe("journal: as text and files", () => {
  afterEach(() => setLanguage("en"));
  const content = { report, events, product: { name: "Hanare", version: "1.2.3" } };

  it("is read in the terminal in both languages", () => {
    const english = renderReport(report);
    assert.match(english, /Code completion: 300 ms \(95%: 500 ms\), 2 times/);
    assert.match(english, /coder · Q4_K_M · qwen-coder psm: .*reused 90%; 20 tokens\/s/);
    assert.match(english, /still there after 30 s: 75% \(2\), after 5 min: 50% \(1\)/);
    assert.match(english, /Damaged lines that were left out: 1/);
    setLanguage("ja");
    assert.match(renderReport(report), /残存率 30秒後: 75% \(2\)/);
    assert.match(renderReport(reportOf([], { days: 7 }, calendar)), /計測結果はまだありません/);
  });

  it("has one figure a row", () => {
    const rows = exported("csv", content).split("\r\n");
    assert.equal(rows[0], "\ufeffsection,name,day,model,quantization,template,adapter,measure,value,unit");
    assert.ok(rows.includes("latency,ask,2026-11-29,,,,,p95,4000,ms"));
    assert.ok(rows.includes("requests,,,coder,Q4_K_M,qwen-coder psm,,tokensPerSecond,20,tokens/s"));
    assert.ok(rows.includes("drops,repetition,,,,,,count,2,count"));
  });

  it("has every event, as a table and as lines", () => {
    assert.equal(exported("jsonl", content), events.map(lineOf).join(""));
    const [head = "", ...rows] = exported("events-csv", content).trimEnd().split("\r\n");
    assert.equal(rows.length, events.length);
    assert.match(head, /^\ufefftime,event\.name,gen_ai\.request\.model,/);
  });

  for (const format of exportFormats)
    it(`never runs as a formula and never throws on nothing: ${format}`, () => {
      const empty = { ...content, events: [], report: reportOf([], { days: 1 }, calendar) };
      assert.equal(typeof exported(format, empty), "string");
      const hostile = request({ model: "=cmd|' /C calc'!A0" });
      const bad = {
        ...content,
        events: [hostile],
        report: reportOf([lineOf(hostile)], { days: 1 }, calendar),
      };
      if (format.endsWith("csv")) assert.match(exported(format, bad), /'=cmd/);
    });
});

describe("journal: as OpenTelemetry metrics", () => {
  const { resourceMetrics } = otlpOf(events, { name: "Hanare", version: "1.2.3" });
  const metrics = resourceMetrics[0]?.scopeMetrics[0]?.metrics ?? [];
  const named = (name: string) => metrics.find((metric) => metric.name === name);

  it("has the conventions' histograms in seconds and tokens", () => {
    const duration = named("gen_ai.client.operation.duration");
    assert.ok(duration !== undefined && "histogram" in duration);
    assert.equal(duration.unit, "s");
    assert.equal(duration.histogram.aggregationTemporality, 1);
    const points = duration.histogram.dataPoints;
    const asked = points.find(({ count }) => count === "6");
    assert.ok(asked);
    assert.equal(asked.bucketCounts.length, asked.explicitBounds.length + 1);
    assert.equal(
      asked.bucketCounts.reduce((sum, count) => sum + Number(count), 0),
      6,
    );
    assert.deepEqual([asked.min, asked.max, Number(asked.sum.toFixed(3))], [0.05, 9.999, 14.649]);
    assert.deepEqual(
      asked.attributes.find(({ key }) => key === "gen_ai.request.model"),
      { key: "gen_ai.request.model", value: { stringValue: "chat" } },
    );
    const types = named("gen_ai.client.token.usage");
    assert.ok(types !== undefined && "histogram" in types);
    assert.deepEqual(
      types.histogram.dataPoints.map(
        ({ attributes }) => attributes.find(({ key }) => key === "gen_ai.token.type")?.value.stringValue,
      ),
      ["input", "output"],
    );
  });

  it("counts suggestions, drops and opinions as sums", () => {
    const dropped = named("hanare.completion.dropped");
    assert.ok(dropped !== undefined && "sum" in dropped);
    assert.equal(dropped.sum.isMonotonic, true);
    assert.deepEqual(
      dropped.sum.dataPoints.map(({ asInt }) => asInt),
      ["2", "1"],
    );
    assert.equal(dropped.sum.dataPoints[0]?.timeUnixNano, `${now}000000`);
  });

  it("is plain JSON, also of nothing", () => {
    assert.deepEqual(JSON.parse(JSON.stringify(resourceMetrics)), resourceMetrics);
    assert.deepEqual(
      otlpOf([], { name: "Hanare", version: "1" }).resourceMetrics[0]?.scopeMetrics[0]?.metrics,
      [],
    );
  });
});
