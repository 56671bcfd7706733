/**
 * One role: one context on a loaded model. Runs its requests one at a time, in steps the
 * scheduler grants, and keeps the evaluated prefix for the next request. A request of a better class takes
 * the context over; the one it interrupted goes on behind what it had generated.
 */
import { type LlamaContextSequence } from "node-llama-cpp";
import { type GenerateRequest, type StopReason, type Usage } from "../runtime";
import { createPriorityLock, type Claim, type Scheduler } from "../scheduler";
import { decode } from "./decode";
import { createPrepare, type Emit, type Generation, type GenerationContext } from "./generation";
import { type PrefillPacer } from "./pacer";
import { createParcels } from "./parcels";
import { createPrefix } from "./prefix";
import { createSlots } from "./slots";
import { type Evaluation } from "./threads";

export interface SessionOptions extends Omit<GenerationContext, "contextSize"> {
  /** Of one context; each keeps the evaluation of a text. */
  readonly sequences: readonly [LlamaContextSequence, ...LlamaContextSequence[]];
  readonly scheduler: Scheduler;
  readonly pacer: PrefillPacer;
  readonly evaluation: Evaluation;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

export interface Session {
  /** Rejects with the signal's reason within one chunk or token of an abort. */
  generate(request: GenerateRequest, emit: Emit, signal: AbortSignal): Promise<void>;
  countTokens(text: string): number;
}

/** What one generation has used, over all its turns. */
interface Spent {
  readonly asked: number;
  /** When it got the context for the first time, and when all of its prompt was evaluated. */
  started?: number;
  prompted?: number;
  reused?: number;
  evaluated: number;
  readonly prefill: { tokens: number; milliseconds: number };
}

export function createSession(options: SessionOptions): Session {
  const { model, sequences, scheduler, now } = options;
  const contextLock = createPriorityLock();
  const slotOf = (sequence: LlamaContextSequence) => ({
    sequence,
    prefix: createPrefix({ ...options, sequence }),
  });
  const [first, ...others] = sequences;
  const { choose, evaluated } = createSlots([slotOf(first), ...others.map(slotOf)]);
  const prepare = createPrepare({ ...options, contextSize: first.contextSize });

  /** One turn on the context; undefined when a better class took it over. */
  async function turn(generation: Generation, claim: Claim, run: Run): Promise<StopReason | undefined> {
    const { spent, emit, budget } = run;
    const before = evaluated();
    try {
      const tokens = [...generation.prompt.tokens, ...generation.produced];
      const { prefix, sequence } = choose(tokens);
      const answers = generation.limit > generation.produced.length;
      const { complete, reused } = await prefix.evaluate(tokens, claim, { onChunk: addTo(spent), answers });
      if (reused !== undefined) spent.reused ??= reused;
      if (complete) spent.prompted ??= now();
      return complete ? await decode(generation, { ...options, sequence, claim, budget, emit }) : undefined;
    } finally {
      spent.evaluated += evaluated() - before;
    }
  }

  async function run(request: GenerateRequest, emit: Emit, signal: AbortSignal): Promise<void> {
    const generation = await prepare(request);
    const spent: Spent = { asked: now(), evaluated: 0, prefill: { tokens: 0, milliseconds: 0 } };
    // The budget is for generating: a long prompt must not leave an answer of no token.
    const budget = { left: request.timeBudget ?? Infinity };
    const parcels = createParcels(emit, now);
    let reason: StopReason | undefined;
    while (reason === undefined) {
      const context = await contextLock.acquire(request.priority, signal);
      spent.started ??= now();
      try {
        const claim = { priority: request.priority, signal, context };
        reason = await turn(generation, claim, { spent, emit: parcels.emit, budget });
      } finally {
        parcels.flush();
        context.release();
      }
    }
    generation.answer.rest().forEach(parcels.emit);
    parcels.emit({ type: "end", reason, usage: usageOf(generation, spent, now()) });
  }

  return {
    countTokens: (text) => model.tokenize(text).length,
    async generate(request, emit, signal) {
      const end = scheduler.begin(request.priority);
      let finished = false;
      try {
        await run(request, emit, signal);
        finished = true;
      } finally {
        end(finished);
      }
    },
  };
}

const addTo =
  ({ prefill }: Spent) =>
  (tokens: number, milliseconds: number): void => {
    prefill.tokens += tokens;
    prefill.milliseconds += milliseconds;
  };

interface Run {
  readonly spent: Spent;
  readonly budget: { left: number };
  readonly emit: Emit;
}

function usageOf({ prompt, produced }: Generation, spent: Spent, ended: number): Usage {
  const { asked, started = ended, prompted = ended, reused = 0, evaluated, prefill } = spent;
  return {
    promptTokens: prompt.tokens.length,
    reusedTokens: reused,
    generatedTokens: produced.length,
    evaluatedTokens: evaluated,
    prefill,
    waitMs: started - asked,
    promptMs: prompted - started,
    generateMs: ended - prompted,
  };
}
