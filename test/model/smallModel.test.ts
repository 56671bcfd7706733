import assert from "node:assert/strict";
import { testAssistant } from "../../server/src/model/capability";
import { collect } from "../../server/src/model/runtime";
import { settingsFor, startEngine, type TestEngine } from "../support/engine";
import { realModel } from "../support/realModels";

/** A model too small to be trusted with anything: it must run, and it must not pretend (promise P5). */
describe("SmolLM2-135M", () => {
  let engine: TestEngine;
  const signal = new AbortController().signal;
  before(async function () {
    this.timeout(60_000);
    engine = startEngine(settingsFor(await realModel(this, "small"), { roles: ["completion", "assistant"] }));
    await engine.ready("assistant");
  });
  after(() => engine?.loader.dispose());

  it("answers in chat, the same twice", async () => {
    const runtime = await engine.ready("assistant");
    const ask = () =>
      collect(
        runtime.generate(
          {
            kind: "chat",
            messages: [{ role: "user", text: "Name one colour." }],
            priority: "interactive",
            maxTokens: 16,
          },
          signal,
        ),
      );
    const first = await ask();
    assert.match(first.text, /[a-z]{3}/i);
    assert.equal((await ask()).text, first.text);
  });

  it("is refused for completion with the reason", () => {
    const state = engine.loader.status().roles.completion;
    assert.equal(state.state, "refused");
    assert.match("reason" in state ? state.reason : "", /SmolLM2/i);
    assert.equal(engine.loader.runtime("completion"), undefined);
  });

  it("fails the known-answer test and says in what", async () => {
    const card = await testAssistant(await engine.ready("assistant"), signal);
    assert.equal(card.passed, false);
    assert.ok(card.cases.some((each) => !each.ok && each.why !== ""));
  });
});
