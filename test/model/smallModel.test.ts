import assert from "node:assert/strict";
import { createCapabilities } from "../../server/src/model/capabilities";
import { testAssistant } from "../../server/src/model/capability";
import { testCompletion } from "../../server/src/model/completionTest";
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

  it("has no FIM tokens: it may go on from the text before the cursor, and only because it passed that test", async () => {
    const runtime = await engine.ready("completion");
    assert.deepEqual([runtime.info.completes, runtime.info.unproven], ["continuation", true]);
    const capabilities = createCapabilities({
      runtime: (role) => (role === "completion" ? engine.loader.runtime(role) : undefined),
      storagePath: undefined,
      after: () => () => undefined,
      log: () => undefined,
      onDidChange: () => undefined,
    });
    assert.equal(capabilities.completion(), undefined);
    await capabilities.completionReady(signal);
    const { completion } = capabilities.statesOf(engine.loader.status().roles);
    assert.equal(completion.state, "ready");
    const detail = "detail" in completion ? completion.detail : "";
    assert.match(detail, /SmolLM2.*does not see what follows.*passed its completion test \([23] of 3\)/i);
    assert.equal(capabilities.completion(), runtime);
  });

  it("does not fill a hole that must be read from what follows", async () => {
    const runtime = await engine.ready("completion");
    const request = {
      kind: "infill",
      prefix: "def",
      suffix: "(radius):\n",
      priority: "batch",
      maxTokens: 4,
    } as const;
    await assert.rejects(collect(runtime.generate(request, signal)), { code: "unsupported" });
    const posing = { ...runtime, info: { ...runtime.info, completes: "infill" as const } };
    assert.equal((await testCompletion(posing, signal)).passed, false);
  });

  it("fails the known-answer test and says in what", async () => {
    const card = await testAssistant(await engine.ready("assistant"), signal);
    assert.equal(card.passed, false);
    assert.ok(card.cases.some((each) => !each.ok && each.why !== ""));
  });
});
