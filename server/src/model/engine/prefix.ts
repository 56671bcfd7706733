/**
 * Brings a sequence to hold exactly the given tokens but the last, keeping the longest common prefix and
 * evaluating the rest in chunks that can be interrupted in between.
 */
import { type LlamaContextSequence, type Token } from "node-llama-cpp";
import { type Priority } from "../runtime";
import { type Scheduler } from "../scheduler";
import { type PrefillPacer } from "./pacer";
import { type Evaluation } from "./threads";

export interface PrefixOptions {
  readonly sequence: LlamaContextSequence;
  readonly scheduler: Scheduler;
  readonly pacer: PrefillPacer;
  readonly evaluation: Evaluation;
  readonly rewindable: boolean;
  readonly now: () => number;
}

export interface Prefix {
  evaluate(
    tokens: readonly Token[],
    step: {
      readonly priority: Priority;
      /** Asked between chunks; true ends the evaluation early with what it has. */
      readonly interrupted: () => boolean;
      readonly signal: AbortSignal;
    },
  ): Promise<{ readonly complete: boolean; readonly reused: number }>;
}

export function createPrefix(options: PrefixOptions): Prefix {
  const { sequence, scheduler, pacer, evaluation, rewindable, now } = options;
  async function keepCommon(wanted: Token[]): Promise<void> {
    const { firstDifferentIndex } = sequence.compareContextTokens(wanted);
    if (firstDifferentIndex >= sequence.nextTokenIndex) return;
    // Asked to cut back what cannot be cut, the library would evaluate everything again in one go.
    if (rewindable) await sequence.adaptStateToTokens(wanted, false);
    else await sequence.clearHistory();
  }

  return {
    async evaluate(tokens, { priority, interrupted, signal }) {
      const wanted = tokens.slice(0, -1);
      await scheduler.step(priority, signal, () => keepCommon(wanted));
      const reused = sequence.nextTokenIndex;
      for (let at = reused; at < wanted.length; at = sequence.nextTokenIndex) {
        signal.throwIfAborted();
        if (interrupted()) return { complete: false, reused };
        await scheduler.step(priority, signal, async () => {
          const chunk = wanted.slice(at, at + pacer.chunkSize(priority === "completion"));
          const started = now();
          await evaluation.prompt(chunk.length, () => sequence.evaluateWithoutGeneratingNewTokens(chunk));
          pacer.measured(chunk.length, now() - started);
        });
      }
      signal.throwIfAborted();
      return { complete: true, reused };
    },
  };
}
