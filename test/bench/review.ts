/** `npm run bench:review [-- --only=mutations|throughput|typingBundle] [--quick]` */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

export interface ReviewBenchOptions {
  /** A tenth of the corpus: shows that everything runs. */
  readonly quick: boolean;
}

type Part = (print: (text: string) => void, options: ReviewBenchOptions) => Promise<void> | void;

/** Parts come from modules of their own: `review/throughput.ts` exports `runThroughput`. */
async function partOf(name: string): Promise<Part | undefined> {
  const file = path.join(import.meta.dirname, "review", `${name}.ts`);
  if (!existsSync(file)) return undefined;
  const loaded = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  const part = loaded[`run${name.charAt(0).toUpperCase()}${name.slice(1)}`];
  return typeof part === "function" ? (part as Part) : undefined;
}

function only(args: readonly string[]): string | undefined {
  const at = args.indexOf("--only");
  return (
    args.find((one) => one.startsWith("--only="))?.slice("--only=".length) ??
    (at < 0 ? undefined : args[at + 1])
  );
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const chosen = only(args);
  for (const name of chosen === undefined ? ["mutations", "throughput"] : [chosen]) {
    console.log(`\n== ${name}`);
    const part = await partOf(name);
    if (part === undefined) console.log("No such part in this version.");
    else await part((text) => console.log(text), { quick: args.includes("--quick") });
  }
}

void main();
