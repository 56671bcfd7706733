/**
 * One role: one context with one sequence on a loaded model. Runs its requests one at a time, in steps the
 * scheduler grants, and keeps the evaluated prefix for the next request. A request of a better class takes
 * the context over; the one it interrupted goes on behind what it had generated.
 */
import { type LlamaContextSequence } from "node-llama-cpp";
import { type GenerateRequest, type StopReason, type Usage } from "../runtime";
import { createPriorityLock, type Lease, type Scheduler } from "../scheduler";
import { decode } from "./decode";
import { createPrepare, type Emit, type Generation, type GenerationContext } from "./generation";
import { type PrefillPacer } from "./pacer";
import { createPrefix } from "./prefix";
import { type Evaluation } from "./threads";

export interface SessionOptions extends Omit<GenerationContext, "contextSize"> {
  readonly sequence: LlamaContextSequence;
  readonly scheduler: Scheduler;
  readonly pacer: PrefillPacer;
  readonly evaluation: Evaluation;
  /** False for recurrent states and windowed caches, which cannot be cut back to a common prefix. */
  readonly rewindable: boolean;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

export interface Session {
  /** Rejects with the signal's reason within one chunk or token of an abort. */
  generate(request: GenerateRequest, emit: Emit, signal: AbortSignal): Promise<void>;
  countTokens(text: string): number;
}

interface Run {
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** Set when the prompt is evaluated. */
  deadline: number | undefined;
}

export function createSession(options: SessionOptions): Session {
  const { model, sequence, scheduler, evaluation, now } = options;
  const contextLock = createPriorityLock();
  const prefix = createPrefix(options);
  const prepare = createPrepare({ ...options, contextSize: sequence.contextSize });

  /** Prompt and decode once; `reason` stays undefined when a better class interrupted it. */
  async function attempt(generation: Generation, lease: Lease, run: Run) {
    const { emit, signal } = run;
    const interrupted = () => lease.contested();
    const tokens = [...generation.prompt.tokens, ...generation.produced];
    const { complete, reused } = await prefix.evaluate(tokens, {
      priority: generation.request.priority,
      interrupted,
      signal,
    });
    const prompted = now();
    // The budget is for generating: a long prompt must not leave an answer of no token.
    if (complete) run.deadline ??= prompted + (generation.request.timeBudget ?? Infinity);
    const reason = complete
      ? await decode(generation, {
          sequence,
          scheduler,
          evaluation,
          interrupted,
          expired: () => now() >= (run.deadline ?? Infinity),
          emit,
          signal,
        })
      : undefined;
    return { reason, reused, prompted };
  }

  return {
    countTokens: (text) => model.tokenize(text).length,
    async generate(request, emit, signal) {
      const generation = await prepare(request);
      const asked = now();
      let lease = await contextLock.acquire(request.priority, signal);
      const started = now();
      const run: Run = { emit, signal, deadline: undefined };
      let first: { readonly reused: number; readonly prompted: number } | undefined;
      let reason: StopReason | undefined;
      try {
        while (reason === undefined) {
          const result = await attempt(generation, lease, run);
          first ??= result;
          reason = result.reason;
          if (reason !== undefined) break;
          lease.release();
          lease = await contextLock.acquire(request.priority, signal);
        }
      } finally {
        lease.release();
      }
      generation.answer.rest().forEach(emit);
      emit({ type: "end", reason, usage: usageOf(generation, { asked, started, ended: now(), ...first }) });
    },
  };
}

interface Times {
  readonly asked: number;
  readonly started: number;
  readonly ended: number;
  readonly reused?: number;
  readonly prompted?: number;
}

function usageOf({ prompt, produced }: Generation, times: Times): Usage {
  const prompted = times.prompted ?? times.ended;
  return {
    promptTokens: prompt.tokens.length,
    reusedTokens: times.reused ?? 0,
    generatedTokens: produced.length,
    waitMs: times.started - times.asked,
    promptMs: prompted - times.started,
    generateMs: times.ended - prompted,
  };
}
