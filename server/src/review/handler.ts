/** Review for the editor and the CLI: documents as they are typed, files and folders on demand. */
import { type SourceDocument } from "../documents/document";
import { type ReadPorts } from "../documents/readFile";
import { type JudgeProgress, type JudgeStage } from "./judge/stage";
import { type ReviewedDocument } from "./judge/outcome";
import { hasQuestions } from "./judge/questions";
import { type Finding, type ReviewRequest, type ReviewSettings, type Skipped } from "../protocol";
import { language } from "../util/l10n";
import { effectivePacks, type PackPorts, type PackSet, readPackSet } from "./packSet";
import { relativePath } from "./paths";
import { inTextOrder, reviewDocument } from "./reviewDocument";
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
  /** Asks a model; absent: rules that need one are not judged. */
  readonly judge?: JudgeStage;
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

/** A reviewed document with what a model needs to judge the rest of its rules. */
export interface DocumentRun extends DocumentResult {
  readonly path: string;
  readonly sections: number;
  /** Undefined where no rule asks for a model. */
  readonly judgeable?: ReviewedDocument;
}

export interface Reviewer {
  /**
   * By the rules alone, with what a model judged before. Empty when review is off for the resource. Throws the
   * signal's reason when aborted.
   */
  reviewDocument(
    document: SourceDocument,
    settings: ReviewSettings,
    signal: AbortSignal,
  ): Promise<DocumentResult>;
  /** Asks the model about the document; what it says is in the next `reviewDocument`. Never rejects for a model's sake. */
  judgeDocument(
    document: SourceDocument,
    settings: ReviewSettings,
    progress: JudgeProgress,
    signal: AbortSignal,
  ): Promise<void>;
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

/** The records of folders, each read once. */
function createTriages(deps: ReviewDeps) {
  const known = new Map<string, Promise<Triage>>();
  return {
    /** A record that came with a strange folder excuses nothing. */
    async of(folder: string | undefined): Promise<Triage> {
      if (folder === undefined || deps.triage === undefined || !deps.trusted()) return noTriage;
      const triage = known.get(folder) ?? deps.triage(folder);
      known.set(folder, triage);
      return triage;
    },
    forget: () => known.clear(),
  };
}

export function createReviewer(deps: ReviewDeps): Reviewer {
  let sets = new Map<string, Promise<PackSet>>();
  const triages = createTriages(deps);

  function packSet(settings: ReviewSettings, uri: string): Promise<PackSet> {
    const folder = deps.folderOf(uri);
    const key = JSON.stringify([folder, settings.packs, settings.disabledRules, deps.trusted(), language()]);
    const known = sets.get(key) ?? readPackSet(settings, folder, deps);
    sets.set(key, known);
    return known;
  }

  const recordFolder = (uri: string) =>
    deps.recordFolderOf === undefined ? deps.folderOf(uri) : deps.recordFolderOf(uri);

  async function reviewOne(
    document: SourceDocument,
    settings: ReviewSettings,
    signal: AbortSignal,
  ): Promise<DocumentRun> {
    const set = await packSet(settings, document.uri);
    signal.throwIfAborted();
    const today = deps.today();
    const path = relativePath(deps.folderOf(document.uri), document.uri);
    const { packs } = effectivePacks(set.packs, today);
    const folder = recordFolder(document.uri);
    const recordPath = relativePath(folder, document.uri);
    const result = reviewDocument(document, { packs, path, recordPath, today, language: language() });
    const { decisions, problems } = await triages.of(folder);
    signal.throwIfAborted();
    const record = { path: recordPath, decisions };
    const judgeable = { document, path, packs, today, secrets: result.secrets, record };
    return {
      ...result,
      findings: applyDecisions(result.findings, decisions, { path: recordPath, packs, today }),
      path,
      packProblems: [...set.problems, ...problems],
      ...(hasQuestions(judgeable) ? { judgeable } : {}),
    };
  }

  return {
    async reviewDocument(document, settings, signal) {
      if (!settings.enabled) return { findings: [], skipped: [], packProblems: [] };
      const result = await reviewOne(document, settings, signal);
      const { findings, skipped, packProblems, judgeable } = result;
      const asked = settings.model === "off" ? undefined : judgeable;
      const remembered = asked === undefined ? [] : (deps.judge?.remembered(asked) ?? []);
      return { findings: [...findings, ...remembered].sort(inTextOrder), skipped, packProblems };
    },
    async judgeDocument(document, settings, progress, signal) {
      const { judgeable } = await reviewOne(document, settings, signal);
      if (judgeable !== undefined) await deps.judge?.judge([judgeable], progress, signal);
    },
    reviewFiles: (uris, settings, progress, signal) =>
      reviewFiles({ deps, packSet, reviewOne, settings, progress }, uris, signal),
    reloadPacks() {
      sets = new Map();
      triages.forget();
    },
  };
}
