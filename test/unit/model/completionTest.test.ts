import assert from "node:assert/strict";
import { completionTestName, testCompletion } from "../../../server/src/model/completionTest";
import { type GenerateRequest, ModelError, type RuntimeInfo } from "../../../server/src/model/runtime";
import { scriptedRuntime } from "../../support/scriptedRuntime";

const never = new AbortController().signal;
const promptOf = (request: GenerateRequest) =>
  request.kind === "infill" ? request.prefix : request.kind === "completion" ? request.prompt : "";

/** Answers by a word of the prompt. */
const answering = (answers: Readonly<Record<string, string>>) => (request: GenerateRequest) =>
  Object.entries(answers).find(([word]) => promptOf(request).includes(word))?.[1] ?? "";

const infill = { width: " height", largest: "\n            best = number", math: " circle_area" };
const continuation = {
  width: " height;\n}\n",
  largest: infill.largest + "\n    return best",
  items: " items[i];",
};

describe("test of the completion role", () => {
  type Case = readonly [
    name: string,
    completes: RuntimeInfo["completes"],
    answers: Readonly<Record<string, string>>,
    right: number,
  ];
  const cases: readonly Case[] = [
    ["all right", "infill", infill, 3],
    ["other white space", "infill", { ...infill, largest: " best=number\n", math: "circle_area " }, 3],
    ["a suffix that was not read", "infill", { ...infill, math: " area(radius):" }, 2],
    ["a suffix written twice", "infill", { ...continuation, math: " circle_area(radius):" }, 1],
    ["another variable", "infill", { ...infill, width: " heights", largest: " best = numbers[0]" }, 1],
    ["noise", "infill", { width: "$%&" }, 0],
    ["all right", "continuation", continuation, 3],
    ["one wrong", "continuation", { ...continuation, items: " items.length" }, 2],
    ["two wrong", "continuation", { ...continuation, items: " i", width: " 2" }, 1],
  ];
  for (const [name, completes, answers, right] of cases)
    it(`${completes}, ${name}: ${right} of 3`, async () => {
      const runtime = scriptedRuntime(answering(answers), { completes, sha256: "ab" });
      const card = await testCompletion(runtime, never);
      const failed = card.cases.filter(({ ok }) => !ok);
      assert.equal(3 - failed.length, right, JSON.stringify(card.cases));
      assert.equal(card.passed, right >= 2);
      assert.deepEqual([card.role, card.modelSha256, card.engine], ["completion", "ab", "scripted 1 cpu"]);
      for (const { why } of failed) assert.match(why, /^wrote "/);
      assert.deepEqual(JSON.parse(JSON.stringify(card)), card);
    });

  it("asks for little, greedily and behind completions, in the model's own way", async () => {
    for (const [completes, kind] of [
      ["infill", "infill"],
      ["continuation", "completion"],
    ] as const) {
      const runtime = scriptedRuntime(() => "", { completes });
      await testCompletion(runtime, never);
      assert.deepEqual(
        runtime.requests.map((request) => [request.kind, request.priority, request.maxTokens]),
        Array.from({ length: 3 }, () => [kind, "interactive", 16]),
      );
      for (const { sampling } of runtime.requests) assert.equal(sampling?.temperature, 0);
    }
  });

  it("fails what the model does not support; rejects when the engine fails or somebody stops it", async () => {
    const failing = (code: "unsupported" | "engine-crashed") =>
      scriptedRuntime(() => new ModelError(code, code));
    assert.equal((await testCompletion(failing("unsupported"), never)).passed, false);
    await assert.rejects(testCompletion(failing("engine-crashed"), never), { code: "engine-crashed" });
    await assert.rejects(
      testCompletion(
        scriptedRuntime(() => ""),
        AbortSignal.abort(),
      ),
      { name: "AbortError" },
    );
  });

  it("is another test for another template or way of completing", () => {
    const names = [
      { completes: "infill", template: "a psm" },
      { completes: "infill", template: "a spm" },
      { completes: "continuation" },
    ] as const;
    const all = names.map((info) => completionTestName(scriptedRuntime(() => "", info)));
    assert.equal(new Set(all).size, 3, all.join());
  });
});
