/** The process that reads the inputs: what crashes or hangs it is found by its parent (`run.ts`). */
import path from "node:path";
import { createReaderWorker, readerLimits } from "../../server/src/node/readerWorker";
import { inputOf, type Plan } from "./inputs";
import { readSamples, type Sample } from "./samples";
import { type Trial, tryInput, type Verdict } from "./trial";

export interface ChildOptions {
  readonly seed: number;
  readonly heavy: number;
  /** Only samples of these formats; all when empty. */
  readonly formats: readonly string[];
}

/** The number of an input, or a file of its own. */
export type ChildRequest =
  | { readonly options: ChildOptions; readonly index: number }
  | { readonly options: ChildOptions; readonly trial: Trial };

export type ChildAnswer = Verdict;

export function planOf({ seed, heavy, formats }: ChildOptions): Plan {
  const samples = readSamples().filter(({ format }) => formats.length === 0 || formats.includes(format));
  return { samples, seed, heavy };
}

const log: string[] = [];
const readers = createReaderWorker({
  script: path.resolve(import.meta.dirname, "../../dist/reader.js"),
  log: (line) => log.push(line),
  // The product's readers may take more; samples as small as these need none of it.
  limits: { ...readerLimits, heap: 512 },
});
let plan: Plan | undefined;

/** After a file that had to be stopped, the next one must be read as if nothing had been. */
async function nextIsRead(samples: readonly Sample[]): Promise<readonly string[]> {
  const sample = samples.find(({ name }) => name.endsWith(".docx"));
  if (sample === undefined) return [];
  // Bytes that are read for the first time: an answer from the cache would prove nothing.
  const bytes = new Uint8Array([...sample.bytes, log.length]);
  const { outcome, problems } = await tryInput({ name: "next.docx", bytes, heavy: false }, readers, log);
  return outcome === "document" ? [] : [`the next file: ${outcome}`, ...problems];
}

async function answer(request: ChildRequest): Promise<ChildAnswer> {
  plan ??= planOf(request.options);
  const trial = "trial" in request ? request.trial : inputOf(plan, request.index);
  const verdict = await tryInput(trial, readers, log);
  if (verdict.outcome !== "limit" && verdict.outcome !== "failed") return verdict;
  const next = await nextIsRead(readSamples());
  return next.length === 0
    ? verdict
    : { ...verdict, outcome: "failed", problems: [...verdict.problems, ...next] };
}

process.on("unhandledRejection", (error) => {
  log.push(`unhandled rejection: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
});
process.on("message", (request: ChildRequest) => {
  void answer(request).then((verdict) => process.send?.(verdict));
});
process.on("disconnect", () => process.exit());
