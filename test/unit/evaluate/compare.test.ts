import assert from "node:assert/strict";
import { compareRuns } from "../../../server/src/evaluate/compare";
import { gateOf } from "../../../server/src/evaluate/gate";
import { type ModelRun } from "../../../server/src/evaluate/evaluation";
import { kindsOf, tallyOf } from "../../../server/src/evaluate/tally";
import { resultOf, runOf } from "./results";

const prompts = { ask: "1" };
const compare = (before: ModelRun, now: ModelRun, asked = prompts) =>
  compareRuns({ name: "old", run: before, prompts }, { name: "new", run: now, prompts: asked });

/** `count` cases of which the first `passed` pass. */
const many = (count: number, passed: number) =>
  runOf(Array.from({ length: count }, (_, at) => `ask.c${at}${at < passed ? "+" : "-"}`).join(" "));

describe("tally", () => {
  it("counts shares of what was run, by kind", () => {
    const { cases } = runOf("ask.a+ ask.b- review.c+ complete.d? review.e+");
    const all = tallyOf(cases);
    assert.deepEqual([all.run, all.passed, all.share, all.notRun, all.ms], [4, 3, 0.75, 1, 40]);
    assert.deepEqual(kindsOf(cases), ["complete", "review", "ask"]);
    assert.deepEqual([tallyOf(cases, "review").passed, tallyOf(cases, "complete").run], [2, 0]);
    assert.deepEqual(tallyOf([]).interval, { low: 0, high: 1 });
  });

  it("counts errors and answers without the model", () => {
    const cases = [resultOf("ask.a-", { error: true }), resultOf("ask.b+", { by: "rules" })];
    assert.deepEqual([tallyOf(cases).errors, tallyOf(cases).byRules], [1, 1]);
  });
});

describe("comparison", () => {
  it("pairs cases, and lists those that changed", () => {
    const { differences, changed, lost } = compare(
      runOf("ask.a+ ask.b- review.c- review.d+"),
      runOf("review.d+ ask.a- ask.b+ review.c+"),
    );
    assert.deepEqual(
      differences.map(({ kind, cases, better, worse, difference }) => [
        kind,
        cases,
        better,
        worse,
        difference,
      ]),
      [
        [undefined, 4, 2, 1, 0.25],
        ["review", 2, 1, 0, 0.5],
        ["ask", 2, 1, 1, 0],
      ],
    );
    assert.deepEqual(
      changed.map(({ before, now }) => [now.id, before.outcome, now.outcome]),
      [
        ["a", "passed", "failed"],
        ["b", "failed", "passed"],
        ["c", "failed", "passed"],
      ],
    );
    assert.deepEqual(lost, []);
  });

  it("calls a difference certain only if it is", () => {
    assert.equal(compare(many(40, 20), many(40, 21)).differences[0]?.certain, false);
    const [sure] = compare(many(40, 20), many(40, 35)).differences;
    assert.ok(sure?.certain === true && sure.p < 0.001 && sure.interval.low > 0, JSON.stringify(sure));
  });

  it("does not compare a case that was rewritten, and misses one that was not run", () => {
    const now = { ...runOf("ask.a+"), cases: [resultOf("ask.a+", { sha256: "other" }), resultOf("ask.b?")] };
    const { notComparable, lost, differences } = compare(runOf("ask.a- ask.b+ ask.c+ ask.d?"), now);
    assert.deepEqual([notComparable, lost, differences], [["s/a"], ["s/b", "s/c"], []]);
  });

  it("tells of other prompts and other words", () => {
    const worded = (said: string) => ({ ...runOf("ask.a+"), cases: [resultOf("ask.a+", { said })] });
    const { reworded, prompts: changed } = compare(worded("7年"), worded("七年"), { ask: "2" });
    assert.deepEqual([reworded, changed], [1, ["ask"]]);
  });
});

describe("comparison of one model with itself", () => {
  const withTemplate = (sha256: string, template: string) =>
    runOf("complete.a+", undefined, { model: { name: "m", sha256, template } });
  it("tells of another template of completions, which two models have anyway", () => {
    assert.deepEqual(compare(withTemplate("1", "qwen"), withTemplate("1", "codellama")).prompts, [
      "complete",
    ]);
    assert.deepEqual(compare(withTemplate("1", "qwen"), withTemplate("1", "qwen")).prompts, []);
    assert.deepEqual(compare(withTemplate("1", "qwen"), withTemplate("2", "codellama")).prompts, []);
  });
});

describe("gate", () => {
  const state = (run: ModelRun, atLeast: number) => gateOf([{ name: "m", run }], [], { atLeast }).state;
  const worse = (before: ModelRun, now: ModelRun) => gateOf([], [compare(before, now)], { noWorse: true });

  it("is open where nothing was asked for", () =>
    assert.deepEqual(gateOf([{ name: "m", run: runOf("ask.a-") }], [], {}), { state: "open", reasons: [] }));

  it("looks at the share that passed", () => {
    assert.deepEqual(
      [state(runOf("ask.a+ ask.b-"), 0.5), state(runOf("ask.a+ ask.b-"), 0.51), state(runOf("ask.a?"), 0.1)],
      ["met", "not-met", "unknown"],
    );
    const { reasons } = gateOf([{ name: "m", run: runOf("ask.a+ ask.b-") }], [], { atLeast: 0.8 });
    assert.deepEqual(reasons, ["m: 1 of 2 cases passed, which is less than 80 %."]);
  });

  it("is not met when fewer cases pass, and met when as many others do", () => {
    assert.equal(worse(runOf("ask.a+ ask.b+"), runOf("ask.a+ ask.b-")).state, "not-met");
    assert.equal(worse(runOf("ask.a+ ask.b-"), runOf("ask.a- ask.b+")).state, "met");
  });

  it("is unknown when cases that passed before were not run", () => {
    assert.equal(worse(runOf("ask.a+ ask.b+"), runOf("ask.a+ ask.b?")).state, "unknown");
    assert.equal(worse(runOf("ask.a+"), runOf("ask.b+")).state, "unknown");
  });

  it("must be met by every model", () => {
    const runs = [runOf("ask.a+"), runOf("ask.a-")].map((run, at) => ({ name: `m${at}`, run }));
    assert.equal(gateOf(runs, [], { atLeast: 1 }).state, "not-met");
  });
});
