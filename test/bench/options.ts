/** What the command line of a bench says. */
import { parseArgs } from "node:util";

/** What `npm run bench` measures: ours beside the peers, and four things that only ours has. */
export const parts = ["peers", "review", "repeats", "idle", "windows"] as const;
export type BenchPart = (typeof parts)[number];

export interface BenchOptions {
  /** Model files given by hand; empty: the default ones. */
  readonly models: readonly string[];
  readonly quick: boolean;
  readonly rounds: number;
  /** Tokens of the long prompt; the deeper of the two decode depths. */
  readonly prompt: number;
  /** Threads that ours and the peers are given. */
  readonly threads: number;
  /** What is measured. */
  readonly parts: readonly BenchPart[];
}

export const usage = `npm run bench [-- OPTIONS]
  --model PATH   a GGUF file instead of the default models; may be repeated
  --quick        one round and the 0.5B shape only: shows that everything runs
  --rounds N     rounds of ours and the peers in turn (3; with --quick 1)
  --prompt N     tokens of the long prompt (2000)
  --threads N    threads of every program (the machine's cores)
Without one of these everything is measured:
  --peers        beside llama-server and llama-bench, and the cost without a model
  --review       the first suggestion while a review runs
  --repeats      answers that repeat their prompt, checked several tokens at a time
  --idle         processor time while nobody does anything
  --windows      three windows on one engine beside one window, and beside engines of their own`;

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
      peers: { type: "boolean", default: false },
      review: { type: "boolean", default: false },
      repeats: { type: "boolean", default: false },
      idle: { type: "boolean", default: false },
      windows: { type: "boolean", default: false },
    },
  });
  const { model, quick } = values;
  const chosen = parts.filter((part) => values[part]);
  return {
    models: model,
    quick,
    rounds: whole("rounds", values.rounds, quick ? 1 : 3),
    prompt: whole("prompt", values.prompt, 2000),
    threads: whole("threads", values.threads, cores),
    parts: chosen.length > 0 ? chosen : parts,
  };
}

function whole(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} ${text} is not a number above 0`);
  return value;
}
