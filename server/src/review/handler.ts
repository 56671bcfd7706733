/** Review for the editor and the CLI: documents as they are typed, files and folders on demand. */
import { type SourceDocument } from "../documents/document";
import { type ReadPorts } from "../documents/readFile";
import { type Finding, type ReviewRequest, type ReviewSettings, type Skipped } from "../protocol";
import { language } from "../util/l10n";
import { type PackCheck, packFindings } from "./packCheck";
import { createPackSets } from "./packSets";
import { effectivePacks, type PackPorts, type PackSet } from "./packSet";
import { relativePath } from "./paths";
import { reviewDocument } from "./reviewDocument";
import { type ReviewMemory, type Remembered } from "./memory";
import { type FileFacts, type OneResult, reviewFiles } from "./reviewFiles";
import { createComparison } from "./comparison";
import { noFacts } from "./cross";
import { type RuleInfo } from "./rules";
import { type Tally } from "./tally";

export interface ReviewDeps extends PackPorts, ReadPorts {
  /** The local day as YYYY-MM-DD. */
  today(): string;
  /** URI of the workspace folder that holds the file; undefined outside all. */
  folderOf(uri: string): string | undefined;
  /** Files below a URI in a stable order; a file is its own answer. `exclude`: globs relative to it. */
  walk(uri: string, exclude: readonly string[], signal: AbortSignal): AsyncIterable<string>;
  /** The document as an open editor has it, saved or not. */
  openDocument(uri: string, signal: AbortSignal): Promise<SourceDocument | undefined>;
  readBytes(uri: string, signal: AbortSignal): Promise<Uint8Array>;
  /** What is remembered of files between reviews; absent: nothing. */
  readonly memory?: ReviewMemory;
  /** The user's pack files that were read for a review, each with what is wrong in it. */
  onPackFiles?(files: PackSet["files"]): void;
}

export interface DocumentResult {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  /** Errors of rule packs, each with file and line. */
  readonly packProblems: readonly string[];
}

export interface ReviewResult extends ReviewRequest.Result {
  /** For reports: every rule that was in force, and the product's own. */
  readonly rules: readonly RuleInfo[];
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
  /** What is wrong with a rule pack that is being written, and how its examples fare; undefined for what is none. */
  checkPack(document: SourceDocument, signal: AbortSignal): Promise<PackCheck | undefined>;
  /** The help page of a rule that holds for a document, as Markdown; undefined when there is no such rule. */
  rulePage(id: string, settings: ReviewSettings, uri: string): Promise<string | undefined>;
  /** A rule pack file, the settings or the workspace's trust changed: read them again at the next review. */
  reloadPacks(): void;
}

export function createReviewer(deps: ReviewDeps): Reviewer {
  const sets = createPackSets(deps);
  const cross = createComparison((uri) => relativePath(deps.folderOf(uri), uri));

  async function reviewOne(
    document: SourceDocument,
    settings: ReviewSettings,
    signal: AbortSignal,
    known?: Remembered,
  ): Promise<OneResult> {
    const path = relativePath(deps.folderOf(document.uri), document.uri);
    const check = await sets.check(document, signal);
    if (check !== undefined) {
      const findings = packFindings(check.problems, document);
      return { findings, skipped: [], sections: 1, facts: noFacts, path, packProblems: [] };
    }
    const set = await sets.of(settings, document.uri);
    signal.throwIfAborted();
    const today = deps.today();
    const { packs } = effectivePacks(set.packs, today);
    const before = known === undefined ? {} : { known };
    const result = reviewDocument(document, { packs, path, today, language: language(), ...before });
    return { ...result, path, packProblems: set.problems };
  }

  return {
    async reviewDocument(document, settings, signal) {
      if (!settings.enabled) return { findings: [], skipped: [], packProblems: [] };
      const { findings, facts, skipped, packProblems } = await reviewOne(document, settings, signal);
      const set = await sets.of(settings, document.uri);
      signal.throwIfAborted();
      const crossed = cross.withDocument({ uri: document.uri, facts, set }, deps.today());
      return { findings: [...findings, ...crossed], skipped, packProblems };
    },
    reviewFiles: (uris, settings, progress, signal) => {
      const compare = (facts: readonly FileFacts[], tally: Tally) =>
        tally.addCross(cross.ofFiles(facts, deps.today()));
      return reviewFiles({ deps, packSet: sets.of, reviewOne, compare, settings, progress }, uris, signal);
    },
    checkPack: sets.check,
    rulePage: sets.page,
    reloadPacks() {
      cross.forget();
      sets.forget();
    },
  };
}
