import assert from "node:assert/strict";
import { type LlamaContextSequence, type LlamaEmbeddingContext, type LlamaModel } from "node-llama-cpp";
import { createPrefillPacer } from "../../../../server/src/model/engine/pacer";
import { type Evaluation } from "../../../../server/src/model/engine/threads";
import { warmUp, warmUpEmbedding } from "../../../../server/src/model/engine/warmUp";

/** A model whose first evaluation reads a disk for twenty seconds; later ones take 10 ms a token. */
function coldModel() {
  let time = 0;
  let held = 0;
  let evaluations = 0;
  const learnt: number[] = [];
  const sequence = {
    evaluateWithoutGeneratingNewTokens: (tokens: readonly number[]) => {
      time += evaluations++ === 0 ? 20_000 : 10 * tokens.length;
      held += tokens.length;
      return Promise.resolve();
    },
    clearHistory: () => Promise.resolve(void (held = 0)),
  } as unknown as LlamaContextSequence;
  const model = { tokenize: (text: string) => text.split(" ").map(Number) } as unknown as LlamaModel;
  const measured = async <T>(tokens: number, step: () => Promise<T>) => {
    const started = time;
    const result = await step();
    learnt.push((time - started) / tokens);
    return result;
  };
  const evaluation: Evaluation = {
    prompt: measured,
    token: (step) => measured(1, step),
    several: (step) => step(),
  };
  const now = () => time;
  return { model, sequence, evaluation, now, learnt, held: () => held };
}

describe("model/engine/warmUp", () => {
  it("reads the weights before anybody waits, and measures what comes after that", async () => {
    const cold = coldModel();
    const pacer = createPrefillPacer(512, cold.now);
    assert.equal(pacer.chunkSize("completion", false), 32, "a guess");
    await warmUp({ ...cold, pacer });
    assert.equal(cold.held(), 0, "nothing is left in the sequence");
    assert.deepEqual(cold.learnt, [10], "the threads are judged by the second time");
    // 8 tokens in 80 ms, half of it taken for fixed: the line is not followed further than four times as far.
    assert.equal(pacer.chunkSize("completion", false), 32);
    assert.equal(pacer.chunkSize("batch", true), 8);
  });

  it("fails as the model does", async () => {
    const cold = coldModel();
    const sequence = {
      evaluateWithoutGeneratingNewTokens: () => Promise.reject(new Error("decode failed")),
    } as unknown as LlamaContextSequence;
    await assert.rejects(warmUp({ ...cold, sequence, pacer: createPrefillPacer(512, cold.now) }), /decode/);
  });

  it("embeds once before anybody waits, and tells the threads nothing of it", async () => {
    const { model, evaluation, learnt } = coldModel();
    const embedded: number[] = [];
    const getEmbeddingFor = (tokens: readonly number[]) => Promise.resolve(embedded.push(tokens.length));
    const context = { getEmbeddingFor } as unknown as LlamaEmbeddingContext;
    await warmUpEmbedding({ model, context, evaluation });
    assert.deepEqual([embedded, learnt], [[8], []]);
  });
});
