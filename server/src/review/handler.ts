/** Review for the editor and the CLI: documents as they are typed, files and folders on demand. */
import { type SourceDocument } from "../documents/document";
import { type ReadPorts } from "../documents/readFile";
import { type JudgeProgress, type JudgeStage } from "./judge/stage";
import { type ReviewedDocument } from "./judge/outcome";
import { hasQuestions } from "./judge/questions";
import { type Finding, type ReviewRequest, type ReviewSettings, type Skipped } from "../protocol";
import { language, t } from "../util/l10n";
import { type PackCheck, packFindings } from "./packCheck";
import { createPackSets, type PackSets } from "./packSets";
import { effectivePacks, type PackPorts, type PackSet } from "./packSet";
import { relativePath } from "./paths";
import { type DocumentReviewOptions, inTextOrder, reviewDocument } from "./reviewDocument";
import { type ReviewMemory, type Remembered } from "./memory";
import { type FileFacts, reviewFiles } from "./reviewFiles";
import { createComparison } from "./comparison";
import { changeDrafts, type Facts, noFacts } from "./cross";
import { type PackInfo, type RuleInfo } from "./rules";
import { type Tally } from "./tally";
import { applyDecisions, type Triage } from "./triage";
import { triagePath } from "./triageFile";
import { createUnitMemory, type UnitMemory } from "./unitMemory";

export interface ReviewDeps extends PackPorts, ReadPorts {
  /** The local day as YYYY-MM-DD. */
  today(): string;
  /** URI of the workspace folder that holds the file; undefined outside all. */
  folderOf(uri: string): string | undefined;
  /** Files below a URI in a stable order; a file is its own answer. */
  walk(uri: string, options: FileWalk, signal: AbortSignal): AsyncIterable<string>;
  /** The document as an open editor has it, saved or not. */
  openDocument(uri: string, signal: AbortSignal): Promise<SourceDocument | undefined>;
  readBytes(uri: string, signal: AbortSignal): Promise<Uint8Array>;
  /** What is remembered of files between reviews; absent: nothing. */
  readonly memory?: ReviewMemory;
  /** The user's pack files that were read for a review, each with what is wrong in it. */
  onPackFiles?(files: PackSet["files"]): void;
  /** What people decided about findings in a folder; absent: nobody keeps such a record. */
  triage?(folder: string): Promise<Triage>;
  /** The folder that keeps decisions about a file; absent: its workspace folder. */
  recordFolderOf?(uri: string): string | undefined;
  /** Asks a model; absent: rules that need one are not judged. */
  readonly judge?: JudgeStage;
  /** Exceptions that came with the files excuse nothing: neither comments nor decisions. */
  readonly ignoreExceptions?: boolean;
  /** A review in which they are not judged is incomplete, whatever their packs say. */
  readonly judgeRequired?: boolean;
}

export interface FileWalk {
  /** Globs relative to the URI. */
  readonly exclude: readonly string[];
  /** Told of each file and folder that is left out. */
  onExcluded(uri: string, isFolder: boolean): void;
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
  /** The confidentiality mark that it bears, as it is written there. */
  readonly mark?: string;
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
  /** Told once for all documents. */
  readonly notes?: readonly Skipped[];
  /** For the rules that compare documents. */
  readonly facts: Facts;
  /** Absent for a rule pack, which is no document. */
  readonly remember?: Remembered;
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
  /** What is wrong with a rule pack that is being written, and how its examples fare; undefined for what is none. */
  checkPack(document: SourceDocument, signal: AbortSignal): Promise<PackCheck | undefined>;
  /** The help page of a rule that holds for a document, as Markdown; undefined when there is no such rule. */
  rulePage(id: string, settings: ReviewSettings, uri: string): Promise<string | undefined>;
  /** A decision changed: read them again at the next review. */
  reloadDecisions(): void;
  /** A rule pack file, the settings or the workspace's trust changed: read everything again at the next review. */
  reloadPacks(): void;
}

export interface UsedTriage extends Triage {
  /** Said of decisions that are there and do not count. */
  readonly unused: readonly Skipped[];
}

const noTriage: UsedTriage = { decisions: [], problems: [], unused: [] };

/** The records of folders, each read once. */
function createTriages(deps: ReviewDeps) {
  const known = new Map<string, Promise<Triage>>();
  return {
    /** A record that came with a strange folder excuses nothing, and that is said. */
    async of(folder: string | undefined): Promise<UsedTriage> {
      if (folder === undefined || deps.triage === undefined) return noTriage;
      const triage = known.get(folder) ?? deps.triage(folder);
      known.set(folder, triage);
      const { decisions, problems } = await triage;
      const counts = deps.trusted() && deps.ignoreExceptions !== true;
      if (counts) return { decisions, problems, unused: [] };
      return decisions.length === 0 ? noTriage : { ...noTriage, unused: [unusedDecisions(decisions.length)] };
    },
    forget: () => known.clear(),
  };
}

const unusedDecisions = (count: number): Skipped => ({
  where: triagePath,
  why: t("Decisions of a folder that is not trusted excuse nothing. Not used: {0}.", count),
  textless: true,
});

/** Its examples are what rules look for. Anything may call itself a pack, so it is said. */
const checkedAsPack = () => t("The file is a rule pack and was checked as one; no rule looked at its text.");

const recordFolderOf = (deps: ReviewDeps, uri: string) =>
  deps.recordFolderOf === undefined ? deps.folderOf(uri) : deps.recordFolderOf(uri);

/** What is known of a document before it is reviewed. */
export type KnownOf = Pick<DocumentReviewOptions, "known" | "units">;

/** Of the documents that were reviewed last, while they are typed in. */
const keptUnits = 8;

function createUnitMemories() {
  const memories = new Map<string, UnitMemory>();
  return {
    of(uri: string): UnitMemory {
      const memory = memories.get(uri) ?? createUnitMemory();
      memories.delete(uri);
      memories.set(uri, memory);
      const [oldest] = memories.keys();
      if (memories.size > keptUnits && oldest !== undefined) memories.delete(oldest);
      return memory;
    },
    forget: () => memories.clear(),
  };
}

/** One document by all its rules, alone: with the decisions about it, and what a model is to judge. */
function createReviewOne(deps: ReviewDeps, sets: PackSets, triages: ReturnType<typeof createTriages>) {
  return async (
    document: SourceDocument,
    settings: ReviewSettings,
    signal: AbortSignal,
    known: KnownOf = {},
  ): Promise<DocumentRun> => {
    const path = relativePath(deps.folderOf(document.uri), document.uri);
    const check = await sets.check(document, signal);
    if (check !== undefined) {
      const findings = packFindings(check.problems, document);
      const skipped = [{ where: path, why: checkedAsPack(), textless: true as const }];
      return { findings, skipped, sections: 1, facts: noFacts, path, packProblems: [] };
    }
    const set = await sets.of(settings, document.uri);
    signal.throwIfAborted();
    const today = deps.today();
    const { packs } = effectivePacks(set.packs, today);
    const folder = recordFolderOf(deps, document.uri);
    const recordPath = relativePath(folder, document.uri);
    const ignoreExceptions = deps.ignoreExceptions === true;
    const options = { packs, path, recordPath, today, language: language(), ignoreExceptions, ...known };
    const result = reviewDocument(document, options);
    const { decisions, problems, unused } = await triages.of(folder);
    signal.throwIfAborted();
    const record = { path: recordPath, decisions };
    const decided = (findings: readonly Finding[]) =>
      applyDecisions(findings, decisions, { path: recordPath, today });
    const judgeable = { document, path, packs, today, secrets: result.secrets, record, ignoreExceptions };
    return {
      ...result,
      notes: unused,
      findings: decided(result.findings),
      facts: changeDrafts(result.facts, decided),
      path,
      packProblems: [...set.problems, ...problems],
      ...(hasQuestions(judgeable) ? { judgeable } : {}),
    };
  };
}

export function createReviewer(deps: ReviewDeps): Reviewer {
  const sets = createPackSets(deps);
  const triages = createTriages(deps);
  const memories = createUnitMemories();
  const cross = createComparison((uri) => relativePath(deps.folderOf(uri), uri));
  const reviewOne = createReviewOne(deps, sets, triages);
  const record = (uri: string) => triages.of(recordFolderOf(deps, uri));

  return {
    async reviewDocument(document, settings, signal) {
      if (!settings.enabled) return { findings: [], skipped: [], packProblems: [] };
      const units = memories.of(document.uri);
      const result = await reviewOne(document, settings, signal, { units });
      const { findings, facts, skipped, packProblems, judgeable } = result;
      const set = await sets.of(settings, document.uri);
      signal.throwIfAborted();
      const crossed = cross.withDocument({ uri: document.uri, facts, set }, deps.today());
      const asked = settings.model === "off" ? undefined : judgeable;
      const remembered = asked === undefined ? [] : (deps.judge?.remembered(asked) ?? []);
      const all = [...findings, ...crossed, ...remembered].sort(inTextOrder);
      return { findings: all, skipped, packProblems };
    },
    async judgeDocument(document, settings, progress, signal) {
      const { judgeable } = await reviewOne(document, settings, signal);
      if (judgeable !== undefined) await deps.judge?.judge([judgeable], progress, signal);
    },
    reviewFiles: (uris, settings, progress, signal) => {
      const compare = (facts: readonly FileFacts[], tally: Tally) =>
        tally.addCross(cross.ofFiles(facts, deps.today()));
      const run = { deps, packSet: sets.of, reviewOne, compare, record, settings, progress };
      return reviewFiles(run, uris, signal);
    },
    checkPack: sets.check,
    rulePage: sets.page,
    reloadDecisions: triages.forget,
    reloadPacks() {
      cross.forget();
      memories.forget();
      sets.forget();
      triages.forget();
    },
  };
}
