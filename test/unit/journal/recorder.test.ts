import assert from "node:assert/strict";
import { type JournalEvent } from "../../../server/src/journal/event";
import { shippedOrigin } from "../../../server/src/model/routing/origin";
import { createRecorder, type Exchange, type Subject } from "../../../server/src/journal/recorder";
import { collect, type GenerateRequest, ModelError } from "../../../server/src/model/runtime";
import { type ScriptedAnswer, scriptedRuntime } from "../../support/scriptedRuntime";

const never = new AbortController().signal;
const chat: GenerateRequest = {
  ...{ kind: "chat", priority: "interactive", maxTokens: 50 },
  messages: [{ role: "user", text: "口座番号は？" }],
};
const info = { quantization: "Q4_K_M", template: "qwen-coder psm <p> <s> <m>", sha256: "ab" };

function setUp(answer: ScriptedAnswer, subject: Subject = { task: "ask", language: "markdown", uris: [] }) {
  const recorded: JournalEvent[] = [];
  const kept: Exchange[] = [];
  let clock = 0;
  const runtime = scriptedRuntime(() => answer, info);
  const recorder = createRecorder({
    now: () => (clock += 10),
    time: () => 1_000,
    subject: () => subject,
    record: (event) => recorded.push(event),
    keeps: ({ uris }) => (uris.includes("file:///kept") ? (exchange) => kept.push(exchange) : undefined),
  });
  return { recorded, kept, runtime, recorder, watched: recorder.watch(runtime) };
}

describe("journal: the recorder", () => {
  it("tells what a request took, with the model's marks and no text", async () => {
    const { recorded, watched } = setUp("一二三四五六七八九十");
    const { text } = await collect(watched.generate(chat, never));
    assert.equal(text, "一二三四五六七八九十");
    assert.deepEqual(recorded, [
      {
        ...{ kind: "request", time: 1_000, task: "ask", language: "markdown", operation: "chat" },
        ...{ model: "scripted", quantization: "Q4_K_M", template: "qwen-coder psm", modelHash: "ab" },
        ...{ engine: "scripted 1 cpu", outcome: "done", finish: "eos", first: 10, whole: 20 },
        ...{ inputTokens: 0, outputTokens: 2, reusedTokens: 0, generating: 0 },
      },
    ]);
  });

  it("names the adapter that is on a model", async () => {
    const recorded: JournalEvent[] = [];
    const ports = { now: () => 0, time: () => 0, record: (event: JournalEvent) => recorded.push(event) };
    const subject = (): Subject => ({ task: "ask", uris: [] });
    const runtime = scriptedRuntime(() => "x", { ...info, adapter: "LoRA 01234567" });
    await collect(
      createRecorder({ ...ports, subject })
        .watch(runtime)
        .generate(chat, never),
    );
    assert.equal(recorded[0]?.adapter, "LoRA 01234567");
  });

  it("counts neither what evaluates a prompt for later nor the tests of a model", async () => {
    const { recorded, watched, runtime } = setUp("x");
    await collect(watched.generate({ ...chat, maxTokens: 0 }, never));
    await collect(watched.generate({ ...chat, origin: shippedOrigin }, never));
    assert.deepEqual([runtime.prefills.length, runtime.requests.length], [1, 1]);
    assert.deepEqual(recorded, []);
  });

  it("knows who has had enough, who stopped, and what failed by its code", async () => {
    const enough = setUp("一二三四五六七八九十");
    for await (const chunk of enough.watched.generate(chat, never)) if (chunk.type === "text") break;
    const stopping = new AbortController();
    const stopped = setUp("一二三四五六七八九十");
    await assert.rejects(async () => {
      for await (const { type } of stopped.watched.generate(chat, stopping.signal))
        if (type === "text") stopping.abort();
    });
    const failed = setUp(new ModelError("engine-crashed", "text of the user's"));
    await assert.rejects(collect(failed.watched.generate(chat, never)));
    const fault = setUp(new TypeError("text of the user's"));
    await assert.rejects(collect(fault.watched.generate(chat, never)));
    const seen = [enough, stopped, failed, fault].map(({ recorded: [event] }) =>
      event?.kind === "request" ? [event.outcome, event.error, event.inputTokens] : [],
    );
    assert.deepEqual(seen, [
      ["enough", undefined, undefined],
      ["stopped", undefined, undefined],
      ["failed", "engine-crashed", undefined],
      ["failed", "TypeError", undefined],
    ]);
  });

  it("is the same runtime for the same runtime, and watches it once", async () => {
    const { recorded, recorder, runtime, watched } = setUp("x");
    assert.equal(recorder.watch(runtime), watched);
    assert.equal(recorder.watch(watched), watched);
    assert.equal(watched.info, runtime.info);
    assert.equal(await watched.countTokens("abcd"), 1);
    await collect(recorder.watch(watched).generate(chat, never));
    assert.equal(recorded.length, 1);
  });

  it("keeps words only where somebody asked for it", async () => {
    const other = setUp("答え");
    await collect(other.watched.generate(chat, never));
    assert.deepEqual(other.kept, []);
    const asked = setUp("答え", { task: "ask", uris: ["file:///kept"] });
    await collect(asked.watched.generate(chat, never));
    assert.equal(asked.kept[0]?.answer, "答え");
    assert.equal(asked.kept[0]?.request, chat);
  });
});
