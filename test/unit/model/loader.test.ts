import assert from "node:assert/strict";
import { type FimDecision, type FimTemplate } from "../../../server/src/model/fim";
import { collect, ModelError } from "../../../server/src/model/runtime";
import { defaultSettings, type EngineSettings } from "../../../server/src/protocol";
import { scriptedRuntime } from "../../support/scriptedRuntime";
import { request, settings, settle, world } from "./fakeProcess";

const signal = new AbortController().signal;
const ask = async (loader: ReturnType<typeof world>["loader"]) => {
  const runtime = loader.runtime("assistant");
  assert.ok(runtime !== undefined, "no runtime");
  return (await collect(runtime.generate(request, signal))).text;
};

describe("model/loader", () => {
  it("loads what the settings name and says so", async () => {
    const { loader, processes } = world();
    const seen: string[] = [];
    loader.onDidChange(() => seen.push(loader.status().roles.assistant.state));
    loader.apply(settings());
    await settle();
    assert.equal(await ask(loader), "from process");
    assert.deepEqual([...new Set(seen)], ["none", "loading", "ready"]);
    assert.equal(loader.status().engine.pid, processes[0]?.pid);
    assert.equal(loader.runtime("completion"), undefined);
  });

  it("serves a role with a server on this machine and loads nothing, and keeps one beyond it apart", async () => {
    for (const beyond of [false, true]) {
      const served = scriptedRuntime(() => "from server");
      const { loader, processes, state } = world({
        connect: () => Promise.resolve({ runtime: served, beyond, detail: "d" }),
      });
      const endpoint = { url: beyond ? "https://llm.example.jp" : "http://127.0.0.1:8080" };
      const wanted = settings({
        models: [{ name: "coder", endpoint }],
        network: { mode: "offline", allow: [], ca: "" },
      });
      loader.apply(wanted);
      await settle();
      assert.deepEqual([processes.length, state.inspections], [0, 0]);
      assert.equal(loader.runtime("assistant"), beyond ? undefined : served);
      assert.equal(loader.served("coder", "assistant")?.runtime, served);
      assert.equal(loader.preferred("assistant"), "coder");
      assert.equal(loader.status().roles.assistant.state, beyond ? "refused" : "ready");
      // What may be connected to changed: the server is asked again under the new policy.
      let changes = 0;
      loader.onDidChange(() => (changes += 1));
      loader.apply({ ...wanted, network: { mode: "allowlist", allow: ["llm.example.jp"], ca: "" } });
      await settle();
      assert.ok(changes > 0);
      await loader.dispose();
      assert.deepEqual(
        [loader.runtime("assistant"), loader.served("coder", "assistant")],
        [undefined, undefined],
      );
    }
  });

  it("does not load a file again because of the network's settings", async () => {
    const { loader, processes } = world();
    loader.apply(settings({ network: { mode: "offline", allow: [], ca: "" } }));
    await settle();
    loader.apply(settings({ network: { mode: "allowlist", allow: ["a.example"], ca: "" } }));
    await settle();
    assert.equal(processes.length, 1);
  });

  it("tells a model with adapters from the same one without", async () => {
    const sha256 = "0123456789abcdef".repeat(4);
    const marks = [undefined, [{ path: "/models/ours.gguf", scale: 1 }]].map(async (lora) => {
      const { loader } = world({}, undefined, { sha256, ...(lora === undefined ? {} : { lora }) });
      loader.apply(settings());
      await settle();
      return loader.runtime("assistant")?.info.adapter;
    });
    assert.deepEqual(await Promise.all(marks), [undefined, "LoRA 01234567"]);
  });

  const impossible = [
    {
      name: "a name without an entry",
      over: { model: { completion: "", assistant: "gone", embedding: "" } },
      state: "failed",
      says: /hanare\.models/,
    },
    {
      name: "a model that cannot do it",
      over: { model: { completion: "coder", assistant: "", embedding: "" } },
      state: "refused",
      says: /cannot fill in/,
      role: "completion" as const,
    },
  ];
  for (const { name, over, state, says, role = "assistant" as const } of impossible) {
    it(`tells of ${name} and starts no engine`, async () => {
      const { loader, processes } = world();
      loader.apply(settings(over));
      await settle();
      const got = loader.status().roles[role];
      assert.equal(got.state, state);
      assert.match("message" in got ? got.message : "reason" in got ? got.reason : "", says);
      assert.equal(processes.length, 0);
    });
  }

  const template: FimTemplate = {
    family: "qwen-coder",
    order: "psm",
    prefix: "<p>",
    suffix: "<s>",
    middle: "<m>",
    stop: [],
    ids: new Map(),
  };
  type Ability = readonly [
    FimDecision,
    unproven: boolean | undefined,
    template: string | undefined,
    note: RegExp,
  ];
  const abilities: readonly Ability[] = [
    [{ able: "yes", template, reason: "r" }, undefined, "qwen-coder psm <p> <s> <m>", /context$/],
    [{ able: "unsure", template, reason: "r" }, true, "qwen-coder psm <p> <s> <m>", /context$/],
    [{ able: "continuation", reason: "before only" }, true, undefined, /context · before only$/],
  ];
  for (const [fim, unproven, named, note] of abilities)
    it(`tells whether a model must pass its test first: ${fim.able}`, async () => {
      const { loader, state } = world({}, fim);
      loader.apply(settings({ model: { completion: "coder", assistant: "coder", embedding: "" } }));
      await settle();
      const info = loader.runtime("completion")?.info;
      assert.deepEqual([info?.unproven, info?.template], [unproven, named]);
      assert.equal(loader.runtime("assistant")?.info.unproven, undefined);
      const completion = loader.status().roles.completion;
      assert.match("detail" in completion ? completion.detail : "", note);
      assert.equal(state.inspections, 1, "one file, two roles, one look");
    });

  it("fails the running request when the engine is killed, and serves the next from a new one", async () => {
    const { loader, processes, state } = world();
    loader.apply(settings());
    await settle();
    state.hold = () => new Promise(() => {});
    const running = ask(loader);
    await settle();
    processes[0]?.crash();
    await assert.rejects(running, { name: "ModelError", code: "engine-crashed" });
    state.hold = () => Promise.resolve();
    await settle();
    assert.equal(await ask(loader), "from process");
    assert.equal(processes.length, 2);
  });

  it("gives up after repeated crashes until the user restarts", async () => {
    const { loader, processes } = world();
    loader.apply(settings());
    await settle();
    for (let i = 0; i < 4; i++) {
      processes.at(-1)?.crash();
      await settle();
    }
    assert.equal(loader.status().roles.assistant.state, "failed");
    assert.equal(loader.runtime("assistant"), undefined);
    const before = processes.length;
    loader.restart();
    await settle();
    await settle();
    assert.equal(processes.length, before + 1);
    assert.equal(await ask(loader), "from process");
  });

  it("does not start again what crashed while loading", async () => {
    const { loader, processes, state } = world();
    state.loaded = () => Promise.reject(new ModelError("out-of-memory", "does not fit"));
    loader.apply(settings());
    await settle();
    assert.deepEqual(loader.status().roles.assistant, {
      state: "failed",
      model: "coder",
      message: "does not fit",
    });
    assert.equal(processes.length, 1);
    assert.equal(processes[0]?.stopped, true);
  });

  it("drains a running request, then swaps; old runtimes end with a named error", async () => {
    const { loader, processes, state, pass } = world();
    loader.apply(settings());
    await settle();
    const old = loader.runtime("assistant");
    let release = () => {};
    state.hold = () => new Promise((resolve) => (release = resolve));
    const running = ask(loader);
    await settle();
    loader.apply(settings({ engine: { ...defaultSettings.engine, threads: 1 } }));
    await settle();
    assert.equal(processes.length, 1, "the old engine still drains");
    release();
    assert.equal(await running, "from process");
    await pass(60);
    await pass(60);
    assert.equal(processes[0]?.stopped, true);
    assert.equal(processes.length, 2);
    assert.ok(old !== undefined);
    await assert.rejects(collect(old.generate(request, signal)), { code: "model-changed" });
    assert.equal(loader.runtime("assistant")?.info.generation, 2);
  });

  it("ends what does not finish in time when it swaps", async () => {
    const { loader, processes, state, pass } = world();
    loader.apply(settings());
    await settle();
    state.hold = () => new Promise(() => {});
    const running = ask(loader);
    const failed = assert.rejects(running, { code: "model-changed" });
    await settle();
    loader.apply(settings({ model: { completion: "", assistant: "", embedding: "" } }));
    for (let i = 0; i < 12; i++) await pass(500);
    await failed;
    assert.equal(processes[0]?.stopped, true);
    assert.equal(loader.status().roles.assistant.state, "none");
  });

  it("does not reload for a setting the engine does not depend on", async () => {
    const { loader, processes } = world();
    loader.apply(settings());
    await settle();
    loader.apply({ ...settings(), completion: { enabled: false } } as EngineSettings);
    await settle();
    assert.equal(processes.length, 1);
  });

  it("lets an idle engine go and starts it again when asked", async () => {
    const { loader, processes, pass } = world();
    loader.apply(settings());
    await settle();
    await ask(loader);
    await pass(31 * 60_000);
    assert.equal(processes[0]?.stopped, true);
    assert.equal(loader.status().roles.assistant.state, "ready");
    assert.equal(await ask(loader), "from process");
    assert.equal(processes.length, 2);
  });

  it("passes typing on and ends the engine when disposed", async () => {
    const { loader, processes } = world();
    loader.apply(settings());
    await settle();
    loader.userIsTyping();
    assert.equal(processes[0]?.typing, 1);
    await loader.dispose();
    assert.equal(processes[0]?.stopped, true);
    assert.equal(loader.runtime("assistant"), undefined);
  });
});
