import assert from "node:assert/strict";
import { testToolCalls } from "../../../server/src/chat/exam";
import { chatModelOf } from "../../../server/src/chat/model";
import { type ChatRequest, type GenerateRequest, ModelError } from "../../../server/src/model/runtime";
import { scriptedRuntime, type ScriptedAnswer } from "../../support/scriptedRuntime";

const never = new AbortController().signal;

/** Right answers by a word of the question: the tool, and its input. */
const key: readonly (readonly [RegExp, string, object?])[] = [
  [/Answer of read_file/, "answer_user"],
  [/retention of invoices/, "search_documents", { query: "invoice retention" }],
  [/Open docs\/leave\.md/, "read_file", { path: "docs/leave.md" }],
  [/How many lines/, "count_lines", { path: "src/pump.ts", blank: true }],
  [/Goodbye/, "answer_user"],
  [/印鑑/u, "search_documents", { query: "印鑑の保管方法" }],
  [/休暇規程/u, "read_file", { path: "docs/休暇規程.md" }],
  [/ありがとう/u, "answer_user"],
];

function knowing(wrong: RegExp = /^$/) {
  return (request: GenerateRequest): ScriptedAnswer => {
    const { messages, jsonSchema } = request as ChatRequest;
    const last = messages.at(-1)?.text ?? "";
    const [, tool = "answer_user", input = {}] = key.find(([word]) => word.test(last)) ?? [];
    const isChoice = JSON.stringify(jsonSchema).includes("search_documents");
    if (wrong.test(last)) return isChoice ? '{"tool":"count_lines"}' : '{"path":"x","blank":false}';
    return JSON.stringify(isChoice ? { tool } : input);
  };
}

describe("known-answer test of tool calls", () => {
  it("passes a model that chooses, copies and holds back; everything is asked behind the user's work", async () => {
    const runtime = scriptedRuntime(knowing(), { sha256: "ab" });
    const card = await testToolCalls(runtime, never);
    assert.deepEqual(
      card.cases.filter(({ ok }) => !ok),
      [],
    );
    assert.deepEqual([card.passed, card.cases.length, card.modelSha256], [true, 8, "ab"]);
    assert.ok(runtime.requests.every(({ priority }) => priority === "batch"));
  });

  it("forgives one case and not two", async () => {
    const one = await testToolCalls(scriptedRuntime(knowing(/Goodbye/)), never);
    assert.deepEqual([one.passed, one.cases.find(({ ok }) => !ok)?.name], [true, "en-none"]);
    const two = await testToolCalls(scriptedRuntime(knowing(/Goodbye|休暇規程/u)), never);
    assert.equal(two.passed, false);
  });

  const weak: readonly (readonly [string, ScriptedAnswer])[] = [
    ["always says the same tool", '{"tool":"search_documents"}'],
    ["never calls one", '{"tool":"answer_user"}'],
    ["says no JSON", "I would search."],
    ["says nothing", ""],
    ["cannot chat", new ModelError("unsupported", "x")],
  ];
  for (const [name, answer] of weak)
    it(`fails a model that ${name}`, async () =>
      assert.equal(
        (
          await testToolCalls(
            scriptedRuntime(() => answer),
            never,
          )
        ).passed,
        false,
      ));

  it("rejects when the engine fails or the test is stopped", async () => {
    const crash = scriptedRuntime(() => new ModelError("engine-crashed", "x"));
    await assert.rejects(testToolCalls(crash, never), /x/);
    await assert.rejects(
      testToolCalls(
        scriptedRuntime(() => "{}"),
        AbortSignal.abort(),
      ),
      {
        name: "AbortError",
      },
    );
  });
});

describe("chat: the model in the list", () => {
  const runtime = scriptedRuntime(() => "", { sha256: "c".repeat(64) });
  const cases = [
    [undefined, false, /not done yet/, /until it has passed/],
    [true, true, /^On this computer$/, /has passed the test/],
    [false, false, /without tools, failed/, /not in agent mode/],
  ] as const;
  for (const [mayCall, tools, detail, tooltip] of cases)
    it(`says so when the test of tool calls is ${mayCall ?? "not done"}`, () => {
      const model = chatModelOf({ runtime, mayCall });
      assert.equal(model?.tools, tools);
      assert.match(model?.detail ?? "", detail);
      assert.match(model?.tooltip ?? "", tooltip);
      assert.equal(model?.version, "cccccccccccc");
    });

  it("says what it failed besides, and is not there when it cannot chat", () => {
    const failed = chatModelOf({ runtime, mayCall: true, reason: "It changed numbers." });
    assert.match(failed?.tooltip ?? "", /not checked\. .*It changed numbers\.$/);
    assert.equal(chatModelOf({ runtime: scriptedRuntime(() => "", { chat: false }), mayCall: true }), null);
  });
});
