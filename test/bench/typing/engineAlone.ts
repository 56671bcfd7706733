/**
 * The engines without anybody's cleverness: the very prompts our side sent, one after the other, to both. No
 * memory of answers, no cancelling; what an engine keeps of the prompt before is its own.
 */
import { type WatchedGeneration } from "./watchedRuntime";
import { promptText } from "./oursTokens";
import { percentile } from "./figures";
import { inTurn } from "./contest";
import { type Rival, type Running } from "../peers/rival";

export interface AloneBlock {
  /** Milliseconds to the first text, median and 95th percentile, by rival. */
  readonly p50: ReadonlyMap<string, number | undefined>;
  readonly p95: ReadonlyMap<string, number | undefined>;
}

const blockSize = 16;
/** Milliseconds; what a busy machine does not finish in time is not measured. */
const patience = 240_000;

/** Prompts that were meant to be answered, in the order they were sent; at most so many. */
export function promptsOf(generations: readonly WatchedGeneration[], limit: number): readonly string[] {
  return generations
    .filter(({ request }) => request.maxTokens > 0 && request.priority === "completion")
    .slice(0, limit)
    .map(({ request }) => promptText(request));
}

/** The first prompt of all warms up: nothing of it is there yet. */
export async function runAlone(
  rivals: readonly Rival[],
  prompts: readonly string[],
): Promise<readonly AloneBlock[]> {
  const running = new Map<string, Running>();
  const blocks: AloneBlock[] = [];
  const [first, ...others] = prompts;
  if (first === undefined) return blocks;
  try {
    for (const rival of rivals) {
      const started = await rival.start();
      running.set(rival.name, started);
      await firstTexts(started, [first]);
    }
    for (let at = 0; at < others.length; at += blockSize) {
      const times = new Map<string, readonly number[]>();
      for (const [name, rival] of inTurn([...running], at / blockSize)) {
        times.set(name, await firstTexts(rival, others.slice(at, at + blockSize)));
      }
      const atShare = (share: number) =>
        new Map([...times].map(([name, list]) => [name, percentile(list, share)] as const));
      blocks.push({ p50: atShare(0.5), p95: atShare(0.95) });
    }
  } finally {
    await Promise.all([...running.values()].map((each) => each.stop()));
  }
  return blocks;
}

async function firstTexts(rival: Running, prompts: readonly string[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (const prompt of prompts) {
    const signal = AbortSignal.timeout(patience);
    try {
      times.push((await rival.generate({ prompt, maxTokens: 2, typing: true }, signal)).firstMs);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  return times;
}
