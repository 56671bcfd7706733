/** Inference servers: the product against the real llama-server, also when it is busy, cancelled and killed. */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import {
  collect,
  type ChatRequest,
  type CompletionRequest,
  type ModelRuntime,
} from "../../server/src/model/runtime";
import { testCompletion } from "../../server/src/model/completionTest";
import { type ServerProcess } from "../bench/peers/llamaServer";
import { llamaPrograms, servedBy, startLlamaServer } from "../support/llamaServer";
import { realModel } from "../support/realModels";

const signal = new AbortController().signal;
const chat = (text: string, over: Partial<ChatRequest> = {}): ChatRequest => ({
  kind: "chat",
  messages: [{ role: "user", text }],
  priority: "interactive",
  maxTokens: 16,
  ...over,
});
/** Counting goes on until somebody stops it. */
const counting = (maxTokens: number): CompletionRequest => ({
  kind: "completion",
  prompt: "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,",
  priority: "interactive",
  maxTokens,
});

interface Slot {
  readonly is_processing: boolean;
  readonly next_token?: readonly { readonly n_decoded: number }[];
}
const slotsOf = async (url: string) => (await (await fetch(`${url}/slots`)).json()) as readonly Slot[];

describe("llama-server with SmolLM2-135M", () => {
  let bin: string;
  let model: string;
  let server: ServerProcess;
  let runtime: ModelRuntime;
  before(async function () {
    this.timeout(1_800_000);
    model = await realModel(this, "small");
    bin = await llamaPrograms(this);
    server = await startLlamaServer(bin, model, { slots: 4, context: 8192 });
    runtime = await servedBy(server.url, "assistant");
  });
  after(() => server?.stop());

  it("is known by what it says of itself, the same each time", async () => {
    const { info } = runtime;
    assert.equal(info.contextSize, 2048);
    assert.match(info.engine, /^llama\.cpp \S+, http:\/\/127\.0\.0\.1:\d+, SmolLM2/);
    assert.match(info.server?.identity ?? "", /^endpoint:[0-9a-f]{64}$/);
    assert.deepEqual((await servedBy(server.url, "assistant")).info, info);
  });

  it("streams, greedily the same twice, and counts with the model's own tokens", async () => {
    const ask = async () => {
      const texts: string[] = [];
      for await (const chunk of runtime.generate(chat("Name three colours."), signal)) {
        if (chunk.type === "text") texts.push(chunk.text);
        if (chunk.type !== "end") continue;
        assert.equal(chunk.usage.approximate, undefined);
        assert.ok(
          chunk.usage.promptTokens > 5 && chunk.usage.generatedTokens <= 16,
          JSON.stringify(chunk.usage),
        );
        assert.ok((chunk.usage.prefill?.milliseconds ?? 0) > 0);
      }
      return texts;
    };
    const first = await ask();
    assert.ok(first.length > 3, JSON.stringify(first));
    assert.deepEqual((await ask()).join(""), first.join(""));
    assert.equal(await runtime.countTokens("Name three colours."), 4);
    assert.ok((await runtime.countTokens("<|im_end|>")) > 1, "text that looks like a mark counts as text");
  });

  it("answers JSON of the schema", async () => {
    const jsonSchema = {
      type: "object",
      properties: { verdict: { enum: ["yes", "no"] }, quote: { type: "string", maxLength: 12 } },
      required: ["verdict", "quote"],
    } as const;
    const { text } = await collect(
      runtime.generate(chat("Is water wet?", { jsonSchema, maxTokens: 64 }), signal),
    );
    const { verdict, quote } = JSON.parse(text) as { readonly verdict: string; readonly quote: string };
    assert.ok(["yes", "no"].includes(verdict));
    assert.ok(quote.length <= 12, quote);
  });

  it("is freed by a cancel: its slot is idle long before the answer would have ended", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    await assert.rejects(async () => {
      for await (const chunk of runtime.generate(counting(1800), controller.signal))
        if (chunk.type === "text") controller.abort(reason);
    }, reason);
    let slots = await slotsOf(server.url);
    for (; slots.some((slot) => slot.is_processing); slots = await slotsOf(server.url)) await delay(20);
    const decoded = slots.map((slot) => slot.next_token?.[0]?.n_decoded ?? 0);
    assert.ok(Math.max(...decoded) < 1000, JSON.stringify(decoded));
  });

  it("says that a text does not fit, with its numbers", async () => {
    const long = chat("word ".repeat(3000));
    await assert.rejects(collect(runtime.generate(long, signal)), {
      code: "prompt-too-long",
      message: /30\d\d tokens.*2048/,
    });
  });

  it("ends at a stop text, which is no part of the answer", async () => {
    const { text } = await collect(runtime.generate({ ...counting(64), stop: [" 20,"] }, signal));
    assert.match(text, /19,$/);
  });

  it("has no fill-in-the-middle: it goes on from a text, once it passed that test", async () => {
    const completion = await servedBy(server.url, "completion");
    const { completes, unproven, separatesFiles } = completion.info;
    assert.deepEqual([completes, unproven, separatesFiles], ["continuation", true, false]);
    assert.equal((await testCompletion(completion, signal)).cases.length, 3);
  });

  it("answers fifty at once, each its own question", async function () {
    this.timeout(600_000);
    const before = await slotsOf(server.url);
    assert.equal(before.length, 4);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => collect(runtime.generate(counting(6), signal))),
    );
    assert.equal(answers.length, 50);
    // Batched with others, sums come in another order: a text may differ, but it goes on counting.
    for (const { text, usage } of answers) {
      assert.match(text, /13/);
      assert.equal(usage.generatedTokens, 6);
    }
  });

  it("that is killed in the middle of an answer is a named error, and another when it is asked again", async () => {
    const doomed = await startLlamaServer(bin, model, { slots: 1, context: 2048 });
    const own = await servedBy(doomed.url, "assistant");
    await assert.rejects(
      async () => {
        for await (const chunk of own.generate(counting(1800), signal))
          if (chunk.type === "text") process.kill(doomed.pid, "SIGKILL");
      },
      { code: "endpoint-answer", message: /middle of its answer/ },
    );
    await doomed.stop();
    await assert.rejects(collect(own.generate({ ...counting(4), priority: "completion" }, signal)), {
      code: "endpoint-unreachable",
    });
  });
});

describe("llama-server with Qwen2.5-Coder-1.5B", () => {
  let server: ServerProcess;
  before(async function () {
    this.timeout(1_800_000);
    const model = await realModel(this, "coder");
    server = await startLlamaServer(await llamaPrograms(this), model, { slots: 1, context: 2048 });
  });
  after(() => server?.stop());

  it("fills holes, and is tested like any model before it may", async function () {
    this.timeout(600_000);
    const runtime = await servedBy(server.url, "completion");
    const { completes, separatesFiles, template } = runtime.info;
    assert.deepEqual([completes, separatesFiles, template], ["infill", true, "server infill"]);
    const card = await testCompletion(runtime, signal);
    assert.equal(card.passed, true, JSON.stringify(card.cases));
  });
});
