import assert from "node:assert/strict";
import {
  type EngineCall,
  type EngineLoad,
  type EngineReply,
} from "../../../../server/src/model/engine/messages";
import {
  createService,
  type LoadedModels,
  type ServicePorts,
} from "../../../../server/src/model/engine/service";
import { ModelError, type GenerateRequest } from "../../../../server/src/model/runtime";
import { defaultSettings } from "../../../../server/src/protocol";
import { settled } from "../manualClock";

const { gpu, engine } = defaultSettings;
const wanted: EngineLoad = { language: "en", gpu, engine, roles: [] };
const request = (prompt: string, over: Partial<GenerateRequest> = {}): GenerateRequest =>
  ({ kind: "completion", prompt, priority: "interactive", maxTokens: 8, ...over }) as GenerateRequest;
const generate = (id: number, prompt: string, over: Partial<GenerateRequest> = {}): EngineCall => ({
  ...{ call: "generate", id, role: "assistant" },
  request: request(prompt, over),
});

/** Generations that run until they are cancelled, by their prompts. */
function world(ok = true) {
  const running = new Set<string>();
  let loads = 0;
  let typed = 0;
  let finish = (): void => undefined;
  let fail = (_: Error): void => undefined;
  let progress: Parameters<ServicePorts["load"]>[1] = () => undefined;
  const result = ok
    ? { ok, architecture: "a", contextSize: 1, chat: true, completes: "no", separatesFiles: false, notes: [] }
    : { ok, error: { message: "no room" } };
  const models: LoadedModels = {
    told: { backend: "cpu", devices: [], threads: 1, engine: "e", roles: { assistant: result as never } },
    sessions: new Map([
      [
        "assistant",
        {
          countTokens: (text: string) => text.length,
          generate: async (asked: GenerateRequest, emit, signal) => {
            const prompt = "prompt" in asked ? asked.prompt : "";
            running.add(prompt);
            emit({ type: "text", text: prompt });
            await new Promise((_, reject) =>
              signal.addEventListener("abort", () => reject(new Error("cut"))),
            );
          },
        } satisfies NonNullable<ReturnType<LoadedModels["sessions"]["get"]>>,
      ],
    ]),
    embedding: {
      embed: ({ texts }) => Promise.resolve(texts.map((text) => Float32Array.of(text.length))),
    },
  };
  const service = createService({
    load: (_, onProgress) => {
      loads += 1;
      progress = onProgress;
      return new Promise((resolve, reject) => {
        finish = () => resolve(models);
        fail = reject;
      });
    },
    noteTyping: () => (typed += 1),
  });
  const window = () => {
    const told: EngineReply[] = [];
    return { told, ...service.attach((reply) => told.push(reply)) };
  };
  return {
    ...{ service, window, running },
    loads: () => loads,
    typed: () => typed,
    progress: (share: number) => progress("assistant", share),
    finish: () => finish(),
    fail: (error: Error) => fail(error),
  };
}

const kinds = (told: readonly EngineReply[]) => told.map(({ reply, id }) => `${reply} ${id}`);

describe("model/engine/service", () => {
  it("loads once for everybody, and tells who comes later how far it is", async () => {
    const { window, loads, progress, finish, service } = world();
    const [first, second, third] = [window(), window(), window()];
    first.take({ call: "load", id: 1, load: wanted });
    progress(0.25);
    second.take({ call: "load", id: 9, load: wanted });
    progress(0.5);
    assert.equal(service.serves(), undefined);
    finish();
    await settled();
    third.take({ call: "load", id: 4, load: wanted });
    await settled();
    assert.equal(loads(), 1);
    assert.deepEqual(kinds(first.told), ["progress 1", "progress 1", "loaded 1"]);
    assert.deepEqual(kinds(second.told), ["progress 9", "progress 9", "loaded 9"]);
    assert.deepEqual(kinds(third.told), ["progress 4", "loaded 4"]);
    assert.equal(service.serves(), true);
  });

  it("tells everybody that a load failed, and that there is nothing to come for", async () => {
    const { window, fail, service } = world();
    const [first, second] = [window(), window()];
    first.take({ call: "load", id: 1, load: wanted });
    second.take({ call: "load", id: 1, load: wanted });
    fail(new ModelError("native-library", "blocked"));
    await settled();
    for (const { told } of [first, second])
      assert.deepEqual(told, [
        { reply: "failed", id: 1, error: { code: "native-library", message: "blocked" } },
      ]);
    assert.equal(service.serves(), false);
  });

  it("does not serve when no role could be loaded", async () => {
    const { window, finish, service } = world(false);
    window().take({ call: "load", id: 1, load: wanted });
    finish();
    await settled();
    assert.equal(service.serves(), false);
  });

  async function loaded() {
    const made = world();
    const windows = [made.window(), made.window()] as const;
    windows[0].take({ call: "load", id: 1, load: wanted });
    made.finish();
    await settled();
    windows[0].told.length = 0;
    return { ...made, windows };
  }

  it("keeps windows apart that use the same numbers", async () => {
    const { windows, running } = await loaded();
    const [first, second] = windows;
    first.take(generate(7, "of the first"));
    second.take(generate(7, "of the second"));
    first.take({ call: "cancel", id: 7 });
    await settled();
    assert.deepEqual(kinds(first.told), ["chunk 7", "failed 7"]);
    assert.deepEqual(second.told, [
      { reply: "chunk", id: 7, chunk: { type: "text", text: "of the second" } },
    ]);
    assert.deepEqual([...running], ["of the first", "of the second"]);
  });

  it("ends the requests of a window that is gone, nobody else's, and tells it nothing more", async () => {
    const { windows } = await loaded();
    const [first, second] = windows;
    first.take(generate(1, "a"));
    first.take(generate(2, "b"));
    second.take(generate(1, "c"));
    await settled();
    const before = first.told.length;
    first.leave();
    first.leave();
    first.take(generate(3, "d"));
    await settled();
    assert.equal(first.told.length, before);
    assert.deepEqual(kinds(second.told), ["chunk 1"]);
    second.take({ call: "cancel", id: 1 });
    await settled();
    assert.deepEqual(kinds(second.told), ["chunk 1", "failed 1"], "the other's request ran until then");
  });

  it("counts a completion of any window as typing", async () => {
    const { windows, typed } = await loaded();
    windows[0].take({ call: "typing" });
    windows[1].take(generate(1, "x", { priority: "completion" }));
    windows[1].take(generate(2, "y", { priority: "batch" }));
    assert.equal(typed(), 2);
  });

  it("counts and embeds, and fails what it has no model for", async () => {
    const { windows } = await loaded();
    const [first] = windows;
    first.take({ call: "count", id: 1, role: "assistant", text: "four" });
    first.take({ call: "embed", id: 2, request: { texts: ["ab"], priority: "batch" } });
    first.take({ call: "count", id: 3, role: "completion", text: "x" });
    await settled();
    assert.deepEqual(kinds(first.told).sort(), ["counted 1", "embedded 2", "failed 3"]);
    const early = world().window();
    early.take(generate(1, "before anything is loaded"));
    await settled();
    assert.deepEqual(kinds(early.told), ["failed 1"]);
  });
});
