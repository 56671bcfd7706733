/** The parts of `npm run bench` that measure ours alone, one model at a time. */
import { measureIdle } from "./measure/idle";
import { measureRepeats } from "./measure/repeats";
import { measureReview, reviewPlan } from "./measure/review";
import { measureWindows } from "./measure/windows";
import { type BenchModel } from "./models";
import { type BenchOptions } from "./options";
import { withPair } from "./pair";
import { idleTable, idleVerdicts, repeatsTable, reviewTable, reviewVerdicts } from "./report/partsReport";
import { windowsTable, windowsVerdicts } from "./report/windowsReport";
import { verdictTable } from "./report/verdictTable";

export interface PartsRun {
  readonly options: BenchOptions;
  readonly storagePath: string;
  readonly print: (text: string) => void;
  readonly say: (line: string) => void;
}

/** Prints each part that was asked for; answers the figures for the file of results. */
export async function runParts(model: BenchModel, run: PartsRun): Promise<Readonly<Record<string, unknown>>> {
  const { options, print } = run;
  const figures: Record<string, unknown> = {};
  if (options.parts.includes("review")) {
    print(`\nTyping beside a review · ${model.title}`);
    figures["review"] = await review(model, run);
  }
  // A model of random weights repeats nothing, or itself.
  if (options.parts.includes("repeats") && (model.real || options.quick)) {
    print(`\nAnswers that repeat their prompt · ${model.title}`);
    figures["repeats"] = await repeats(model, run);
  }
  if (options.parts.includes("idle")) {
    print(`\nIdle · ${model.title}`);
    figures["idle"] = await idle(model, run);
  }
  if (options.parts.includes("windows")) {
    print(`\nThree windows · ${model.title}`);
    figures["windows"] = await windows(model, run);
  }
  return figures;
}

async function review(model: BenchModel, { options, storagePath, print, say }: PartsRun) {
  const plan = { ...reviewPlan, ...(options.quick ? { requests: 10, kept: 300, reviewed: 500 } : {}) };
  const figures = await withPair(model.path, storagePath, (pair) => measureReview(pair, plan, say));
  print(
    `${reviewTable(figures)}\n\n${verdictTable("Targets, typing beside a review", reviewVerdicts(figures))}`,
  );
  return { plan, figures };
}

async function repeats(model: BenchModel, { options, storagePath, print, say }: PartsRun) {
  const figures = await withPair(model.path, storagePath, ({ assistant }) =>
    measureRepeats(assistant, options.rounds, say),
  );
  print(repeatsTable(figures));
  return figures;
}

async function idle(model: BenchModel, { storagePath, print }: PartsRun) {
  const figures = await measureIdle(model.path, storagePath);
  print(`${idleTable(figures)}\n\n${verdictTable("Targets, idle", idleVerdicts(figures))}`);
  return figures;
}

async function windows(model: BenchModel, { options, print, say }: PartsRun) {
  const plan = options.quick
    ? { requests: 20, changes: 2, prompt: 256 }
    : { requests: 60, changes: options.rounds, prompt: 512 };
  const figures = await measureWindows(model.path, plan, say);
  print(`${windowsTable(figures)}\n\n${verdictTable("Targets, three windows", windowsVerdicts(figures))}`);
  return { plan, figures };
}
