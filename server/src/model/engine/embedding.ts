/** The embedding role: texts to vectors, one text a step, so that a completion never waits for more than one. */
import { type LlamaEmbeddingContext, type LlamaModel } from "node-llama-cpp";
import { type EmbedRequest } from "../runtime";
import { createPriorityLock, type Scheduler, yielded } from "../scheduler";
import { type Evaluation } from "./threads";

export interface EmbeddingOptions {
  readonly model: LlamaModel;
  readonly context: LlamaEmbeddingContext;
  /** Tokens. */
  readonly contextSize: number;
  readonly scheduler: Scheduler;
  readonly evaluation: Evaluation;
}

export interface EmbeddingSession {
  /**
   * A vector for each text, in order. What does not fit into the context is left out at the end of a text. Rejects
   * with the signal's reason within one text of an abort.
   */
  embed(request: EmbedRequest, signal: AbortSignal): Promise<readonly Float32Array[]>;
}

/** Tokens the library puts around a text, and one cell that stays free. */
const around = 3;

export function createEmbeddingSession(options: EmbeddingOptions): EmbeddingSession {
  const { model, context, contextSize, scheduler, evaluation } = options;
  const lock = createPriorityLock();

  async function vectorOf(text: string, { priority }: EmbedRequest, signal: AbortSignal) {
    const tokens = model.tokenize(text).slice(0, contextSize - around);
    for (;;) {
      const lease = await lock.acquire(priority, signal);
      try {
        // The library writes into the list it is given.
        const step = () => evaluation.prompt(tokens.length, () => context.getEmbeddingFor([...tokens]));
        const result = await scheduler.step({ priority, signal, context: lease }, step);
        signal.throwIfAborted();
        if (result !== yielded) return Float32Array.from(result.vector);
      } finally {
        lease.release();
      }
    }
  }

  return {
    async embed(request, signal) {
      const end = scheduler.begin(request.priority);
      let finished = false;
      try {
        const vectors: Float32Array[] = [];
        for (const text of request.texts) vectors.push(await vectorOf(text, request, signal));
        finished = true;
        return vectors;
      } finally {
        end(finished);
      }
    },
  };
}
