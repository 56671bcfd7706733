/** What the command line of the completion bench says. */
import { parseArgs } from "node:util";
import { readOptions, type BenchOptions } from "../options";

export interface CompletionOptions extends BenchOptions {
  /** Both parts when absent. */
  readonly only?: "latency" | "quality";
  /** Threads were given: ours has that number too. Otherwise it chooses by measurement, as the product does. */
  readonly fixed: boolean;
}

export const usage = `npm run bench:completion [-- OPTIONS]
  --model PATH   a GGUF file instead of the default models; may be repeated
  --quick        one round, the 0.5B shape and a third of the keys: shows that everything runs
  --rounds N     rounds of ours and the peer in turn (3; with --quick 1)
  --threads N    threads of both (the peer: the machine's cores; ours: its own choice by measurement)
  --only PART    latency or quality`;

/** Throws when an option is unknown or its value makes no sense. */
export function readCompletionOptions(args: readonly string[], cores: number): CompletionOptions {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: { only: { type: "string" }, threads: { type: "string" } },
    strict: false,
    tokens: true,
  });
  const own = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== "option" || token.name !== "only") continue;
    own.add(token.index);
    if (token.inlineValue === false) own.add(token.index + 1);
  }
  const rest = readOptions(
    args.filter((_, index) => !own.has(index)),
    cores,
  );
  const { only, threads } = values;
  const options = { ...rest, fixed: threads !== undefined };
  if (only === undefined) return options;
  if (only === "latency" || only === "quality") return { ...options, only };
  throw new Error(`--only ${String(only)}: latency or quality`);
}
