/** What the command line of a bench says. */
import { parseArgs } from "node:util";

export interface BenchOptions {
  /** Model files given by hand; empty: the default ones. */
  readonly models: readonly string[];
  readonly quick: boolean;
  readonly rounds: number;
  /** Tokens of the long prompt; the deeper of the two decode depths. */
  readonly prompt: number;
  /** Threads that ours and the peers are given. */
  readonly threads: number;
}

export const usage = `npm run bench [-- OPTIONS]
  --model PATH   a GGUF file instead of the default models; may be repeated
  --quick        one round and the 0.5B shape only: shows that everything runs
  --rounds N     rounds of ours and the peers in turn (3; with --quick 1)
  --prompt N     tokens of the long prompt (2000)
  --threads N    threads of every program (the machine's cores)`;

/** Throws with the usage when an option is unknown or not a number. */
export function readOptions(args: readonly string[], cores: number): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: "string", multiple: true, default: [] },
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      prompt: { type: "string" },
      threads: { type: "string" },
    },
  });
  const { model, quick } = values;
  return {
    models: model,
    quick,
    rounds: whole("rounds", values.rounds, quick ? 1 : 3),
    prompt: whole("prompt", values.prompt, 2000),
    threads: whole("threads", values.threads, cores),
  };
}

function whole(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} ${text} is not a number above 0`);
  return value;
}
