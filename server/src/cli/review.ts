/** `hanare review PATH…` */
import { stat } from "node:fs/promises";
import path from "node:path";
import { localDay } from "../node/clock";
import { platform, readUri, walk } from "../node/files";
import { folderOf, uriOf } from "../documents/uris";
import { packFile, shippedPacks } from "../node/packFiles";
import { defaultSettings, severities, type ReviewSettings } from "../protocol";
import { type Loader } from "../model/loader";
import { createJudge } from "../node/judge";
import { createReviewer, type ReviewResult } from "../review/handler";
import { type JudgeStage } from "../review/judge/stage";
import { reportFormats, writers } from "../review/report";
import { findingsAtLeast, isIncomplete } from "../review/report/coverage";
import { t } from "../util/l10n";
import { withModel } from "./loadModel";
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

function reviewerOf(terminal: Terminal, roots: readonly Root[], judge?: JudgeStage) {
  const cwd = uriOf(terminal.cwd, platform);
  const folders = roots.map(({ folder }) => folder);
  return createReviewer({
    shippedPacks: () => shippedPacks(path.join(terminal.bundles, "../media/packs")),
    packFile: (name) => packFile(name, cwd, terminal.home),
    // Whoever writes a pack's path on the command line trusts it.
    trusted: () => true,
    today: localDay,
    folderOf: (uri) => folderOf(uri, [cwd, ...folders]),
    walk,
    openDocument: () => undefined,
    readBytes: readUri,
    readFormat: readerOf(terminal).readFormat,
    ...(judge === undefined ? {} : { judge }),
  });
}

/** What `--model` takes for "ask none": rules for a model are named in the report, which is complete without them. */
const noModel = "off";

function judgeWith({ storagePath, note }: Terminal, file: string, loader: Loader): JudgeStage {
  return createJudge({ loader, storagePath, modelPath: () => Promise.resolve(file), note });
}

function exitCode({ findings, coverage, packProblems }: ReviewResult, failOn: string): ExitCode {
  const least = choice("--fail-on", failOn, severities);
  if (findingsAtLeast(findings, least).length > 0) return exitCodes.findings;
  return isIncomplete(coverage, packProblems) ? exitCodes.incomplete : exitCodes.clean;
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
  const { review: standard } = defaultSettings;
  const settings: ReviewSettings = {
    ...standard,
    packs: options.rules ?? standard.packs,
    model: options.model === noModel ? "off" : "onCommand",
  };
  const reviewed = (judge?: JudgeStage) =>
    reviewerOf(terminal, roots, judge).reviewFiles(
      roots.map(({ uri }) => uri),
      () => settings,
      () => undefined,
      terminal.signal,
    );
  const { model } = options;
  const result =
    model === undefined || model === noModel
      ? await reviewed()
      : await withModel(terminal, { file: model, role: "assistant" }, (loader) =>
          reviewed(judgeWith(terminal, path.resolve(terminal.cwd, model), loader)),
        );
  terminal.signal.throwIfAborted();
  for (const problem of result.packProblems) terminal.note(problem);
  const { findings, coverage, packProblems, rules } = result;
  const context = { tool: product, rules, packProblems, root: uriOf(terminal.cwd, platform) };
  await deliver(terminal, writers[format]({ findings, coverage }, context), options.output);
  return exitCode(result, options.failOn);
}
