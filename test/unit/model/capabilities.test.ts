import assert from "node:assert/strict";
import { createCapabilities } from "../../../server/src/model/capabilities";
import { noRoles } from "../../../server/src/model/generation";
import { originOf } from "../../../server/src/model/routing/origin";
import {
  ModelError,
  type ChatRequest,
  type ModelRuntime,
  type RuntimeInfo,
} from "../../../server/src/model/runtime";
import { type Role, type RoleState } from "../../../server/src/protocol";
import { scriptedRuntime } from "../../support/scriptedRuntime";

/** Says the sentence back, which keeps every number and negation. */
const faithful = () =>
  scriptedRuntime((request) => JSON.stringify({ text: (request as ChatRequest).messages.at(-1)?.text }));
const babbling = () => scriptedRuntime(() => JSON.stringify({ text: "42 keys were never lost." }));

function setUp(runtime: ModelRuntime | undefined, role: Role = "assistant") {
  let current = runtime;
  let changes = 0;
  const timers: (() => void)[] = [];
  const capabilities = createCapabilities({
    runtime: (asked) => (asked === role ? current : undefined),
    storagePath: undefined,
    after: (_, callback) => {
      timers.push(callback);
      return () => timers.splice(timers.indexOf(callback) >>> 0, 1);
    },
    log: () => undefined,
    onDidChange: () => (changes += 1),
  });
  const stateOf = (state: RoleState) => capabilities.statesOf({ ...noRoles, [role]: state })[role];
  const swap = (next: ModelRuntime) => (current = next);
  return { capabilities, stateOf, swap, timers, changes: () => changes };
}

const signal = new AbortController().signal;
const ready: RoleState = { state: "ready", model: "scripted", detail: "" };

describe("capabilities of the assistant", () => {
  it("allows nothing before the test, and all after a pass", async () => {
    const { capabilities, stateOf, changes } = setUp(faithful());
    assert.equal(capabilities.assistant()?.allowed, false);
    assert.match(capabilities.assistant()?.reason ?? "", /being tested/);
    await capabilities.ready(signal);
    assert.equal(capabilities.assistant()?.allowed, true);
    assert.deepEqual(stateOf(ready), ready);
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

  it("are those of the model that answers such text: a server's test says nothing of the model here", async () => {
    const [here, server] = [faithful(), babbling()];
    const capabilities = createCapabilities({
      runtime: (role, origin) => (role !== "assistant" ? undefined : origin === undefined ? here : server),
      runtimes: (role) => (role === "assistant" ? [here, server] : []),
      storagePath: undefined,
      after: () => () => undefined,
      log: () => undefined,
      onDidChange: () => undefined,
    });
    await capabilities.ready(signal);
    const allowed = [undefined, originOf("summary", [])].map(
      (origin) => capabilities.assistant(origin)?.allowed,
    );
    assert.deepEqual(allowed, [true, false]);
  });

  it("refuses a model that babbles, and tests the next one anew", async () => {
    const { capabilities, stateOf, swap } = setUp(babbling());
    await capabilities.ready(signal);
    const state = stateOf(ready);
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
    const { capabilities, stateOf } = setUp(undefined);
    await capabilities.ready(signal);
    assert.equal(capabilities.assistant(), undefined);
    assert.deepEqual(stateOf({ state: "none" }), { state: "none" });
  });
});

/** Fills every hole of the test, or none. */
const completer = (right: boolean, info: Partial<RuntimeInfo> = {}) =>
  scriptedRuntime((request) => {
    const text =
      request.kind === "infill" ? request.prefix : request.kind === "completion" ? request.prompt : "";
    if (!right) return "x";
    return text.includes("width") ? " height" : text.includes("math") ? " circle_area" : " best = number";
  }, info);

describe("capabilities of the completion model", () => {
  type Case = readonly [
    name: string,
    right: boolean,
    info: Partial<RuntimeInfo>,
    before: boolean,
    after: boolean,
    state: RoleState["state"],
    says: RegExp,
  ];
  const going = { completes: "continuation", unproven: true } as const;
  const cases: readonly Case[] = [
    [
      "a known family that passes",
      true,
      {},
      true,
      true,
      "ready",
      /^d · passed its completion test \(3 of 3\)$/,
    ],
    ["a known family that fails", false, {}, true, true, "ready", /^d · failed .*\(0 of 3\).*poor/],
    ["unknown, passes", true, { unproven: true }, false, true, "ready", /passed .*\(3 of 3\)/],
    ["unknown, fails", false, { unproven: true }, false, false, "refused", /\(0 of 3\).*“off”/],
    ["without tokens, passes", true, going, false, true, "ready", /passed .*\(2 of 3\)/],
    ["without tokens, fails", false, going, false, false, "refused", /cannot fill in code.*Qwen2\.5-Coder/],
  ];
  for (const [name, right, info, before, after, state, says] of cases)
    it(`${name}: ${state}`, async () => {
      const runtime = completer(right, info);
      const { capabilities, stateOf } = setUp(runtime, "completion");
      assert.equal(capabilities.completion(), before ? runtime : undefined);
      const loaded: RoleState = { state: "ready", model: "m", detail: "d" };
      assert.equal(stateOf(loaded).state, before ? "ready" : "loading");
      await capabilities.completionReady(signal);
      assert.equal(capabilities.completion(), after ? runtime : undefined);
      const told = stateOf(loaded);
      assert.equal(told.state, state);
      assert.match("detail" in told ? told.detail : "reason" in told ? told.reason : "", says);
    });

  it("is tested with the assistant, whether or not there is one", async () => {
    const runtime = completer(true);
    const { capabilities } = setUp(runtime, "completion");
    await capabilities.ready(signal);
    await capabilities.completionReady(signal);
    assert.equal(runtime.requests.length, 3);
  });

  it("makes way for the user's first completion, and is tested when all is quiet", async () => {
    let release = () => {};
    let held: Promise<void> | undefined = new Promise((done) => (release = done));
    const runtime = scriptedRuntime(async () => {
      await held;
      return " height";
    });
    const { capabilities, stateOf, timers, changes } = setUp(runtime, "completion");
    const tested = capabilities.completionReady(signal);
    assert.equal(capabilities.completion(), runtime);
    assert.equal(capabilities.completion(), runtime);
    release();
    await tested;
    held = undefined;
    assert.deepEqual([runtime.requests.length, timers.length, changes()], [1, 1, 0]);
    timers[0]?.();
    await capabilities.completionReady(signal);
    assert.deepEqual([runtime.requests.length, changes()], [4, 1]);
    assert.match(JSON.stringify(stateOf({ state: "ready", model: "m", detail: "d" })), /1 of 3/);
    capabilities.completion();
    assert.equal(timers.length, 0);
  });

  it("does not stop the test of a model that may not complete before it passed", async () => {
    const runtime = completer(true, { unproven: true });
    const { capabilities } = setUp(runtime, "completion");
    const tested = capabilities.completionReady(signal);
    assert.equal(capabilities.completion(), undefined);
    await tested;
    assert.equal(capabilities.completion(), runtime);
  });

  it("refuses an unknown model whose test crashes, with the reason, and tests it again when asked", async () => {
    let crashes = true;
    const right = completer(true);
    const runtime: ModelRuntime = {
      ...right,
      info: { ...right.info, unproven: true },
      generate: (request, stop) => {
        if (crashes) throw new ModelError("engine-crashed", "The engine ended.");
        return right.generate(request, stop);
      },
    };
    const { capabilities, stateOf } = setUp(runtime, "completion");
    await capabilities.completionReady(signal);
    assert.deepEqual(stateOf(ready), { state: "refused", model: "scripted", reason: "The engine ended." });
    crashes = false;
    await capabilities.completionReady(signal);
    assert.equal(capabilities.completion(), runtime);
  });
});
