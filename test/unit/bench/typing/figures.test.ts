import assert from "node:assert/strict";
import { type Work } from "../../../bench/typing/completer";
import { parseStat } from "../../../bench/typing/cpu";
import { percentile, roundFigures, settling } from "../../../bench/typing/figures";
import { readCompletionOptions } from "../../../bench/typing/options";
import { aliveAfterCancel, tokensOf } from "../../../bench/typing/oursTokens";
import { type KeyRecord } from "../../../bench/typing/replay";
import { type WatchedGeneration } from "../../../bench/typing/watchedRuntime";

const work: Work = {
  requests: 4,
  promptTokens: 1000,
  reusedTokens: 950,
  evaluatedTokens: 60,
  estimated: 1,
  generatedTokens: 20,
  alive: 1,
  cancelled: 2,
  cpu: 3,
};
const key = (at: number, gap: number, shown?: number): KeyRecord => ({
  key: "a",
  at,
  gap,
  ...(shown !== undefined && { shown, answered: shown }),
});

describe("bench figures of typing", () => {
  const percentiles = [
    { values: [], share: 0.5, expected: undefined },
    { values: [3, 1, 2], share: 0.5, expected: 2 },
    { values: [1, 2, 3, 4], share: 0.5, expected: 2 },
    { values: Array.from({ length: 20 }, (_, index) => index + 1), share: 0.95, expected: 19 },
    { values: [7], share: 0.95, expected: 7 },
  ];
  for (const { values, share, expected } of percentiles)
    it(`${share} of ${values.length} values`, () => assert.equal(percentile(values, share), expected));

  it("counts a pause without a suggestion as itself, and keys in between not at all", () => {
    const records = [
      key(settling, 1000, 300),
      key(settling + 1000, 900),
      key(settling + 1900, 100, 0),
      key(settling + 2000, 800, 850),
    ];
    const { warm, visible } = roundFigures([{ part: 0, records, work }], "shown");
    assert.deepEqual(warm, { p50: 800, p95: 900, inTime: 1 / 3, pauses: 3, silent: 0 });
    assert.equal(visible, 0.5);
  });

  it("does not wait for a suggestion where nothing is missing", () => {
    const records = [key(settling, 1000, 300), { ...key(settling + 1000, 2000), done: true } as const];
    const pass = { part: 0, records, work };
    assert.deepEqual(
      (["shown", "whole", "answered"] as const).map((measure) => roundFigures([pass], measure).warm.pauses),
      [1, 1, 2],
    );
  });

  it("tells the first moments from the warm rest, and a switch from a load", () => {
    const first = [key(0, 1000), key(1000, 1000, 400), key(settling, 1000, 100)];
    const second = [key(0, 1000, 700), key(settling, 1000, 200)];
    const passes = [
      { part: 0, records: first, work },
      { part: 1, records: second, work },
    ];
    const figures = roundFigures(passes, "shown");
    assert.equal(figures.firstAfterLoad, 1400);
    assert.equal(figures.firstAfterSwitch, 700);
    assert.deepEqual(figures.afterSwitch, { p50: 700, p95: 700, inTime: 1, pauses: 1, silent: 0 });
    assert.deepEqual(figures.warm, { p50: 100, p95: 200, inTime: 1, pauses: 2, silent: 0 });
  });

  it("leaves out where either side is silent by rule, but only for answers", () => {
    const ours = [key(settling, 1000, 300), { ...key(settling + 1000, 1000), silent: true } as const];
    const theirs = [key(settling, 1000, 500), key(settling + 1000, 1000, 900)];
    const [mine, other] = [ours, theirs].map((records) => ({ part: 0, records, work }));
    assert.ok(mine !== undefined && other !== undefined);
    const waits = (own: typeof mine, measure: "shown" | "answered", others: typeof mine) => {
      const { p95, silent, pauses } = roundFigures([own], measure, [others]).warm;
      return { p95, silent, pauses };
    };
    assert.deepEqual(waits(mine, "shown", other), { p95: 1000, silent: 0.5, pauses: 2 });
    assert.deepEqual(waits(other, "shown", mine), { p95: 900, silent: 0, pauses: 2 });
    assert.deepEqual(waits(mine, "answered", other), { p95: 300, silent: 0, pauses: 1 });
    assert.deepEqual(waits(other, "answered", mine), { p95: 500, silent: 0, pauses: 1 });
  });

  it("adds up what was done", () => {
    const records = [key(0, 30_000), key(30_000, 30_000)];
    const pass = { part: 0, records, work };
    const figures = roundFigures([pass, { ...pass, part: 1 }], "answered");
    assert.equal(figures.reused, 0.95);
    assert.equal(figures.evaluatedPerKey, 30);
    assert.equal(figures.requestsPerKey, 2);
    assert.equal(figures.cpuPerMinute, 3);
    assert.equal(figures.alive, 2);
    assert.equal(figures.firstAfterSwitch, undefined);
  });

  it("reads processor time behind a name with brackets and spaces", () => {
    const stat = "42 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20";
    assert.equal(parseStat(stat), 2);
    assert.equal(parseStat("nonsense"), undefined);
  });
});

describe("bench tokens of ours", () => {
  const generation = (prefix: string, more: Partial<WatchedGeneration>): WatchedGeneration => ({
    request: { kind: "infill", prefix, suffix: "", priority: "completion", maxTokens: 8 },
    asked: 0,
    ended: 100,
    outcome: "ended",
    text: "",
    ...more,
  });
  const usage = (more: object) => ({
    promptTokens: 100,
    reusedTokens: 60,
    generatedTokens: 4,
    waitMs: 0,
    promptMs: 40,
    generateMs: 80,
    ...more,
  });
  const count = (text: string) => Promise.resolve(text.length);

  it("takes the engine's word, and works out what ended early", async () => {
    const all = [
      generation("x".repeat(98), { usage: usage({}) }),
      generation(`${"x".repeat(98)}yy`, { outcome: "left", firstText: 20, text: "z" }),
      generation("other".repeat(20), { outcome: "aborted", asked: 0, ended: 10 }),
    ];
    const tokens = await tokensOf(all, count);
    assert.deepEqual(
      tokens.map(({ reusedTokens, evaluatedTokens, estimated }) => [
        reusedTokens,
        evaluatedTokens,
        estimated,
      ]),
      [
        [60, 40, false],
        [98, 4, true],
        // One token a millisecond was measured, and there were ten.
        [0, 10, true],
      ],
    );
  });

  it("finds the cancelled one that the next had to wait for", () => {
    const gone = (more: Partial<WatchedGeneration>) =>
      generation("a", { outcome: "aborted", aborted: 100, ...more });
    const next = (waitMs: number, asked = 100) => generation("b", { asked, usage: usage({ waitMs }) });
    const cases: readonly (readonly [WatchedGeneration, WatchedGeneration, number])[] = [
      [gone({ firstText: 50 }), next(15), 0],
      [gone({ firstText: 50 }), next(400), 1],
      [gone({}), next(200), 0],
      [gone({}), next(400), 1],
      [gone({ firstText: 50 }), next(0, 900), 0],
      [generation("a", { usage: usage({}) }), next(400), 0],
    ];
    for (const [before, after, alive] of cases)
      assert.equal(aliveAfterCancel([before, after], 250).length, alive);
  });

  it("blames no cancelled one for the wait behind another that overtook", () => {
    const gone = generation("a", { outcome: "aborted", aborted: 100 });
    const overtaking = generation("c", { asked: 110, outcome: "aborted", aborted: 1500, ended: 1500 });
    const next = (waitMs: number) => generation("b", { asked: 100, usage: usage({ waitMs }) });
    assert.deepEqual(aliveAfterCancel([gone, next(1405), overtaking], 250), []);
    const [late] = aliveAfterCancel([gone, next(1900), overtaking], 250);
    assert.equal(late?.held, 500);
  });
});

describe("bench completion options", () => {
  const cases = [
    { args: [], expected: { quick: false, rounds: 3, threads: 2, fixed: false } },
    { args: ["--quick", "--only", "latency"], expected: { quick: true, rounds: 1, only: "latency" } },
    { args: ["--threads", "4"], expected: { threads: 4, fixed: true } },
    { args: ["--only=quality", "--rounds", "5"], expected: { rounds: 5, only: "quality" } },
  ];
  for (const { args, expected } of cases)
    it(args.join(" ") || "none", () => {
      const options = readCompletionOptions(args, 2);
      assert.deepEqual({ ...options, ...expected }, options);
    });
  for (const args of [["--only", "speed"], ["--nonsense"], ["--rounds", "0"]])
    it(`refuses ${args.join(" ")}`, () => assert.throws(() => readCompletionOptions(args, 2)));
});
