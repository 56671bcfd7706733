/** How much text a model is given: as much as this machine evaluates in the time a user waits for once. */
import { type ModelRuntime, type Usage } from "../model/runtime";
import { type CompletionSettings } from "../protocol";
import { growth } from "./context/window";

/** Tokens. */
export interface Budget {
  readonly prefix: number;
  readonly suffix: number;
  /** Of other files. */
  readonly context: number;
  /** Typed behind the anchor. */
  readonly middle: number;
}

export interface Speed {
  /** A prompt was evaluated. */
  note(runtime: ModelRuntime, usage: Usage): void;
  budgetFor(runtime: ModelRuntime, settings: CompletionSettings): Budget;
  /** Tokens a second, as far as they are known. */
  rateOf(runtime: ModelRuntime): number;
}

/** Milliseconds that evaluating everything anew may take, after a switch to another file. */
const coldLimit = 8_000;
/** The same of what is more than enough. */
const richLimit = 4_500;
/** Tokens of which a bench says what they are worth; a quick machine reads more. */
const enough = 480;
/** Tokens a second until measured: a 1.5B model on two cores. Too little costs a frame, too much the first minute. */
const firstGuess = 60;
/** Shorter prompts say more about fixed costs than about speed. */
const telling = 64;
const recency = 0.3;
/** A budget is changed only when the speed is this much off, for a change evaluates everything anew. */
const margin = 1.6;
const leastTokens = 384;
/** Tokens kept free for the FIM marks and for what counting piece by piece gets wrong. */
const reserve = 64;
const mostMiddle = 256;
const step = 32;

export function createSpeed(): Speed {
  const known = new WeakMap<ModelRuntime, { rate: number; used: number }>();
  const of = (runtime: ModelRuntime) => {
    const speed = known.get(runtime) ?? { rate: 0, used: firstGuess };
    known.set(runtime, speed);
    return speed;
  };
  return {
    note(runtime, { prefill, promptTokens, reusedTokens, promptMs }) {
      // An engine that does not tell its own time is taken at its whole time, waiting included.
      const { tokens, milliseconds } = prefill ?? {
        tokens: promptTokens - reusedTokens,
        milliseconds: promptMs,
      };
      if (tokens < telling || milliseconds <= 0) return;
      const speed = of(runtime);
      const rate = (tokens * 1000) / milliseconds;
      speed.rate = speed.rate === 0 ? rate : speed.rate * (1 - recency) + rate * recency;
      if (speed.rate > speed.used * margin || speed.rate * margin < speed.used) speed.used = speed.rate;
    },
    budgetFor: (runtime, settings) => budgetOf(of(runtime).used, runtime.info.contextSize, settings),
    rateOf(runtime) {
      const { rate, used } = of(runtime);
      return rate === 0 ? used : rate;
    },
  };
}

/** True where even the least prompt takes longer than a prompt may. */
export const isTooSlow = (rate: number): boolean => rate * coldLimit < leastTokens * 1000;

/** The settings say the most; a slow machine or a small context gives each part its share of less. */
export function budgetOf(rate: number, contextSize: number, settings: CompletionSettings): Budget {
  const { prefixTokens, suffixTokens, contextTokens, maxTokens } = settings;
  const middle = Math.min(mostMiddle, Math.floor(contextSize / 8));
  const room = Math.max(0, contextSize - maxTokens - middle - reserve);
  const within = (milliseconds: number) => (rate * milliseconds) / 1000;
  const affordable = Math.max(leastTokens, Math.min(enough, within(coldLimit)), within(richLimit));
  const wanted = prefixTokens + suffixTokens + contextTokens;
  const share = Math.min(1, room / (wanted + prefixTokens * (growth - 1)), affordable / wanted);
  const part = (tokens: number) => (share === 1 ? tokens : Math.floor((tokens * share) / step) * step);
  return { prefix: part(prefixTokens), suffix: part(suffixTokens), context: part(contextTokens), middle };
}
