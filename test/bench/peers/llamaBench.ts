/** The yardstick: llama-bench evaluates and decodes without a sampler, a server or a caller. */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { type Conditions } from "./rival";

const execute = promisify(execFile);

interface Test {
  readonly n_prompt: number;
  readonly n_gen: number;
  readonly n_depth: number;
  readonly avg_ts: number;
}

export interface BenchRates {
  /** Tokens a second of the long prompt. */
  readonly prompt: number | undefined;
  /** Tokens a second by depth. */
  readonly decode: ReadonlyMap<number, number>;
}

export interface BenchPlan {
  /** Tokens. */
  readonly prompt: number;
  readonly generate: number;
  readonly depths: readonly number[];
}

/** One repetition of each test, warmed up by llama-bench itself. Aborting ends the program. */
export async function llamaBench(
  bin: string,
  conditions: Conditions,
  plan: BenchPlan,
  signal: AbortSignal,
): Promise<BenchRates> {
  const test = async (prompt: number, generate: number, depths: readonly number[]) => {
    const { model, batchSize, threads } = conditions;
    const values = {
      "-m": model,
      "-p": prompt,
      "-n": generate,
      "-d": depths.join(","),
      "-b": batchSize,
      "-ub": batchSize,
      "-t": threads,
      "-fa": "auto",
      "-r": 1,
      "-o": "json",
    };
    const args = Object.entries(values).flatMap(([key, value]) => [key, String(value)]);
    const { stdout } = await execute(path.join(bin, "llama-bench"), args, { maxBuffer: 1 << 24, signal });
    return JSON.parse(stdout) as readonly Test[];
  };
  const [prompted] = await test(plan.prompt, 0, [0]);
  const decoded = await test(0, plan.generate, plan.depths);
  return {
    prompt: prompted?.avg_ts,
    decode: new Map(decoded.map(({ n_depth, avg_ts }) => [n_depth, avg_ts])),
  };
}
