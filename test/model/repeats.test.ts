import assert from "node:assert/strict";
import { collect, type ChatRequest, type ModelRuntime } from "../../server/src/model/runtime";
import { settingsFor, startEngine, type TestEngine } from "../support/engine";
import { realModel } from "../support/realModels";

const signal = new AbortController().signal;
const list = ["alpha: 10", "beta: 20", "gamma: 30", "delta: 40", "epsilon: 50"].map((item) => `- ${item}`);

/** A real model's answer that gives back its prompt: the same words, whether they are checked at once or not. */
describe("an answer that repeats its prompt, SmolLM2-135M", () => {
  let engine: TestEngine;
  let assistant: ModelRuntime;
  before(async function () {
    this.timeout(60_000);
    engine = startEngine(settingsFor(await realModel(this, "small"), { roles: ["assistant"] }));
    assistant = await engine.ready("assistant");
  });
  after(() => engine?.loader.dispose());

  const cases = [
    { name: "a list", text: `Repeat this list exactly:\n\n${list.join("\n")}` },
    {
      name: "Japanese",
      text: "次の文をそのまま繰り返してください。\n\n看護師は十五分以内に署名する。用紙は十年間保管する。",
    },
    { name: "a question", text: "What is the capital of France?" },
  ];
  for (const { name, text } of cases) {
    it(`${name}: the same text as one token at a time`, async () => {
      const request: ChatRequest = {
        kind: "chat",
        messages: [{ role: "user", text }],
        priority: "interactive",
        maxTokens: 48,
      };
      const plain = await collect(assistant.generate(request, signal));
      const drafted = await collect(assistant.generate({ ...request, repeats: true }, signal));
      assert.deepEqual([drafted.text, drafted.reason], [plain.text, plain.reason]);
      assert.equal(drafted.usage.generatedTokens, plain.usage.generatedTokens);
    });
  }
});
