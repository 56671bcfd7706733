/** Review for the editor and the CLI: documents as they are typed, files and folders on demand. */
import { type SourceDocument } from "../documents/document";
import { type ReadPorts } from "../documents/readFile";
import { type Finding, type ReviewRequest, type ReviewSettings, type Skipped } from "../protocol";
import { language } from "../util/l10n";
import { effectivePacks, type PackPorts, type PackSet, readPackSet } from "./packSet";
import { relativePath } from "./paths";
import { reviewDocument } from "./reviewDocument";
import { reviewFiles } from "./reviewFiles";
import { type PackInfo, type RuleInfo } from "./rules";
import { applyDecisions, type Triage } from "./triage";

export interface ReviewDeps extends PackPorts, ReadPorts {
  /** The local day as YYYY-MM-DD. */
  today(): string;
  /** URI of the workspace folder that holds the file; undefined outside all. */
  folderOf(uri: string): string | undefined;
  /** Files below a URI in a stable order; a file is its own answer. `exclude`: globs relative to it. */
  walk(uri: string, exclude: readonly string[], signal: AbortSignal): AsyncIterable<string>;
  /** The document as an open editor has it, saved or not. */
  openDocument(uri: string): SourceDocument | undefined;
  readBytes(uri: string, signal: AbortSignal): Promise<Uint8Array>;
  /** What people decided about findings in a folder; absent: nobody keeps such a record. */
  triage?(folder: string): Promise<Triage>;
  /** The folder that keeps decisions about a file; absent: its workspace folder. */
  recordFolderOf?(uri: string): string | undefined;
}

export interface DocumentResult {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Errors of rule packs, each with file and line. */
  readonly packProblems: readonly string[];
}

/** A document as it was reviewed. */
export interface ReviewedFile {
  readonly uri: string;
  /** Of the file's bytes; of the text in UTF-8 where an open editor had it. */
  readonly sha256: string;
}

export interface ReviewResult extends ReviewRequest.Result {
  /** For reports: every rule that was in force, and the product's own. */
  readonly rules: readonly RuleInfo[];
  /** Packs that were checked. */
  readonly packs: readonly PackInfo[];
  /** Documents that were read and checked. */
  readonly files: readonly ReviewedFile[];
}

/** `path` is about to be reviewed; `done` of `total` files are finished. `total` is 0 while files are being found. */
export type ReviewProgress = (done: number, total: number, path: string) => void;

/** Settings of a resource: the CLI answers the same for all. */
export type ReviewSettingsOf = (uri: string) => ReviewSettings | Promise<ReviewSettings>;

export interface Reviewer {
  /** Empty when review is off for the resource. Throws the signal's reason when aborted. */
  reviewDocument(
    document: SourceDocument,
    settings: ReviewSettings,
    signal: AbortSignal,
  ): Promise<DocumentResult>;
  /** Aborting returns what was done, the rest counted as skipped. Never rejects for a file's sake. */
  reviewFiles(
    uris: readonly string[],
    settings: ReviewSettingsOf,
    progress: ReviewProgress,
    signal: AbortSignal,
  ): Promise<ReviewResult>;
  /** A rule pack, a decision, the settings or the workspace's trust changed: read them again at the next review. */
  reloadPacks(): void;
}

const noTriage: Triage = { decisions: [], problems: [] };

export function createReviewer(deps: ReviewDeps): Reviewer {
  let sets = new Map<string, Promise<PackSet>>();
  let triages = new Map<string, Promise<Triage>>();

  function packSet(settings: ReviewSettings, uri: string): Promise<PackSet> {
    const folder = deps.folderOf(uri);
    const key = JSON.stringify([folder, settings.packs, settings.disabledRules, deps.trusted(), language()]);
    const known = sets.get(key) ?? readPackSet(settings, folder, deps);
    sets.set(key, known);
    return known;
  }

  const recordFolder = (uri: string) =>
    deps.recordFolderOf === undefined ? deps.folderOf(uri) : deps.recordFolderOf(uri);

  /** A record that came with a strange folder excuses nothing. */
  async function triageOf(folder: string | undefined): Promise<Triage> {
    if (folder === undefined || deps.triage === undefined || !deps.trusted()) return noTriage;
    const known = triages.get(folder) ?? deps.triage(folder);
    triages.set(folder, known);
    return known;
  }

  async function reviewOne(document: SourceDocument, settings: ReviewSettings, signal: AbortSignal) {
    const set = await packSet(settings, document.uri);
    signal.throwIfAborted();
    const today = deps.today();
    const path = relativePath(deps.folderOf(document.uri), document.uri);
    const { packs } = effectivePacks(set.packs, today);
    const folder = recordFolder(document.uri);
    const recordPath = relativePath(folder, document.uri);
    const result = reviewDocument(document, { packs, path, recordPath, today, language: language() });
    const triage = await triageOf(folder);
    signal.throwIfAborted();
    const findings = applyDecisions(result.findings, triage.decisions, { path: recordPath, packs, today });
    return { ...result, findings, path, packProblems: [...set.problems, ...triage.problems] };
  }

  return {
    async reviewDocument(document, settings, signal) {
      if (!settings.enabled) return { findings: [], skipped: [], packProblems: [] };
      const { findings, skipped, packProblems } = await reviewOne(document, settings, signal);
      return { findings, skipped, packProblems };
    },
    reviewFiles: (uris, settings, progress, signal) =>
      reviewFiles({ deps, packSet, reviewOne, settings, progress }, uris, signal),
    reloadPacks() {
      sets = new Map();
      triages = new Map();
    },
  };
}
