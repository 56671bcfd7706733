/** The measures of one round, each for one rival at a time. */
import { llamaBench } from "../peers/llamaBench";
import { callerRate, engineRate, promptRate, type Job, type Running, type Sample } from "../peers/rival";
import { spreadOf } from "../statistics";
import { cancelToIdle, type Moment } from "./cancel";
import { type Contest } from "./contest";
import { type Figures, type Measure } from "./figures";
import { typed, type Prompts } from "./prompts";

type OneRival = (name: string) => Promise<void>;

export interface Round {
  readonly number: number;
  readonly shallow: OneRival;
  readonly deep: OneRival;
  /** After `shallow`, or `deep`: only decoding, behind the prompt that is kept; the median counts. */
  readonly shallowAgain: OneRival;
  readonly deepAgain: OneRival;
  /** llama-bench over both depths. */
  readonly bench: OneRival;
  /** After `deep` of the same rival: its prompt is what is kept. */
  readonly warm: OneRival;
  readonly typing: OneRival;
  readonly cancelDecode: OneRival;
  /** After `deep`: its time says when to cancel. */
  readonly cancelPrefill: OneRival;
  readonly cancelTyping: OneRival;
}

export interface RoundContext {
  readonly contest: Contest;
  readonly figures: Figures;
  readonly prompts: Prompts;
  readonly running: ReadonlyMap<string, Running>;
  readonly round: number;
}

const warmRequests = 3;
const decodeCancels = 3;
/** Where in the prompt the cancel falls, as a share of the cold first token's time. */
const cancelShares = [0.35, 0.6];
/** Milliseconds; a busy machine can stall two threads for minutes, and the rest should still be measured. */
const patience = 600_000;

export function createRound({ contest, figures, prompts, running, round }: RoundContext): Round {
  const { plan, say } = contest;
  const shortPrompts = new Map<string, string>();
  const longPrompts = new Map<string, string>();
  const taken = new Map<string, number[]>();
  let serial = 0;
  const record = (name: string, measure: Measure, value: number | undefined) =>
    figures.record(name, measure, round, value);
  /** The median of all there are of this round. */
  function recordAgain(name: string, measure: Measure, value: number | undefined): void {
    const key = `${name} ${measure}`;
    const all = [...(taken.get(key) ?? []), ...(value === undefined ? [] : [value])];
    taken.set(key, all);
    record(name, measure, spreadOf(all)?.median);
  }
  const rivalOf = (name: string) => {
    const rival = running.get(name);
    if (rival === undefined) throw new Error(`${name} is not running`);
    return rival;
  };
  /** What a busy machine did not finish in time is not measured, and said. */
  async function within<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const signal = AbortSignal.timeout(patience);
    try {
      return await work(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      say(`${name}: no answer within ${patience / 1000} s`);
      return undefined;
    }
  }
  const ask = (name: string, job: Job): Promise<Sample | undefined> =>
    within(name, (signal) => rivalOf(name).generate(job, signal));
  const fresh = (tokens: number) => prompts.sized(tokens, `${letters(round)}${letters(serial++)} notes`);
  async function cancel(name: string, job: Omit<Job, "prompt">, moments: readonly Moment[]) {
    const tokens = moments.some((moment) => "chunks" in moment) ? plan.shallow : plan.deep;
    const idle: (number | undefined)[] = [];
    for (const moment of moments) {
      const prompt = await fresh(tokens);
      idle.push(
        await within(name, (signal) => cancelToIdle(rivalOf(name), { ...job, prompt }, moment, signal)),
      );
    }
    return spreadOf(idle)?.median;
  }
  const inPrompt = (name: string): readonly Moment[] => {
    const cold = figures.of(name, "cold")[round];
    return cold === undefined ? [] : cancelShares.map((share) => ({ milliseconds: cold * share }));
  };

  const decode = (name: string, prompts: ReadonlyMap<string, string>) =>
    ask(name, { prompt: prompts.get(name) ?? "", maxTokens: plan.generate });
  async function decodeShallow(name: string): Promise<void> {
    const sample = await decode(name, shortPrompts);
    record(name, "shallowTokens", sample?.generatedTokens);
    recordAgain(name, "decodeShallow", sample && callerRate(sample));
    recordAgain(name, "decodeShallowEngine", sample && engineRate(sample));
  }
  function decodedDeep(name: string, sample: Sample | undefined): void {
    record(name, "deepTokens", sample?.generatedTokens);
    recordAgain(name, "decodeDeep", sample && callerRate(sample));
    recordAgain(name, "decodeDeepEngine", sample && engineRate(sample));
  }

  return {
    number: round,
    async shallow(name) {
      shortPrompts.set(name, await fresh(plan.shallow));
      await decodeShallow(name);
    },
    shallowAgain: decodeShallow,
    async deepAgain(name) {
      decodedDeep(name, await decode(name, longPrompts));
    },
    async deep(name) {
      const prompt = await fresh(plan.deep);
      longPrompts.set(name, prompt);
      const sample = await decode(name, longPrompts);
      record(name, "cold", sample?.firstMs);
      record(name, "prompt", sample && promptRate(sample));
      decodedDeep(name, sample);
    },
    async bench(name) {
      const { shallow, deep, generate } = plan;
      const tests = { prompt: deep, generate, depths: [shallow, deep] };
      const rates = await within(name, (signal) =>
        llamaBench(contest.bench.bin, contest.conditions, tests, signal),
      );
      record(name, "prompt", rates?.prompt);
      record(name, "decodeShallowEngine", rates?.decode.get(shallow));
      record(name, "decodeDeepEngine", rates?.decode.get(deep));
    },
    async warm(name) {
      let prompt = longPrompts.get(name) ?? "";
      const samples: (Sample | undefined)[] = [];
      for (let request = 0; request < warmRequests; request++) {
        prompt += typed;
        samples.push(await ask(name, { prompt, maxTokens: 4 }));
      }
      record(name, "warm", spreadOf(samples.map((sample) => sample?.firstMs))?.median);
      record(name, "warmTokens", spreadOf(samples.map((sample) => sample?.evaluatedTokens))?.median);
    },
    async typing(name) {
      const sample = await ask(name, { prompt: await fresh(plan.deep), maxTokens: 4, typing: true });
      record(name, "typingCold", sample?.firstMs);
      record(name, "typingPrompt", sample && promptRate(sample));
    },
    async cancelDecode(name) {
      const moments = Array.from({ length: decodeCancels }, (_, index) => ({ chunks: 6 + index }));
      record(name, "cancelDecode", await cancel(name, { maxTokens: 256 }, moments));
    },
    async cancelPrefill(name) {
      record(name, "cancelPrefill", await cancel(name, { maxTokens: 4 }, inPrompt(name)));
    },
    async cancelTyping(name) {
      record(name, "cancelTyping", await cancel(name, { maxTokens: 4, typing: true }, inPrompt(name)));
    },
  };
}

/** Letters for a number: a prompt that begins with another token shares nothing with the one before. */
function letters(number: number): string {
  return String.fromCharCode(65 + (number % 26), 65 + (Math.floor(number / 26) % 26));
}
