/** One model's contest: ours and the peers do the same in turn, measure by measure, round by round. */
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type Conditions, type Rival, type Running } from "../peers/rival";
import { createFigures, type Figures } from "./figures";
import { memoryOf } from "./memory";
import { createPrompts, type Prompts } from "./prompts";
import { createRound, type Round } from "./round";

export interface ContestPlan {
  readonly rounds: number;
  /** Tokens: a short prompt, the long prompt, and what is generated behind each. */
  readonly shallow: number;
  readonly deep: number;
  readonly generate: number;
}

export interface Contest {
  readonly conditions: Conditions;
  readonly rivals: readonly Rival[];
  /** Rivals that know of typing; the others are not asked twice. */
  readonly typists: ReadonlySet<string>;
  readonly bench: { readonly name: string; readonly bin: string };
  readonly plan: ContestPlan;
  readonly say: (line: string) => void;
}

/** Programs that were started are stopped, whatever happens. */
export async function runContest(contest: Contest): Promise<Figures> {
  const figures = createFigures();
  const running = new Map<string, Running>();
  try {
    await startAll(contest, figures, running);
    const [anyone] = running.values();
    if (anyone === undefined) return figures;
    const prompts = await createPrompts((text) => anyone.countTokens(text));
    await warmUp(contest, running, prompts);
    for (let round = 0; round < contest.plan.rounds; round++) {
      await playRound(contest, createRound({ contest, figures, prompts, running, round }));
    }
    for (const [name, { pid }] of running) await recordMemory(figures, name, pid);
  } finally {
    await Promise.all([...running.values()].map((each) => each.stop()));
  }
  return figures;
}

/** Loads every rival in every round; the last load stays for what follows. */
async function startAll(contest: Contest, figures: Figures, running: Map<string, Running>): Promise<void> {
  for (let round = 0; round < contest.plan.rounds; round++) {
    for (const rival of contest.rivals) {
      await running.get(rival.name)?.stop();
      running.delete(rival.name);
      const begun = performance.now();
      running.set(rival.name, await rival.start());
      figures.record(rival.name, "load", round, performance.now() - begun);
    }
    contest.say(`loaded, round ${round + 1}`);
  }
}

/** First use touches the weights and lets our thread choice settle; it is nobody's figure. */
async function warmUp(
  { rivals, say }: Contest,
  running: ReadonlyMap<string, Running>,
  prompts: Prompts,
): Promise<void> {
  const prompt = await prompts.sized(96, "warm up");
  for (const { name } of rivals) {
    await running.get(name)?.generate({ prompt, maxTokens: 24 }, AbortSignal.timeout(300_000));
    say(`warmed up: ${name}`);
  }
}

/** Milliseconds after the last keystroke until ours no longer goes in small steps, and a little more. */
const untilCalm = 5500;

/** How often decoding alone is measured again in a round: one answer of some seconds tells the machine's mood. */
const decodes = 4;

/** Typing comes last: ours goes in small steps for some seconds after it. */
async function playRound({ rivals, typists, bench, say }: Contest, round: Round): Promise<void> {
  const everyone = rivals.map(({ name }) => name);
  // Whoever goes first may meet a cooler or a busier machine, so each round begins with another one.
  const turn = round.number % everyone.length;
  const order = [...everyone.slice(turn), ...everyone.slice(0, turn)];
  const typing = order.filter((name) => typists.has(name));
  const again = Array.from({ length: decodes }, () => order).flat();
  const measures = [
    ["decode behind the short prompt", round.shallow, order],
    ["the same again, in turn", round.shallowAgain, again],
    ["cold first token, decode behind the long prompt", round.deep, order],
    ["decode again, in turn", round.deepAgain, again],
    ["the same without sampler and caller", round.bench, [bench.name]],
    ["warm first token", round.warm, order],
    ["cancel in decode", round.cancelDecode, order],
    ["cancel in the prompt", round.cancelPrefill, order],
    ["prompt while typing", round.typing, typing],
    ["cancel in the prompt while typing", round.cancelTyping, typing],
  ] as const;
  for (const [title, measure, names] of measures) {
    for (const name of names) await measure(name);
    say(`round ${round.number + 1}: ${title}`);
  }
  await delay(untilCalm);
}

async function recordMemory(figures: Figures, name: string, pid: number): Promise<void> {
  const memory = await memoryOf(pid);
  figures.record(name, "resident", 0, memory?.resident);
  figures.record(name, "fileBacked", 0, memory?.file);
  figures.record(name, "anonymous", 0, memory?.anonymous);
}
