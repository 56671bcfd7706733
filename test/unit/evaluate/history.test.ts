import assert from "node:assert/strict";
import { readEvaluation } from "../../../server/src/evaluate/evaluation";
import { historyLines } from "../../../server/src/evaluate/history";
import { renderEvaluation } from "../../../server/src/evaluate/render";
import { measuredOf, resultOf, runOf } from "./results";

const canary = "カナリア文";

describe("history", () => {
  const telling = resultOf("ask.b-", { said: canary, reason: canary, score: 1 / 3 });
  const run = {
    ...runOf("ask.a+", "qwen"),
    cases: [resultOf("ask.a+"), telling],
    planned: 3,
    failure: canary,
  };
  const model = { name: "qwen", sha256: "m", engine: "llama 1 cpu", refused: canary };
  const lines = historyLines(measuredOf([{ ...run, model }, runOf("ask.a+")]));

  it("is a line for each model, with hashes, outcomes, scores and times", () => {
    const parsed = lines
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(parsed.length, 2);
    assert.deepEqual(parsed[0]?.["model"], { name: "qwen", sha256: "m", engine: "llama 1 cpu" });
    assert.deepEqual(parsed[0]?.["suites"], [{ id: "s", sha256: "h" }]);
    assert.deepEqual([parsed[0]?.["planned"], parsed[0]?.["run"], parsed[0]?.["passed"]], [3, 2, 1]);
    assert.deepEqual(parsed[0]?.["cases"], [
      { suite: "s", id: "a", kind: "ask", sha256: "a", outcome: "passed", score: 1, ms: 10 },
      { suite: "s", id: "b", kind: "ask", sha256: "b", outcome: "failed", score: 0.3333, ms: 10 },
    ]);
    assert.equal(parsed[1]?.["model"], null);
  });

  it("holds no text of cases or answers, not even in a reason", () =>
    assert.equal(lines.includes(canary), false));
});

describe("a kept result", () => {
  const evaluation = measuredOf([runOf("ask.a+ review.b- complete.c?", "m")]);
  const json = renderEvaluation(
    { evaluation, comparisons: [], gate: { state: "open", reasons: [] } },
    "json",
  );

  it("is read as it was written", () => {
    const read = readEvaluation(json);
    assert.deepEqual(read?.runs, evaluation.runs);
    assert.deepEqual([read?.date, read?.prompts], [evaluation.date, evaluation.prompts]);
  });

  const wrong: readonly (readonly [string, string])[] = [
    ["no JSON", "{"],
    ["another JSON", "[]"],
    ["another edition", json.replace('"hanare-eval": 1', '"hanare-eval": 2')],
    ["no runs", JSON.stringify({ ...evaluation, runs: [] })],
    ["a case without an outcome", json.replace('"outcome": "passed",', "")],
    ["a kind that does not exist", json.replace('"kind": "review"', '"kind": "guess"')],
    ["a score that is text", json.replace('"score": 1,', '"score": "1",')],
  ];
  for (const [what, text] of wrong)
    it(`is not taken for one: ${what}`, () => assert.equal(readEvaluation(text), undefined));
});
