/**
 * What the first request would wait for: a mapped file's weights are read from the disk when they are first used, GPU
 * kernels are built, and until one chunk of a prompt was measured nobody knows how much one step may hold. Loading
 * takes this on itself, so that a model that is said to be ready is.
 */
import { type LlamaContextSequence, type LlamaEmbeddingContext, type LlamaModel } from "node-llama-cpp";
import { leastHeld, type PrefillPacer } from "./pacer";
import { type Evaluation } from "./threads";

export interface WarmUpOptions {
  readonly model: LlamaModel;
  readonly sequence: LlamaContextSequence;
  readonly evaluation: Evaluation;
  readonly pacer: PrefillPacer;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

const words = "0 1 2 3 4 5 6 7 8 9 a b c d e f";

/** Leaves the sequence empty. Rejects when the model cannot be evaluated. */
export async function warmUp({ model, sequence, evaluation, pacer, now }: WarmUpOptions): Promise<void> {
  const tokens = model.tokenize(words).slice(0, leastHeld);
  const evaluate = () => sequence.evaluateWithoutGeneratingNewTokens([...tokens]);
  // The first time tells nothing of the machine's speed.
  await evaluation.several(evaluate);
  await sequence.clearHistory();
  const started = now();
  await evaluation.prompt(tokens.length, evaluate);
  pacer.measured(tokens.length, now() - started);
  await sequence.clearHistory();
}

export interface EmbeddingWarmUp {
  readonly model: LlamaModel;
  readonly context: LlamaEmbeddingContext;
  readonly evaluation: Evaluation;
}

/** As `warmUp`, for a model that embeds. */
export async function warmUpEmbedding({ model, context, evaluation }: EmbeddingWarmUp): Promise<void> {
  const tokens = model.tokenize(words).slice(0, leastHeld);
  await evaluation.several(() => context.getEmbeddingFor([...tokens]));
}
