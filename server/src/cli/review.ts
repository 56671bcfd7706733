/** `hanare review PATH…` */
import { stat } from "node:fs/promises";
import path from "node:path";
import { localDay } from "../node/clock";
import { platform, readUri, walk } from "../node/files";
import { folderOf, uriOf } from "../documents/uris";
import { packFile, packFilesIn, shippedPacks } from "../node/packFiles";
import { defaultSettings, severities, type ReviewSettings } from "../protocol";
import { openReviewMemory, type StoredMemory } from "../node/reviewMemory";
import { type ReviewMemory } from "../review/memory";
import { createReviewer, type ReviewResult } from "../review/handler";
import { reportFormats, writers } from "../review/report";
import { findingsAtLeast, isIncomplete } from "../review/report/coverage";
import { t } from "../util/l10n";
import { product } from "./product";
import { choice, deliver, type CommonOptions } from "./options";
import { readerOf } from "./reader";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export interface ReviewOptions extends CommonOptions {
  /** Packs by id or path; default: the shipped ones. */
  readonly rules?: readonly string[];
  readonly format: string;
  readonly output?: string;
  readonly failOn: string;
}

interface Root {
  readonly uri: string;
  /** Rules and reports name files relative to it. */
  readonly folder: string;
}

async function rootOf(terminal: Terminal, given: string): Promise<Root> {
  const file = path.resolve(terminal.cwd, given);
  try {
    const isFolder = (await stat(file)).isDirectory();
    return { uri: uriOf(file, platform), folder: uriOf(isFolder ? file : path.dirname(file), platform) };
  } catch {
    throw new UsageError(t("{0} does not exist. Check the name.", given));
  }
}

interface Means {
  readonly roots: readonly Root[];
  /** Packs were named on the command line. */
  readonly named: boolean;
  readonly memory: ReviewMemory;
}

function reviewerOf(terminal: Terminal, { roots, named, memory }: Means) {
  const cwd = uriOf(terminal.cwd, platform);
  const folders = roots.map(({ folder }) => folder);
  return createReviewer({
    shippedPacks: () => shippedPacks(path.join(terminal.bundles, "../media/packs")),
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
    ...readerOf(terminal),
    memory,
  });
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

export async function review(
  terminal: Terminal,
  paths: readonly string[],
  options: ReviewOptions,
): Promise<ExitCode> {
  const format = choice("--format", options.format, reportFormats);
  choice("--fail-on", options.failOn, severities);
  const roots: Root[] = [];
  for (const given of paths) roots.push(await rootOf(terminal, given));
  if (options.model !== undefined)
    terminal.note(t("The review of this version uses rules only; --model has no effect."));
  const { review: standard } = defaultSettings;
  const settings: ReviewSettings = {
    ...standard,
    packs: options.rules ?? standard.packs,
  };
  const memory = await openReviewMemory(terminal.storagePath, product.version);
  const reviewer = reviewerOf(terminal, { roots, named: options.rules !== undefined, memory });
  const result = await reviewer.reviewFiles(
    roots.map(({ uri }) => uri),
    () => settings,
    () => undefined,
    terminal.signal,
  );
  terminal.signal.throwIfAborted();
  await remember(memory);
  for (const problem of result.packProblems) terminal.note(problem);
  const { findings, coverage, packProblems, rules } = result;
  const context = { tool: product, rules, packProblems, root: uriOf(terminal.cwd, platform) };
  await deliver(terminal, writers[format]({ findings, coverage }, context), options.output);
  return exitCode(result, options.failOn);
}
