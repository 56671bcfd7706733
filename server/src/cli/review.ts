/** `hanare review PATH…` */
import { stat } from "node:fs/promises";
import path from "node:path";
import { localDay } from "../node/clock";
import { platform, readUri, walk } from "../node/files";
import { folderOf, uriOf } from "../documents/uris";
import { packFile, packFilesIn, shippedPacks } from "../node/packFiles";
import { openReviewMemory, type StoredMemory } from "../node/reviewMemory";
import { triageOf } from "../node/triageFiles";
import { type ReadPorts } from "../documents/readFile";
import { defaultSettings, severities, type ReviewSettings } from "../protocol";
import { type Loader } from "../model/loader";
import { createJudge } from "../node/judge";
import { type ReviewMemory } from "../review/memory";
import { createReviewer, type ReviewResult } from "../review/handler";
import { type JudgeStage } from "../review/judge/stage";
import { promptHash } from "../review/judge/prompt";
import { type ReportContext, reportFormats } from "../review/report";
import { findingsAtLeast, isIncomplete, judgedBy } from "../review/report/coverage";
import { triagePath } from "../review/triageFile";
import { t } from "../util/l10n";
import { addToRecord } from "./auditFile";
import { type BaselineOptions, withBaseline } from "./baselineFile";
import { withModel } from "./loadModel";
import { product } from "../util/product";
import { choice, type CommonOptions } from "./options";
import { readerOf } from "./reader";
import { checkOutput, deliverReport } from "./reviewOutput";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export interface ReviewOptions extends CommonOptions, BaselineOptions {
  /** Packs by id or path; default: the shipped ones. */
  readonly rules?: readonly string[];
  readonly format: string;
  readonly output?: string;
  readonly failOn: string;
  /** Printed on the report; without it, the same review gives the same bytes on any day. */
  readonly date?: string;
  /** File of the audit record. */
  readonly audit?: string;
  readonly sarifSuppressed?: string;
}

interface Root {
  readonly uri: string;
  /** Rules and reports name files relative to it. */
  readonly folder: string;
  /** At or above it: the folder with a `.hanare`, where decisions are kept. */
  readonly record?: string;
}

async function recordAbove(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    const there = await stat(path.join(at, path.dirname(triagePath))).catch(() => undefined);
    if (there?.isDirectory() === true) return at;
    if (path.dirname(at) === at) return undefined;
  }
}

async function rootOf(terminal: Terminal, given: string): Promise<Root> {
  const file = path.resolve(terminal.cwd, given);
  try {
    const folder = (await stat(file)).isDirectory() ? file : path.dirname(file);
    const record = await recordAbove(folder);
    return {
      uri: uriOf(file, platform),
      folder: uriOf(folder, platform),
      ...(record === undefined ? {} : { record: uriOf(record, platform) }),
    };
  } catch {
    throw new UsageError(t("{0} does not exist. Check the name.", given));
  }
}

/** Where there is no record yet, it is made in the current folder, or beside a file that is elsewhere. */
function recordFolderOf(terminal: Terminal, roots: readonly Root[]): (uri: string) => string | undefined {
  const cwd = uriOf(terminal.cwd, platform);
  const records = roots.flatMap(({ record }) => record ?? []);
  const folders = roots.map(({ folder }) => folder);
  return (uri) => folderOf(uri, records) ?? folderOf(uri, [cwd]) ?? folderOf(uri, folders);
}

interface Means {
  readonly roots: readonly Root[];
  /** Packs were named on the command line. */
  readonly named: boolean;
  readonly memory: ReviewMemory;
  readonly reader: ReadPorts;
}

function reviewerOf(terminal: Terminal, { roots, named, memory, reader }: Means, judge?: JudgeStage) {
  const cwd = uriOf(terminal.cwd, platform);
  const folders = roots.map(({ folder }) => folder);
  return createReviewer({
    shippedPacks: () => shippedPacks(terminal.bundles),
    packFile: (name) => packFile(name, cwd, terminal.home),
    // Who names packs means those and no others.
    packsIn: async (folder) => (named ? [] : packFilesIn(folder)),
    // Whoever writes a pack's path on the command line trusts it.
    trusted: () => true,
    today: localDay,
    folderOf: (uri) => folderOf(uri, [cwd, ...folders]),
    walk,
    openDocument: async () => undefined,
    readBytes: readUri,
    ...reader,
    memory,
    triage: triageOf,
    recordFolderOf: recordFolderOf(terminal, roots),
    ...(judge === undefined ? {} : { judge }),
  });
}

/** What `--model` takes for "ask none": rules for a model are named in the report, which is complete without them. */
const noModel = "off";

function judgeWith({ storagePath, note }: Terminal, file: string, loader: Loader): JudgeStage {
  return createJudge({ loader, storagePath, modelPath: () => Promise.resolve(file), note });
}

export interface Reviewed {
  readonly result: ReviewResult;
  readonly reader: ReadPorts;
  /** URIs of what was reviewed. */
  readonly roots: readonly string[];
  /** The folder that keeps decisions about a file. */
  recordFolderOf(uri: string): string | undefined;
}

/** Reviews paths with the shipped packs or those that are named, and the model that is named. */
export async function reviewPaths(
  terminal: Terminal,
  paths: readonly string[],
  { rules, model }: Pick<ReviewOptions, "rules" | "model">,
): Promise<Reviewed> {
  const roots: Root[] = [];
  for (const given of paths) roots.push(await rootOf(terminal, given));
  const { review: standard } = defaultSettings;
  const settings: ReviewSettings = {
    ...standard,
    packs: rules ?? standard.packs,
    model: model === noModel ? "off" : "onCommand",
  };
  const reader = readerOf(terminal);
  const memory = await openReviewMemory(terminal.storagePath, product.version);
  const means = { roots, named: rules !== undefined, memory, reader };
  const uris = roots.map(({ uri }) => uri);
  const reviewed = (judge?: JudgeStage) =>
    reviewerOf(terminal, means, judge).reviewFiles(
      uris,
      () => settings,
      () => undefined,
      terminal.signal,
    );
  const result =
    model === undefined || model === noModel
      ? await reviewed()
      : await withModel(terminal, { file: model, role: "assistant" }, (loader) =>
          reviewed(judgeWith(terminal, path.resolve(terminal.cwd, model), loader)),
        );
  terminal.signal.throwIfAborted();
  await remember(memory);
  return { result, reader, roots: uris, recordFolderOf: recordFolderOf(terminal, roots) };
}

function exitCode({ findings, coverage, packProblems }: ReviewResult, failOn: string): ExitCode {
  const least = choice("--fail-on", failOn, severities);
  if (findingsAtLeast(findings, least).length > 0) return exitCodes.findings;
  return isIncomplete(coverage, packProblems) ? exitCodes.incomplete : exitCodes.clean;
}

/** Only the next run's speed depends on it: a disk that is full fails no review. */
async function remember(memory: StoredMemory): Promise<void> {
  try {
    await memory.save();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}

const suppressedChoices = ["mark", "omit"] as const;

/** What the options say about the report; throws before anything is reviewed. */
function reportOptions({ sarifSuppressed = "mark", date, format, output, failOn }: ReviewOptions) {
  choice("--fail-on", failOn, severities);
  const suppressed = choice("--sarif-suppressed", sarifSuppressed, suppressedChoices);
  const chosen = choice("--format", format, reportFormats);
  checkOutput(chosen, output);
  if (date !== undefined && Number.isNaN(Date.parse(date)))
    throw new UsageError(t("{0} is not a day. Write it as YYYY-MM-DD.", date));
  return { format: chosen, suppressed, ...(date === undefined ? {} : { when: date }) };
}

export async function review(
  terminal: Terminal,
  paths: readonly string[],
  options: ReviewOptions,
): Promise<ExitCode> {
  const { format, ...given } = reportOptions(options);
  const reviewed = await reviewPaths(terminal, paths, options);
  for (const problem of reviewed.result.packProblems) terminal.note(problem);
  const compared = await withBaseline(terminal, options, reviewed);
  const result = { ...reviewed.result, ...(compared && { findings: compared.findings }) };
  const root = uriOf(terminal.cwd, platform);
  const { findings, coverage, packProblems, rules, packs, files } = result;
  const { model } = judgedBy(coverage);
  const head =
    options.audit === undefined
      ? undefined
      : await addToRecord(terminal, options.audit, {
          ...{ tool: product, when: new Date().toISOString(), root },
          ...{ packs, files, findings, coverage, packProblems },
          ...(model && { model: { ...model, prompts: promptHash } }),
        });
  const context: ReportContext = {
    ...{ tool: product, rules, packs, packProblems, root, ...given },
    ...(model && { model }),
    ...(compared && { gone: compared.gone }),
    ...(head === undefined ? {} : { head }),
  };
  await deliverReport(terminal, { format, output: options.output }, { ...reviewed, result, context });
  return exitCode(result, options.failOn);
}
