/** A context whose model is a function: it counts what it evaluates and holds what it was given, as the real one does. */
import { type Token } from "node-llama-cpp";
import { createScheduler, type Scheduler } from "../../../../server/src/model/scheduler";
import { createAdmission } from "../../../../server/src/model/admission";
import { createPrefillPacer } from "../../../../server/src/model/engine/pacer";
import {
  createSession,
  type Session,
  type SessionOptions,
} from "../../../../server/src/model/engine/session";
import { createManualClock, type ManualClock } from "../manualClock";

/** The token behind these; 0 ends the answer. */
export type Model = (tokens: readonly number[]) => number;

export interface FakeContext {
  readonly session: Session;
  /** Tokens of every evaluation, in order. */
  readonly evaluated: number[];
  /** What the context holds. */
  readonly held: () => readonly number[];
}

/** Milliseconds that an evaluation takes: a fixed part and one for each token. */
const cost = { fixed: 20, perToken: 2 };
const contextSize = 4096;

export function createFakeEngine(): {
  readonly clock: ManualClock;
  readonly scheduler: Scheduler;
  context(model: Model, options?: ContextOptions): FakeContext;
} {
  const clock = createManualClock();
  const scheduler = createScheduler(createAdmission(clock), clock);
  return {
    clock,
    scheduler,
    context: (model, options) => createContext(model, { clock, scheduler }, options),
  };
}

interface ContextOptions {
  readonly rewindable?: boolean;
  /** Sequences. */
  readonly places?: number;
}

function createContext(
  model: Model,
  { clock, scheduler }: { readonly clock: ManualClock; readonly scheduler: Scheduler },
  { rewindable = true, places = 1 }: ContextOptions = {},
): FakeContext {
  const evaluated: number[] = [];
  const all = Array.from({ length: places }, () => createSequence(model, clock, evaluated));
  const [first] = all;
  if (first === undefined) throw new Error("a context without a sequence");
  const session = createSession({
    library: {},
    llama: {},
    model: text,
    fim: undefined,
    chat: undefined,
    sequences: all.map(({ sequence }) => sequence),
    scheduler,
    pacer: createPrefillPacer(512, clock.now),
    evaluation: {
      prompt: (_: number, step: () => Promise<unknown>) => step(),
      token: (step: () => Promise<unknown>) => step(),
      several: (step: () => Promise<unknown>) => step(),
    },
    rewindable,
    now: clock.now,
  } as unknown as SessionOptions);
  return { session, evaluated, held: first.held };
}

const text = {
  tokens: { shouldPrependBosToken: false, bos: null },
  tokenize: (characters: string) => [...characters].map((character) => character.codePointAt(0)),
  detokenize: (tokens: readonly number[]) => String.fromCodePoint(...tokens),
  isEogToken: (token: number) => token === 0,
};

/** `evaluated`: of all sequences of the context. */
function createSequence(model: Model, clock: ManualClock, evaluated: number[]) {
  let held: number[] = [];
  let own = 0;
  async function evaluate(tokens: readonly number[]): Promise<void> {
    evaluated.push(tokens.length);
    own += tokens.length;
    await new Promise<void>((resolve) => clock.after(cost.fixed + cost.perToken * tokens.length, resolve));
    held = [...held, ...tokens];
  }
  const sequence = {
    contextSize,
    get nextTokenIndex() {
      return held.length;
    },
    tokenMeter: {
      get usedInputTokens() {
        return own;
      },
      usedOutputTokens: 0,
    },
    compareContextTokens(tokens: readonly number[]) {
      const different = held.findIndex((token, index) => token !== tokens[index]);
      return { firstDifferentIndex: different < 0 ? held.length : different };
    },
    adaptStateToTokens(tokens: readonly number[]) {
      held = held.slice(0, this.compareContextTokens(tokens).firstDifferentIndex);
      return Promise.resolve();
    },
    clearHistory() {
      held = [];
      return Promise.resolve();
    },
    evaluateWithoutGeneratingNewTokens: evaluate,
    async *evaluate(first: readonly number[]) {
      for (let feed = first; ;) {
        await evaluate(feed);
        const token = model(held);
        if (token === 0) return;
        feed = (yield token) ?? [token];
      }
    },
    async controlledEvaluate(input: readonly (readonly [number, unknown])[]) {
      const before = held;
      const tokens = input.map(([token]) => token);
      await evaluate(tokens);
      return tokens.map((_, index) => ({
        next: { token: model([...before, ...tokens.slice(0, index + 1)]) },
      }));
    },
    eraseContextTokenRanges([{ start, end }]: readonly [{ start: number; end: number }]) {
      held = [...held.slice(0, start), ...held.slice(end)];
      return Promise.resolve();
    },
  };
  return { sequence, held: () => held as unknown as readonly Token[] };
}
