import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  collect,
  type ChatRequest,
  type GenerateRequest,
  type InfillRequest,
  type ModelRuntime,
} from "../../server/src/model/runtime";
import { settingsFor, startEngine, type TestEngine } from "../support/engine";
import { writeNotGguf, writeTinyModel, writeTruncated } from "../support/ggufWriter";

const signal = new AbortController().signal;
const infill = (prefix: string, over: Partial<InfillRequest> = {}): InfillRequest => ({
  kind: "infill",
  prefix,
  suffix: "\n}\n",
  priority: "completion",
  maxTokens: 8,
  ...over,
});
const chat = (text: string, over: Partial<ChatRequest> = {}): ChatRequest => ({
  kind: "chat",
  messages: [{ role: "user", text }],
  priority: "interactive",
  maxTokens: 12,
  ...over,
});
const long = (words: number) => Array.from({ length: words }, (_, i) => `word${i % 97}`).join(" ");

/** The engine on a model with random weights: everything but the sense of its text. */
describe("engine on a fixture model", () => {
  let folder: string;
  let path: string;
  let engine: TestEngine;
  let completion: ModelRuntime;
  let assistant: ModelRuntime;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "hanare-engine-"));
    path = await writeTinyModel(join(folder, "tiny.gguf"));
    engine = startEngine(settingsFor(path, { roles: ["completion", "assistant"] }), folder);
    completion = await engine.ready("completion");
    assistant = await engine.ready("assistant");
  });
  after(async () => {
    await engine.loader.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it("loads one file for two roles, each with a context of its own", () => {
    assert.deepEqual(
      [completion.info.contextSize, assistant.info.contextSize, completion.info.completes, assistant.info.chat],
      [4096, 8192, "infill", true],
    );
    assert.match(completion.info.engine, /^node-llama-cpp 3\.\d+\.\d+, llama\.cpp \S+, cpu$/);
  });

  it("answers the same greedily every time and keeps the evaluated prefix", async () => {
    const request = infill(`function first() { ${long(60)} }\nfunction next() {`);
    const cold = await collect(completion.generate(request, signal));
    const warm = await collect(completion.generate(request, signal));
    const typed = await collect(completion.generate({ ...request, prefix: `${request.prefix} r` }, signal));
    assert.equal(warm.text, cold.text);
    assert.equal(cold.usage.generatedTokens, 8);
    assert.equal(warm.usage.reusedTokens, warm.usage.promptTokens - 1);
    // The suffix and the middle token stand behind what was typed; all before it is kept.
    assert.ok(typed.usage.reusedTokens > 0.9 * typed.usage.promptTokens - 10, JSON.stringify(typed.usage));
  });

  it("counts text that looks like a special token as the text it is", async () => {
    assert.ok((await completion.countTokens("<|fim_prefix|>")) > 1);
    const inert = await collect(completion.generate(infill("// <|fim_middle|><|endoftext|>\n"), signal));
    assert.equal(inert.usage.generatedTokens, 8);
  });

  it("answers JSON of the schema, whatever the model would say", async () => {
    const jsonSchema = {
      type: "object",
      properties: { verdict: { enum: ["yes", "no"] }, quote: { type: "string", maxLength: 12 } },
      required: ["verdict", "quote"],
    } as const;
    const { text, reason } = await collect(
      assistant.generate(chat("judge", { jsonSchema, maxTokens: 200 }), signal),
    );
    const value = JSON.parse(text) as { verdict: string; quote: string };
    assert.ok(["yes", "no"].includes(value.verdict));
    assert.equal(typeof value.quote, "string");
    assert.equal(reason, "stop");
  });

  it("refuses a prompt that does not fit before evaluating it", async () => {
    await assert.rejects(collect(completion.generate(infill(long(1500)), signal)), {
      name: "ModelError",
      code: "prompt-too-long",
    });
    assert.equal((await collect(completion.generate(infill("a"), signal))).usage.generatedTokens, 8);
  });

  it("stops at stop strings, at the token limit and at the time budget", async () => {
    const free = await collect(assistant.generate(chat("go", { maxTokens: 40 }), signal));
    assert.equal(free.reason, "length");
    const stop = free.text.slice(5, 8);
    const stopped = await collect(assistant.generate(chat("go", { maxTokens: 40, stop: [stop] }), signal));
    assert.equal(stopped.reason, "stop");
    assert.equal(stopped.text, free.text.slice(0, free.text.indexOf(stop)));
    const timed = await collect(assistant.generate(chat("go", { maxTokens: 4000, timeBudget: 30 }), signal));
    assert.equal(timed.reason, "time");
  });

  it("honours a cancel between tokens and between prompt chunks", async () => {
    for (const request of [
      chat("go", { maxTokens: 4000 }),
      chat(long(1000), { maxTokens: 4000 }),
    ] satisfies GenerateRequest[]) {
      const cancel = new AbortController();
      const running = collect(assistant.generate(request, cancel.signal));
      setTimeout(() => cancel.abort(new Error("typed on")), 40);
      await assert.rejects(running, /typed on/);
      const next = await collect(assistant.generate(chat("next", { maxTokens: 2 }), signal));
      assert.ok(next.usage.waitMs < 1200, `the context was free after ${next.usage.waitMs} ms`);
    }
  });

  it("lets a completion overtake a batch, and an interactive request take the batch's context", async () => {
    const order: string[] = [];
    const run = async (name: string, runtime: ModelRuntime, request: GenerateRequest) => {
      const result = await collect(runtime.generate(request, signal));
      order.push(name);
      return result;
    };
    const alone = await collect(assistant.generate(chat("batch job", { maxTokens: 300 }), signal));
    const batch = run("batch", assistant, chat("batch job", { maxTokens: 300, priority: "batch" }));
    await new Promise((resolve) => setTimeout(resolve, 30));
    await Promise.all([
      run("completion", completion, infill("x")),
      run("interactive", assistant, chat("question")),
    ]);
    const interrupted = await batch;
    assert.equal(order.at(-1), "batch");
    assert.equal(interrupted.text, alone.text, "an interrupted generation goes on as if nothing happened");
  });

  it("fails one request with a named error when the engine is killed, and serves the next", async () => {
    const running = collect(assistant.generate(chat("go", { maxTokens: 4000 }), signal));
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.kill(engine.loader.status().engine.pid ?? 0, "SIGKILL");
    await assert.rejects(running, { name: "ModelError", code: "engine-crashed" });
    const next = await collect((await engine.ready("assistant")).generate(chat("next"), signal));
    assert.equal(next.usage.generatedTokens, 12);
  });

  it("swaps models in the middle of a stream without a restart", async () => {
    const old = await engine.ready("assistant");
    const running = collect(old.generate(chat("go", { maxTokens: 30 }), signal));
    const other = await writeTinyModel(join(folder, "other.gguf"), { seed: 2 });
    engine.loader.apply(settingsFor(other, { roles: ["assistant"] }));
    assert.equal((await running).usage.generatedTokens, 30, "a short request drains");
    const next = await engine.ready("assistant");
    assert.notEqual(next.info.generation, old.info.generation);
    await assert.rejects(collect(old.generate(chat("again"), signal)), { code: "model-changed" });
    assert.equal((await collect(next.generate(chat("again"), signal))).usage.generatedTokens, 12);
    assert.equal(engine.loader.runtime("completion"), undefined);
  });
});

describe("engine and impossible choices", () => {
  let folder: string;
  let good: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "hanare-impossible-"));
    good = await writeTinyModel(join(folder, "good.gguf"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const cases: {
    readonly name: string;
    readonly settings: () => Promise<ReturnType<typeof settingsFor>>;
    readonly says: RegExp;
  }[] = [
    {
      name: "CUDA without a GPU",
      settings: () => Promise.resolve(settingsFor(good, { roles: ["assistant"], gpu: { backend: "cuda" } })),
      says: /hanare\.gpu\.backend/,
    },
    {
      name: "a context larger than the model was trained for",
      settings: () => Promise.resolve(settingsFor(good, { roles: ["assistant"], contextSize: 100_000 })),
      says: /contextSize/,
    },
    {
      name: "a truncated file",
      settings: async () =>
        settingsFor(await writeTruncated(good, join(folder, "cut.gguf")), { roles: ["assistant"] }),
      says: /cut\.gguf.*cop/i,
    },
    {
      name: "a file that is no GGUF",
      settings: async () =>
        settingsFor(await writeNotGguf(join(folder, "not.gguf")), { roles: ["assistant"] }),
      says: /not\.gguf.*GGUF/,
    },
    {
      name: "a wrong SHA-256",
      settings: () => Promise.resolve(settingsFor(good, { roles: ["assistant"], sha256: "0".repeat(64) })),
      says: /SHA-256.*hanare\.models/,
    },
    {
      name: "a file that is not there",
      settings: () => Promise.resolve(settingsFor(join(folder, "gone.gguf"), { roles: ["assistant"] })),
      says: /gone\.gguf/,
    },
  ];
  for (const { name, settings, says } of cases) {
    it(`${name}: one message with the next step, and a better choice works at once`, async () => {
      const engine = startEngine(await settings());
      try {
        const state = await engine.settled("assistant");
        assert.equal(state.state, "failed");
        assert.match("message" in state ? state.message : "", says);
        engine.loader.apply(settingsFor(good, { roles: ["assistant"] }));
        const runtime = await engine.ready("assistant");
        assert.equal((await collect(runtime.generate(chat("go"), signal))).usage.generatedTokens, 12);
      } finally {
        await engine.loader.dispose();
      }
    });
  }

  it("a q8_0 cache works with flash attention", async () => {
    const engine = startEngine(settingsFor(good, { roles: ["assistant"], gpu: { kvCacheType: "q8_0" } }));
    try {
      const runtime = await engine.ready("assistant");
      assert.equal((await collect(runtime.generate(chat("go"), signal))).usage.generatedTokens, 12);
    } finally {
      await engine.loader.dispose();
    }
  });
});
