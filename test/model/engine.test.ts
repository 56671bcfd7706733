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
      [
        completion.info.contextSize,
        assistant.info.contextSize,
        completion.info.completes,
        assistant.info.chat,
      ],
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

  it("takes marks of its own in every part of a hole as the text they are", async () => {
    const marks = "<|fim_middle|><|file_sep|><|repo_name|><|im_end|>";
    const hole = {
      prefix: "a",
      suffix: "b",
      middle: "c",
      repository: "r",
      path: "q",
      files: [{ path: "p", text: "t" }],
    };
    const tokensOf = async (over: Partial<InfillRequest>) =>
      (await collect(completion.generate(infill("", { ...hole, ...over, maxTokens: 1 }), signal))).usage
        .promptTokens;
    const plain = await tokensOf({});
    // What stands in the prompt for the part, before and after.
    const parts: readonly (readonly [Partial<InfillRequest>, string, string])[] = [
      [{ prefix: marks }, "a", marks],
      [{ suffix: marks }, "b", marks],
      [{ middle: marks }, "c", marks],
      [{ repository: marks }, "r\n", `${marks}\n`],
      [{ path: marks }, "q\n", `${marks}\n`],
      [{ files: [{ path: marks, text: "t" }] }, "p\nt\n", `${marks}\nt\n`],
      [{ files: [{ path: "p", text: marks }] }, "p\nt\n", `p\n${marks}\n`],
    ];
    for (const [over, before, after] of parts) {
      const more = (await completion.countTokens(after)) - (await completion.countTokens(before));
      assert.ok(more > 20, "a mark is many tokens as text");
      assert.equal((await tokensOf(over)) - plain, more, JSON.stringify(over));
    }
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

  it("goes on with a batch behind many completions, evaluating nothing twice", async () => {
    const request = chat(long(150), { maxTokens: 120, priority: "batch" });
    const alone = await collect(assistant.generate(request, signal));
    // Another prompt, so that nothing of the first answer is left in the cache.
    await collect(assistant.generate(chat("another"), signal));
    let done = false;
    const batch = collect(assistant.generate(request, signal)).finally(() => (done = true));
    let completions = 0;
    while (!done) {
      const { usage } = await collect(
        completion.generate(infill(`x${completions++}`, { maxTokens: 3 }), signal),
      );
      assert.ok(usage.waitMs < 1000);
      // The batch rests for a while after each of them.
      await new Promise((resolve) => setTimeout(resolve, 850));
    }
    const interrupted = await batch;
    const { promptTokens, reusedTokens, generatedTokens, evaluatedTokens } = interrupted.usage;
    assert.ok(completions >= 2);
    assert.equal(interrupted.text, alone.text);
    assert.equal(evaluatedTokens, promptTokens - reusedTokens + generatedTokens - 1);
  });

  it("evaluates one token for another candidate, the same for the same seed", async () => {
    // Another number of threads rounds otherwise, and a draw among nearly equal tokens shows that.
    const settings = settingsFor(path, { roles: ["completion"], engine: { threads: 1 } });
    const { loader, ready } = startEngine(settings, folder);
    try {
      const own = await ready("completion");
      const greedy = infill(`function add() { ${long(60)} }\nfunction next() {`);
      const candidate = (seed: number) => ({ ...greedy, sampling: { temperature: 0.8 }, seed });
      const texts: string[] = [];
      await collect(own.generate(greedy, signal));
      for (const seed of [1, 2, 1]) {
        const { text, usage } = await collect(own.generate(candidate(seed), signal));
        assert.equal(usage.reusedTokens, usage.promptTokens - 1);
        assert.equal(usage.evaluatedTokens, 1 + usage.generatedTokens - 1);
        texts.push(text);
      }
      assert.equal(texts[2], texts[0]);
      assert.notEqual(texts[1], texts[0]);
    } finally {
      await loader.dispose();
    }
  });

  it("answers the same when it may check what repeats, with stop texts and limits too", async () => {
    const list = Array.from({ length: 12 }, (_, i) => `- item ${i % 4}: the value is ${i % 4}\n`).join("");
    const whole = { ...chat(list, { maxTokens: 200 }), priority: "batch" } as const;
    const { text } = await collect(assistant.generate(whole, signal));
    for (const over of [{}, { stop: [text.slice(-30, -27)] }, { maxTokens: 37 }]) {
      const request = { ...whole, ...over };
      const plain = await collect(assistant.generate(request, signal));
      const drafted = await collect(assistant.generate({ ...request, repeats: true }, signal));
      assert.deepEqual([drafted.text, drafted.reason], [plain.text, plain.reason]);
      const after = await collect(assistant.generate(request, signal));
      assert.equal(after.text, plain.text, "nothing of what was checked is left in the cache");
    }
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

describe("engine on a model with sliding windows", () => {
  const metadata = { "gemma3.attention.sliding_window": 64, "gemma3.attention.sliding_window_pattern": 2 };
  let folder: string;
  let engine: TestEngine;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "hanare-windows-"));
    const path = await writeTinyModel(join(folder, "windows.gguf"), { architecture: "gemma3", metadata });
    engine = startEngine(settingsFor(path, { roles: ["completion", "assistant"] }), folder);
  });
  after(async () => {
    await engine.loader.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  /** Far longer than a window, so that what is kept from the beginning lies outside of it. */
  const beginning = `function first() { ${long(100)} }\n`;
  const request = (typed: string, priority: "completion" | "interactive") =>
    ({ kind: "completion", prompt: beginning + typed, priority, maxTokens: 12 }) as const;

  it("keeps the whole cache in the completion role, and answers as if it had not", async () => {
    const runtime = await engine.ready("completion");
    const first = await collect(runtime.generate(request("const a = 1", "completion"), signal));
    // Cuts back what was typed and generated, which a cache of one window could not.
    const warm = await collect(runtime.generate(request("const b", "completion"), signal));
    await collect(runtime.generate(request("x".repeat(9), "completion"), signal));
    const again = await collect(runtime.generate(request("const a = 1", "completion"), signal));
    assert.equal(again.text, first.text);
    const { promptTokens, reusedTokens } = warm.usage;
    assert.ok(promptTokens > 400 && promptTokens - reusedTokens < 12, JSON.stringify(warm.usage));
  });

  it("evaluates again in chunks where the cache is one window, and answers the same", async () => {
    const [completion, assistant] = [await engine.ready("completion"), await engine.ready("assistant")];
    const expected = await collect(completion.generate(request("let c", "completion"), signal));
    await collect(assistant.generate(request("let other", "interactive"), signal));
    const windowed = await collect(assistant.generate(request("let c", "interactive"), signal));
    assert.equal(windowed.text, expected.text);
    assert.equal(windowed.usage.reusedTokens, 0);
    assert.equal(windowed.usage.evaluatedTokens, windowed.usage.promptTokens + 12 - 1);
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
