/**
 * Brings a sequence to hold the given tokens but the last, or but the last few, keeping the longest common prefix
 * and evaluating the rest in chunks that can be interrupted in between.
 */
import { type LlamaContextSequence, type Token } from "node-llama-cpp";
import { yielded, type Claim, type Scheduler } from "../scheduler";
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

export interface Evaluating {
  /** Told after every chunk. */
  onChunk(tokens: number, milliseconds: number): void;
  /** A token is generated behind the text: that step takes the last few of its tokens along. */
  readonly answers: boolean;
}

/** Tokens that the first step of an answer takes along: fewer cost hardly more than a step without them. */
const takenAlong = 8;

export interface Prefix {
  /**
   * Not complete when a better class wants the context: what is evaluated stays for the next time. Rejects
   * with the signal's reason within one chunk of an abort. `reused`: tokens that were there before; undefined
   * when it did not come to look.
   */
  evaluate(
    tokens: readonly Token[],
    claim: Claim,
    { onChunk, answers }: Evaluating,
  ): Promise<{ readonly complete: boolean; readonly reused?: number }>;
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
    async evaluate(tokens, claim, { onChunk, answers }) {
      const { priority, signal, context } = claim;
      const wanted = tokens.slice(0, -1);
      if ((await scheduler.step(claim, () => keepCommon(wanted))) === yielded) {
        return { complete: false };
      }
      const reused = sequence.nextTokenIndex;
      const left = answers ? takenAlong : 0;
      for (let at = reused; at < wanted.length - left; at = sequence.nextTokenIndex) {
        signal.throwIfAborted();
        if (context.contested()) return { complete: false, reused };
        const step = await scheduler.step(claim, async (held) => {
          const chunk = wanted.slice(at, at + pacer.chunkSize(priority, held));
          const started = now();
          await evaluation.prompt(chunk.length, () => sequence.evaluateWithoutGeneratingNewTokens(chunk));
          const milliseconds = now() - started;
          pacer.measured(chunk.length, milliseconds);
          onChunk(chunk.length, milliseconds);
        });
        if (step === yielded) return { complete: false, reused };
      }
      signal.throwIfAborted();
      return { complete: true, reused };
    },
  };
}
