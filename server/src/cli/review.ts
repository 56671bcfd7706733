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
import { defaultSettings, severities, type ReviewSettings, type Skipped } from "../protocol";
import { createJudge } from "../node/judge";
import { type ReviewMemory } from "../review/memory";
import { createReviewer, type ReviewResult } from "../review/handler";
import { type JudgeStage } from "../review/judge/stage";
import { promptHash } from "../review/judge/prompt";
import { relativePath } from "../review/paths";
import { type ReportContext, reportFormats } from "../review/report";
import { findingsAtLeast, isIncomplete, judgedBy } from "../review/report/coverage";
import { triagePath } from "../review/triageFile";
import { t } from "../util/l10n";
import { addToRecord } from "./auditFile";
import { type BaselineOptions, withBaseline } from "./baselineFile";
import { type CommandModels, withModel } from "./loadModel";
import { entryFor } from "./modelEntry";
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
  /** A review in which no model has judged the rules that need one is incomplete. */
  readonly requireJudge?: boolean;
  /** No rule pack, decision or exception that comes with the reviewed files counts. */
  readonly untrusted?: boolean;
}

interface Root {
  readonly uri: string;
  /** The folder itself, or that of the file. */
  readonly folder: string;
  /** At or above it: the folder with a `.hanare`. */
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

/**
 * What an editor would have opened: the folder with a `.hanare`; where there is none, the current folder, or that of a
 * file that is elsewhere. Paths in rules count from it, and decisions are kept in it.
 */
function recordFolderOf(terminal: Terminal, roots: readonly Root[]): (uri: string) => string | undefined {
  const records = roots.flatMap(({ record }) => record ?? []);
  const current = currentFolderOf(terminal, roots);
  return (uri) => folderOf(uri, records) ?? current(uri);
}

function currentFolderOf(terminal: Terminal, roots: readonly Root[]): (uri: string) => string | undefined {
  const cwd = uriOf(terminal.cwd, platform);
  const folders = roots.map(({ folder }) => folder);
  return (uri) => folderOf(uri, [cwd]) ?? folderOf(uri, folders);
}

interface Means extends Pick<ReviewOptions, "rules" | "requireJudge" | "untrusted"> {
  readonly roots: readonly Root[];
  readonly memory: ReviewMemory;
  readonly reader: ReadPorts;
  /** Told of the rule packs of the reviewed folders that are not used. */
  leaveOut(packs: readonly string[]): void;
}

function reviewerOf(terminal: Terminal, means: Means, judge?: JudgeStage) {
  const { roots, rules, memory, reader, requireJudge = false, untrusted = false, leaveOut } = means;
  const cwd = uriOf(terminal.cwd, platform);
  return createReviewer({
    shippedPacks: () => shippedPacks(terminal.bundles),
    packFile: (name) => packFile(name, cwd, terminal.home),
    // Who names packs means those and no others.
    packsIn: async (folder) => {
      const found = rules === undefined ? await packFilesIn(folder) : [];
      if (untrusted) leaveOut(found);
      return untrusted ? [] : found;
    },
    // Whoever writes a pack's path on the command line trusts it.
    trusted: () => true,
    today: localDay,
    folderOf: untrusted ? currentFolderOf(terminal, roots) : recordFolderOf(terminal, roots),
    walk,
    openDocument: async () => undefined,
    readBytes: readUri,
    ...reader,
    memory,
    triage: triageOf,
    recordFolderOf: recordFolderOf(terminal, roots),
    ...{ judgeRequired: requireJudge, ignoreExceptions: untrusted },
    ...(judge === undefined ? {} : { judge }),
  });
}

/** What `--model` takes for "ask none": rules for a model are named in the report, which is complete without them. */
const noModel = "off";

function judgeWith(terminal: Terminal, model: string, loader: CommandModels): JudgeStage {
  const { storagePath, note } = terminal;
  const modelPath = async () => (await entryFor(terminal, model)).path;
  return createJudge({ router: loader, isSetUp: () => true, storagePath, modelPath, note });
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
  options: Pick<ReviewOptions, "rules" | "model" | "requireJudge" | "untrusted" | "allowSending" | "offline">,
): Promise<Reviewed> {
  const { rules, model } = options;
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
  const unused = new Set<string>();
  const leaveOut = (packs: readonly string[]) => packs.forEach((pack) => unused.add(pack));
  const means = { ...options, roots, memory, reader, leaveOut };
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
      : await withModel(terminal, { file: model, role: "assistant", sending: options }, (loader) =>
          reviewed(judgeWith(terminal, model, loader)),
        );
  terminal.signal.throwIfAborted();
  await remember(memory);
  const told = options.untrusted === true ? untrustedResult(terminal, result, [...unused]) : result;
  return { result: told, reader, roots: uris, recordFolderOf: recordFolderOf(terminal, roots) };
}

/** What came with the files and was not used is said, as everything else is. */
function untrustedResult(terminal: Terminal, result: ReviewResult, packs: readonly string[]): ReviewResult {
  const cwd = uriOf(terminal.cwd, platform);
  const notes: readonly Skipped[] = [
    {
      where: "hanare-ignore",
      why: t("Exceptions in the reviewed files excuse nothing (--untrusted)."),
      textless: true,
    },
    ...packs.map((uri): Skipped => ({
      where: relativePath(cwd, uri),
      why: t("A rule pack of the reviewed files is not used (--untrusted)."),
      textless: true,
    })),
  ];
  const { coverage } = result;
  return { ...result, coverage: { ...coverage, skipped: [...coverage.skipped, ...notes] } };
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
    ...{ tool: product, rules, packs, packProblems, files, root, ...given },
    ...(model && { model }),
    ...(compared && { gone: compared.gone }),
    ...(head === undefined ? {} : { head }),
  };
  await deliverReport(terminal, { format, output: options.output }, { ...reviewed, result, context });
  return exitCode(result, options.failOn);
}
