import assert from "node:assert/strict";
import { callInForce, generateInForce } from "../../../server/src/model/inForce";
import { type GenerateChunk, type GenerateRequest } from "../../../server/src/model/runtime";

const { signal } = new AbortController();
const gone = new Error("other settings");
const request = (priority: GenerateRequest["priority"]): GenerateRequest => ({
  kind: "completion",
  prompt: "a",
  maxTokens: 1,
  priority,
});

function settings() {
  const controller = new AbortController();
  let running = 0;
  const source = {
    retired: controller.signal,
    begin: () => {
      running++;
      return () => void running--;
    },
  };
  return { source, retire: () => controller.abort(gone), running: () => running };
}

/** One word each time it is asked, until the signal says no. */
async function* words(stop: AbortSignal): AsyncGenerator<GenerateChunk> {
  for (;;) {
    await Promise.resolve();
    stop.throwIfAborted();
    yield { type: "text", text: "a" };
  }
}

describe("model/inForce", () => {
  for (const [priority, ends] of [
    ["completion", true],
    ["interactive", false],
    ["batch", false],
  ] as const)
    it(`${priority}: ${ends ? "ends with" : "outlives"} the settings, and is counted while it runs`, async () => {
      const { source, retire, running } = settings();
      const chunks = generateInForce(source, request(priority), words, signal);
      assert.equal(running(), 0);
      await chunks.next();
      assert.equal(running(), 1);
      retire();
      if (ends) await assert.rejects(chunks.next(), gone);
      else assert.equal((await chunks.next()).done, false);
      await chunks.return(undefined);
      assert.equal(running(), 0);
    });

  it("ends an embedding with the settings, and counts it", async () => {
    const { source, retire, running } = settings();
    const called = callInForce(
      source,
      (stop) =>
        new Promise((_, reject) => stop.addEventListener("abort", () => reject(stop.reason as Error))),
      signal,
    );
    assert.equal(running(), 1);
    retire();
    await assert.rejects(called, gone);
    assert.equal(running(), 0);
  });

  it("begins nothing when other settings took over", async () => {
    const { source, retire, running } = settings();
    retire();
    await assert.rejects(generateInForce(source, request("batch"), words, signal).next(), gone);
    await assert.rejects(
      callInForce(source, () => assert.fail("called"), signal),
      gone,
    );
    assert.equal(running(), 0);
  });
});
