import assert from "node:assert/strict";
import { bar, lineChart, niceCeiling } from "../../../../client/src/views/chartSvg";
import { renderJournal, renderJournalFailure } from "../../../../client/src/views/journalHtml";
import { countName } from "../../../../client/src/views/journalWords";
import { filters } from "../../../../server/src/completion/postprocess";
import { type JournalReport } from "../../../../server/src/protocol";
import { spokenFaults } from "../../../support/spokenPage";
import { english, inJapanese } from "../../../support/translate";

const hostile = `<img src=x onerror="alert('1')">`;
const days = ["2026-11-27", "2026-11-28", "2026-11-29"];
const report: JournalReport = {
  ...{ from: "2026-11-27", to: "2026-11-29", days, models: ["coder", hostile], events: 40, unreadable: 1 },
  latency: [
    {
      task: "completion",
      days: [
        { day: "2026-11-27", count: 3, p50: 240, p95: 900 },
        { day: "2026-11-29", count: 5, p50: 300, p95: 1_500 },
      ],
    },
  ],
  requests: [
    {
      ...{ model: hostile, quantization: "Q4_K_M", requests: 1_234, stopped: 5, failed: 1 },
      ...{
        firstP50: 120,
        firstP95: 400,
        inputTokens: 9_000,
        outputTokens: 800,
        reused: 0.913,
        tokensPerSecond: 21.5,
      },
    },
  ],
  suggestions: [
    {
      ...{ model: "coder", shown: 20, accepted: 5, whole: 3, words: 1, lines: 1, dismissed: 9 },
      after30s: { share: 0.85, count: 5 },
    },
  ],
  suggestionDays: days.map((day, at) => ({ day, shown: at * 10, accepted: at })),
  drops: [{ name: "repetition", count: 7 }],
  review: {
    ...{ runs: 2, files: 30, findings: [{ name: "confirmed", count: 4 }] },
    ...{ judged: [{ name: "setAside", count: 1 }], triage: [{ name: "falsePositive", count: 3 }] },
  },
  errors: [{ name: "engine-crashed", count: 2 }],
  feedback: [{ task: "ask", up: 4, down: 1 }],
};
const empty: JournalReport = {
  ...{
    ...report,
    events: 0,
    unreadable: 0,
    latency: [],
    requests: [],
    suggestions: [],
    drops: [],
    errors: [],
  },
  ...{ feedback: [], models: [], review: { runs: 0, files: 0, findings: [], judged: [], triage: [] } },
};
const view = { days: 7, result: { report, enabled: true }, locale: "en" } as const;

describe("journal: the page", () => {
  const { body } = renderJournal(view, english);

  it("is read aloud as a whole", () => {
    for (const page of [body, renderJournalFailure("It failed.", english).body])
      assert.deepEqual(spokenFaults(page), []);
  });

  it("has a table with the figures beside every chart, each with a caption and headers", () => {
    const charts = body.match(/<svg class="chart" role="img" aria-label="[^"]+"/g) ?? [];
    assert.equal(charts.length, 2);
    assert.equal(
      (body.match(/<details><summary>Figures<\/summary><div class="scroll"><table>/g) ?? []).length,
      2,
    );
    const tables = body.match(/<table>/g) ?? [];
    assert.equal((body.match(/<table><caption>[^<]+<\/caption>/g) ?? []).length, tables.length);
    assert.match(body, /<th scope="row">2026-11-29<\/th><td>300 ms<\/td><td>1\.5 s<\/td><td>5<\/td>/);
    assert.match(body, /<th scope="row">runs in circles<\/th><td>7<\/td>/);
    assert.match(body, /<td>85% of 5<\/td>/);
    assert.match(body, /<td>1,234<\/td>/);
  });

  it("escapes names and has no style, script or address of its own", () => {
    assert.doesNotMatch(body, /<img|<script|style=|https?:|url\(/);
    assert.match(body, /&lt;img src=x/);
  });

  it("lets period and model be chosen by keyboard, and keeps what was chosen", () => {
    const chosen = renderJournal({ ...view, days: 30, model: "gone" }, english).body;
    assert.match(chosen, /<label for="period">Period<\/label> <select id="period" data-choice="period">/);
    assert.match(chosen, /<option value="30" selected>30 days<\/option>/);
    assert.match(chosen, /<option value="gone" selected>gone<\/option>/);
    assert.match(chosen, /<option value="">All models<\/option>/);
    for (const action of ["refresh", "save", "forget"])
      assert.match(chosen, new RegExp(`data-action="${action}"`));
  });

  it("says what will appear while there is nothing, and why nothing is measured", () => {
    const nothing = renderJournal({ ...view, result: { report: empty, enabled: true } }, inJapanese).body;
    assert.match(nothing, /計測結果はまだありません。待ち時間と提案の採否は最初の提案から/);
    assert.doesNotMatch(nothing, /<table|<h2/);
    const off = renderJournal({ ...view, result: { report, enabled: false } }, inJapanese).body;
    assert.match(off, /hanare\.journal\.enabled がオフ/);
    assert.match(off, /data-action="settings"/);
    const stuck = renderJournal(
      { ...view, result: { report, enabled: true, trouble: hostile } },
      english,
    ).body;
    assert.match(stuck, /role="alert">&lt;img/);
    assert.match(renderJournalFailure(hostile, english).body, /role="alert">&lt;img/);
  });

  it("is Japanese as a whole", () => {
    const japanese = renderJournal({ ...view, locale: "ja" }, inJapanese).body;
    assert.match(japanese, /<caption>表示しなかった提案（フィルター別）<\/caption>/);
    assert.match(japanese, /<th scope="row">誤検知<\/th>/);
    assert.match(japanese, /<td>85%（5）<\/td>/);
  });
});

describe("journal: words", () => {
  it("says in both languages why a suggestion was left out, whichever filter it was", () => {
    for (const name of Object.keys(filters)) {
      assert.match(countName(name, english), / /, name);
      assert.match(countName(name, inJapanese), /[ぁ-ん一-龠]/u, name);
    }
    assert.equal(countName("engine-crashed", english), "engine-crashed");
  });
});

describe("journal: charts", () => {
  const chart = (values: readonly (number | undefined)[]) =>
    lineChart({
      title: hostile,
      labels: values.map((_, at) => `d${at}`),
      series: [{ name: "a", values }],
      format: String,
    });

  it("draws a line over days that follow each other, dots for all, and breaks where nothing was measured", () => {
    const text = chart([1, 2, undefined, 4]);
    assert.equal((text.match(/<polyline/g) ?? []).length, 1);
    assert.equal((text.match(/<circle/g) ?? []).length, 3);
    assert.match(text, /<title>d3 a: 4<\/title>/);
    assert.doesNotMatch(text, /<img|NaN|Infinity/);
  });

  for (const values of [[], [undefined], [0], [0, 0], [5]])
    it(`stands with ${JSON.stringify(values)}`, () => assert.doesNotMatch(chart(values), /NaN|Infinity/));

  const ceilings: readonly (readonly [number, number])[] = [
    [0, 1],
    [1, 1],
    [1.2, 2],
    [37, 50],
    [501, 1_000],
    [0.03, 0.05],
  ];
  for (const [value, top] of ceilings)
    it(`ends its axis for ${value} at ${top}`, () => assert.ok(Math.abs(niceCeiling(value) - top) < 1e-9));

  it("keeps a bar within its cell", () => {
    assert.match(bar(0.5), /width="50"/);
    assert.match(bar(7), /width="100"/);
    assert.match(bar(-1), /width="0"/);
  });
});
