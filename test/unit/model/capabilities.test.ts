import assert from "node:assert/strict";
import { createCapabilities } from "../../../server/src/model/capabilities";
import { ModelError, type ChatRequest, type ModelRuntime } from "../../../server/src/model/runtime";
import { type RoleState } from "../../../server/src/protocol";
import { scriptedRuntime } from "../../support/scriptedRuntime";

/** Says the sentence back, which keeps every number and negation. */
const faithful = () =>
  scriptedRuntime((request) => JSON.stringify({ text: (request as ChatRequest).messages.at(-1)?.text }));
const babbling = () => scriptedRuntime(() => JSON.stringify({ text: "42 keys were never lost." }));

function setUp(runtime: ModelRuntime | undefined) {
  let current = runtime;
  let changes = 0;
  const capabilities = createCapabilities({
    assistant: () => current,
    storagePath: undefined,
    log: () => undefined,
    onDidChange: () => (changes += 1),
  });
  return { capabilities, swap: (next: ModelRuntime) => (current = next), changes: () => changes };
}

const signal = new AbortController().signal;
const ready: RoleState = { state: "ready", model: "scripted", detail: "" };

describe("capabilities", () => {
  it("allows nothing before the test, and all after a pass", async () => {
    const { capabilities, changes } = setUp(faithful());
    assert.equal(capabilities.assistant()?.allowed, false);
    assert.match(capabilities.assistant()?.reason ?? "", /being tested/);
    await capabilities.ready(signal);
    assert.equal(capabilities.assistant()?.allowed, true);
    assert.deepEqual(capabilities.stateOf(ready), ready);
    assert.equal(changes(), 1);
  });

  it("tests a model once, however many ask", async () => {
    const runtime = faithful();
    const { capabilities } = setUp(runtime);
    await Promise.all([capabilities.ready(signal), capabilities.ready(signal)]);
    const asked = runtime.requests.length;
    await capabilities.ready(signal);
    assert.equal(runtime.requests.length, asked);
  });

  it("refuses a model that babbles, and tests the next one anew", async () => {
    const { capabilities, swap } = setUp(babbling());
    await capabilities.ready(signal);
    const state = capabilities.stateOf(ready);
    assert.ok(state.state === "refused");
    assert.match(state.reason, /did not pass its test/);
    swap(faithful());
    await capabilities.ready(signal);
    assert.equal(capabilities.assistant()?.allowed, true);
  });

  it("passes a crash on as the reason and tries again when asked again", async () => {
    let crashes = true;
    const runtime = scriptedRuntime((request) =>
      crashes
        ? new ModelError("engine-crashed", "The engine ended.")
        : JSON.stringify({ text: (request as ChatRequest).messages.at(-1)?.text }),
    );
    const { capabilities } = setUp(runtime);
    await capabilities.ready(signal);
    assert.deepEqual(
      [capabilities.assistant()?.allowed, capabilities.assistant()?.reason],
      [false, "The engine ended."],
    );
    crashes = false;
    await capabilities.ready(signal);
    assert.equal(capabilities.assistant()?.allowed, true);
  });

  it("stops waiting when the user stops, while the test goes on for the next", async () => {
    let answer = () => {};
    const gate = new Promise<void>((done) => (answer = done));
    const { capabilities } = setUp(
      scriptedRuntime(async (request) => {
        await gate;
        return JSON.stringify({ text: (request as ChatRequest).messages.at(-1)?.text });
      }),
    );
    const controller = new AbortController();
    const waiting = capabilities.ready(controller.signal);
    controller.abort();
    await assert.rejects(waiting, { name: "AbortError" });
    answer();
    await capabilities.ready(signal);
    assert.equal(capabilities.assistant()?.allowed, true);
  });

  it("has nothing to test without a model", async () => {
    const { capabilities } = setUp(undefined);
    await capabilities.ready(signal);
    assert.equal(capabilities.assistant(), undefined);
    assert.deepEqual(capabilities.stateOf({ state: "none" }), { state: "none" });
  });
});
