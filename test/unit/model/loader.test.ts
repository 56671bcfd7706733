import assert from "node:assert/strict";
import { type EngineLoaded } from "../../../server/src/model/engine/messages";
import { type EngineProcess } from "../../../server/src/model/engine/process";
import { type GenerationDeps } from "../../../server/src/model/generation";
import { type FimDecision, type FimTemplate } from "../../../server/src/model/fim";
import { createLoader } from "../../../server/src/model/loader";
import { planLoad, type InspectedModel } from "../../../server/src/model/plan";
import {
  collect,
  ModelError,
  type EmbedRequest,
  type GenerateRequest,
  type StopReason,
} from "../../../server/src/model/runtime";
import { defaultSettings, type EngineSettings } from "../../../server/src/protocol";
import { scriptedRuntime } from "../../support/scriptedRuntime";

const request: GenerateRequest = { kind: "chat", messages: [], priority: "interactive", maxTokens: 8 };
const usage = { promptTokens: 1, reusedTokens: 0, generatedTokens: 1, waitMs: 0, promptMs: 0, generateMs: 0 };
const end: { type: "end"; reason: StopReason; usage: typeof usage } = { type: "end", reason: "eos", usage };
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

const settings = (over: Partial<EngineSettings> = {}): EngineSettings => ({
  ...defaultSettings,
  models: [{ name: "coder", path: "/models/coder.gguf" }],
  model: { completion: "", assistant: "coder", embedding: "" },
  ...over,
});

/** One fake engine process; `crash` is what SIGKILL does to a real one. */
class FakeProcess implements EngineProcess {
  readonly pid = 4242;
  stopped = false;
  typing = 0;
  readonly #crashed: ((error: ModelError) => void)[] = [];
  #die: (error: Error) => void = () => {};
  #dead = new Promise<never>((_, reject) => (this.#die = reject));

  constructor(
    readonly loaded: () => Promise<EngineLoaded>,
    readonly hold: () => Promise<void>,
  ) {
    this.#dead.catch(() => {});
  }
  load() {
    return Promise.race([this.loaded(), this.#dead]);
  }
  async *generate(_role: string, _request: GenerateRequest, signal: AbortSignal) {
    await Promise.race([this.hold(), this.#dead]);
    signal.throwIfAborted();
    yield { type: "text" as const, text: `from process` };
    yield end;
  }
  countTokens = () => Promise.resolve(3);
  embed = ({ texts }: EmbedRequest) => Promise.resolve(texts.map(() => Float32Array.of(1, 0)));
  noteTyping() {
    this.typing++;
  }
  onCrash(listener: (error: ModelError) => void) {
    this.#crashed.push(listener);
  }
  stop(reason: ModelError) {
    this.stopped = true;
    this.#die(reason);
  }
  crash() {
    const error = new ModelError("engine-crashed", "SIGKILL");
    this.#die(error);
    this.#crashed.forEach((listener) => listener(error));
  }
}

const loadedBy = (engine = "test engine"): EngineLoaded => ({
  backend: "cpu",
  devices: [],
  threads: 2,
  engine,
  roles: {
    assistant: {
      ok: true,
      architecture: "qwen2",
      contextSize: 4096,
      chat: true,
      completes: "no",
      separatesFiles: false,
      notes: [],
    },
    completion: {
      ok: true,
      architecture: "qwen2",
      contextSize: 4096,
      chat: true,
      completes: "infill",
      separatesFiles: true,
      notes: [],
    },
  },
});

function world(
  over: Partial<GenerationDeps> = {},
  fim: FimDecision = { able: "no", reason: "cannot fill in" },
) {
  const processes: FakeProcess[] = [];
  const timers: { at: number; callback: () => void }[] = [];
  const state = {
    time: 0,
    inspections: 0,
    hold: () => Promise.resolve(),
    loaded: () => Promise.resolve(loadedBy()),
  };
  const inspected: InspectedModel = {
    path: "/models/coder.gguf",
    fim,
    assistant: { able: "yes", reason: "" },
    embedding: {
      able: "yes",
      reason: "",
      style: { pooling: "mean", prefix: { query: "query: ", passage: "passage: " } },
    },
  };
  const deps: GenerationDeps = {
    startProcess: () => {
      const process = new FakeProcess(state.loaded, () => state.hold());
      processes.push(process);
      return process;
    },
    plan: (wanted, signal) =>
      planLoad(
        wanted,
        {
          inspect: () => {
            state.inspections += 1;
            return Promise.resolve(inspected);
          },
        },
        signal,
      ),
    now: () => state.time,
    after: (milliseconds, callback) => {
      const timer = { at: state.time + milliseconds, callback };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer) >>> 0, 1);
    },
    log: () => {},
    ...over,
  };
  const pass = async (milliseconds: number) => {
    state.time += milliseconds;
    for (const timer of timers.splice(0).filter((each) => each.at <= state.time || !timers.push(each)))
      timer.callback();
    await settle();
  };
  return { loader: createLoader(deps), processes, state, pass };
}

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
        network: { mode: "offline", allow: [] },
      });
      loader.apply(wanted);
      await settle();
      assert.deepEqual([processes.length, state.inspections], [0, 0]);
      assert.equal(loader.runtime("assistant"), beyond ? undefined : served);
      assert.equal(loader.beyond("assistant"), beyond ? served : undefined);
      assert.equal(loader.status().roles.assistant.state, beyond ? "refused" : "ready");
      // What may be connected to changed: the server is asked again under the new policy.
      let changes = 0;
      loader.onDidChange(() => (changes += 1));
      loader.apply({ ...wanted, network: { mode: "allowlist", allow: ["llm.example.jp"] } });
      await settle();
      assert.ok(changes > 0);
      await loader.dispose();
      assert.deepEqual([loader.runtime("assistant"), loader.beyond("assistant")], [undefined, undefined]);
    }
  });

  it("does not load a file again because of the network's settings", async () => {
    const { loader, processes } = world();
    loader.apply(settings({ network: { mode: "offline", allow: [] } }));
    await settle();
    loader.apply(settings({ network: { mode: "allowlist", allow: ["a.example"] } }));
    await settle();
    assert.equal(processes.length, 1);
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
