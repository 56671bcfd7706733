/** `hanare eval [SUITE…]`: cases of one's own, measured on one or several models, compared, and a gate for a roll-out. */
import { existsSync } from "node:fs";
import { appendFile, readFile } from "node:fs/promises";
import path from "node:path";
import { caseKinds } from "../evaluate/cases";
import { compareRuns, type Comparison } from "../evaluate/compare";
import {
  type Evaluation,
  evaluationOf,
  type MeasuredModel,
  type ModelRun,
  readEvaluation,
} from "../evaluate/evaluation";
import { type Gate, gateOf } from "../evaluate/gate";
import { historyLines } from "../evaluate/history";
import { evaluationFormats, renderEvaluation } from "../evaluate/render";
import { nameOf } from "../evaluate/render/report";
import { tallyOf } from "../evaluate/tally";
import { inspectModel } from "../model/report";
import { type ModelRuntime } from "../model/runtime";
import { language, t } from "../util/l10n";
import { product } from "../util/product";
import { type MeasuredFile, type Measuring, modelName, runWith, runWithout } from "./evalModels";
import { promptHashes } from "./evalPrompts";
import { type LoadedSuite, loadSuites } from "./evalSuites";
import { withModel } from "./loadModel";
import { entryFor } from "./modelEntry";
import { choice, deliver } from "./options";
import { readerOf } from "./reader";
import { type SendingOptions } from "./sending";
import { exitCodes, type ExitCode, type Terminal, UsageError } from "./terminal";

export interface EvalOptions extends SendingOptions {
  readonly model?: readonly string[];
  /** Put on the last model, which is measured without them and with them. */
  readonly lora?: readonly string[];
  readonly embedding?: string;
  readonly format: string;
  readonly output?: string;
  /** File that a line for each model is added to. */
  readonly history?: string;
  /** A result that was kept as JSON. */
  readonly against?: string;
  /** As `against`, but for the first time, and this result takes its place. */
  readonly keep?: string;
  readonly atLeast?: string;
  readonly worse?: boolean;
  readonly only?: readonly string[];
}

/** 0 passed, 1 a gate is not met, 3 a model could not be loaded, 4 something was not measured, 130 stopped. */
export async function evaluate(
  terminal: Terminal,
  names: readonly string[],
  options: EvalOptions,
): Promise<ExitCode> {
  const { against, keep } = options;
  const models = measuredFiles(options);
  const format = choice("--format", options.format, evaluationFormats);
  const only = options.only?.map((kind) => choice("--only", kind, caseKinds));
  const atLeast = options.atLeast === undefined ? {} : { atLeast: shareOf(options.atLeast) };
  // Commander keeps --no-worse as `worse: false`.
  const noWorse = options.worse === false;
  if (noWorse && (against ?? keep) === undefined && models.length < 2)
    throw new UsageError(t("--no-worse needs --against and a kept result, or several models."));
  const kept = await keptBefore(terminal, options);
  const reader = readerOf(terminal);
  const chosen = { syntax: reader.syntax, ...(only === undefined ? {} : { only }) };
  const suites = await loadSuites(terminal, names, chosen);
  const { embedding: embedder } = options;
  for (const file of new Set([
    ...models.map(({ file }) => file),
    ...(embedder === undefined ? [] : [embedder]),
  ]))
    await lookAt(terminal, file);
  const measure = (embedding: ModelRuntime | undefined) =>
    measured(terminal, models, { suites, reader, embedding, sending: options });
  const evaluation = await withEmbedding(terminal, options, measure);
  const comparisons = comparisonsOf(evaluation, kept, suites);
  const named = evaluation.runs.map((run) => ({ name: nameOf(run), run }));
  const gate = gateOf(named, comparisons, { ...atLeast, noWorse });
  await deliver(terminal, renderEvaluation({ evaluation, comparisons, gate }, format), options.output);
  if (keep !== undefined && !terminal.signal.aborted)
    await deliver(terminal, renderEvaluation({ evaluation, comparisons, gate }, "json"), keep);
  if (options.history !== undefined) await addToHistory(terminal, options.history, evaluation);
  for (const reason of gate.reasons) terminal.note(reason);
  return exitCode(terminal, evaluation, gate);
}

function measuredFiles({ model = [], lora = [] }: EvalOptions): readonly MeasuredFile[] {
  const last = model.at(-1);
  const files = model.map((file) => ({ file }));
  if (lora.length === 0) return files;
  if (last === undefined)
    throw new UsageError(t("{0} needs {1}: the model that the adapter was trained on.", "--lora", "--model"));
  return [...files, { file: last, lora }];
}

function shareOf(value: string): number {
  const number = value.endsWith("%") ? Number(value.slice(0, -1)) / 100 : Number(value);
  if (value.trim() !== "" && number >= 0 && number <= 1) return number;
  throw new UsageError(t("--at-least must be a share such as 0.8 or 80%; it was {0}.", value));
}

/** What is to be compared with; undefined where nothing is, or not yet. */
async function keptBefore(
  terminal: Terminal,
  { against, keep }: EvalOptions,
): Promise<Evaluation | undefined> {
  if (against !== undefined) return keptResult(terminal, against);
  return keep !== undefined && existsSync(path.resolve(terminal.cwd, keep))
    ? keptResult(terminal, keep)
    : undefined;
}

async function keptResult(terminal: Terminal, name: string): Promise<Evaluation> {
  const file = path.resolve(terminal.cwd, name);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UsageError(t("{0} cannot be read ({1}).", name, codeOf(error)));
  });
  const kept = readEvaluation(text);
  if (kept !== undefined) return kept;
  throw new UsageError(t("{0} is not a result that hanare eval --format json --output has written.", name));
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** What cannot be used is told before anything is measured; a server is asked when its turn comes. */
async function lookAt(terminal: Terminal, model: string): Promise<void> {
  const { path: file } = await entryFor(terminal, model);
  if (file !== undefined) await inspectModel(file, terminal.signal);
}

function withEmbedding(
  terminal: Terminal,
  { embedding: file, ...sending }: EvalOptions,
  use: (embedding: ModelRuntime | undefined) => Promise<Evaluation>,
): Promise<Evaluation> {
  if (file === undefined) return use(undefined);
  return withModel(terminal, { file, role: "embedding", sending }, (loader) =>
    use(loader.runtime("embedding")),
  );
}

async function measured(
  terminal: Terminal,
  models: readonly MeasuredFile[],
  measuring: Measuring,
): Promise<Evaluation> {
  const date = new Date().toISOString();
  const runs: ModelRun[] = [];
  if (models.length === 0) runs.push(await runWithout(terminal, measuring));
  for (const file of models)
    if (!terminal.signal.aborted) runs.push(await runWith(terminal, file, measuring));
  const { suites, embedding } = measuring;
  return evaluationOf({
    ...{ date, version: product.version, prompts: promptHashes(), runs: namedApart(runs) },
    suites: suites.map(({ suite: { id, title, sha256 }, cases }) => ({
      ...{ id, title: title[language()], sha256, cases: cases.length },
    })),
    ...(embedding === undefined ? {} : { embedding: embeddingInfo(embedding) }),
  });
}

/** Two files of one name, in different folders, are two models. */
const namedApart = (runs: readonly ModelRun[]): readonly ModelRun[] =>
  runs.map((run, at) => {
    const earlier = runs.slice(0, at).filter(({ model }) => model?.name === run.model?.name).length;
    return run.model === undefined || earlier === 0
      ? run
      : { ...run, model: { ...run.model, name: `${run.model.name} (${earlier + 1})` } };
  });

const embeddingInfo = ({ info: { model, sha256, engine } }: ModelRuntime): MeasuredModel => ({
  name: modelName(model),
  engine,
  ...(sha256 === undefined ? {} : { sha256 }),
});

/** Each model with what was kept of it, or of the first one there; else every further model with the first. */
function comparisonsOf(
  evaluation: Evaluation,
  kept: Evaluation | undefined,
  suites: readonly LoadedSuite[],
): readonly Comparison[] {
  const { runs, prompts } = evaluation;
  const side = (run: ModelRun, hashes = prompts) => ({ name: nameOf(run), run, prompts: hashes });
  const [first, ...others] = runs;
  if (kept === undefined)
    return first === undefined ? [] : others.map((run) => compareRuns(side(first), side(run)));
  const ids = new Set(suites.map(({ suite }) => suite.id));
  const kinds = new Set(suites.flatMap(({ cases }) => cases.map(({ one }) => one.kind)));
  return runs.flatMap((run) => {
    const before = kept.runs.find(({ model }) => model?.name === run.model?.name) ?? kept.runs[0];
    if (before === undefined) return [];
    // What was not asked for now is not missing.
    const cases = before.cases.filter(({ suite, kind }) => ids.has(suite) && kinds.has(kind));
    const then = side({ ...before, cases }, kept.prompts);
    return [compareRuns({ ...then, name: t("{0} of {1}", then.name, kept.date.slice(0, 10)) }, side(run))];
  });
}

async function addToHistory(terminal: Terminal, name: string, evaluation: Evaluation): Promise<void> {
  const file = path.resolve(terminal.cwd, name);
  try {
    await appendFile(file, historyLines(evaluation), { mode: 0o600 });
  } catch (error) {
    throw new UsageError(
      t("{0} cannot be written ({1}). Name a file in a folder that exists.", file, codeOf(error)),
    );
  }
}

function exitCode(terminal: Terminal, { runs }: Evaluation, gate: Gate): ExitCode {
  if (terminal.signal.aborted) return exitCodes.stopped;
  if (gate.state === "not-met") return exitCodes.findings;
  if (runs.some(({ failure }) => failure !== undefined)) return exitCodes.engine;
  const isOpen = ({ model, cases, planned }: ModelRun) => {
    const { errors, notRun } = tallyOf(cases);
    // Without a model nobody waits for what needs one.
    return cases.length < planned || errors > 0 || (model !== undefined && notRun > 0);
  };
  return gate.state === "unknown" || runs.some(isOpen) ? exitCodes.incomplete : exitCodes.clean;
}
