/** Files and folders on demand: found, read, reviewed, and every one of them accounted for (promise P3). */
import { type SourceDocument } from "../documents/document";
import { markOf } from "../documents/marks";
import { type FileResult, readFile, unreadByName } from "../documents/readFile";
import { type ReviewSettings } from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { sha256 } from "../util/sha256";
import {
  type DocumentRun,
  type KnownOf,
  type ReviewDeps,
  type ReviewedFile,
  type ReviewProgress,
  type ReviewResult,
  type ReviewSettingsOf,
  type UsedTriage,
} from "./handler";
import { type Facts } from "./cross";
import { nobodyAsked, type ReviewedDocument } from "./judge/outcome";
import { noModel, notLoaded, switchedOff } from "./judge/words";
import { hashOf, isQuiet, memoryKey } from "./memory";
import { effectivePacks, type PackSet } from "./packSet";
import { relativePath } from "./paths";
import { type RulePack } from "./rules";
import { startTally, type Tally } from "./tally";

/** What one file contributed, and the packs that hold for it. */
export interface FileFacts {
  readonly uri: string;
  readonly facts: Facts;
  readonly set: PackSet;
}

export interface Run {
  readonly deps: ReviewDeps;
  readonly packSet: (settings: ReviewSettings, uri: string) => Promise<PackSet>;
  readonly reviewOne: (
    document: SourceDocument,
    settings: ReviewSettings,
    signal: AbortSignal,
    known?: KnownOf,
  ) => Promise<DocumentRun>;
  /** Compares what the files say of one fact. */
  readonly compare: (facts: readonly FileFacts[], tally: Tally) => void;
  /** The record of decisions that holds for the file. */
  readonly record: (uri: string) => Promise<UsedTriage>;
  readonly settings: ReviewSettingsOf;
  readonly progress: ReviewProgress;
}

/** Of the whole run, when a model judges: reading and the rules are the smaller part by far. */
const judgedShare = 0.9;

/** See `Reviewer.reviewFiles`. */
export async function reviewFiles(
  run: Run,
  uris: readonly string[],
  signal: AbortSignal,
): Promise<ReviewResult> {
  const { deps } = run;
  const tally = startTally();
  const facts: FileFacts[] = [];
  const files = await findFiles(run, uris, { tally, signal });
  const isJudged = deps.judge?.ready() === true;
  const progress: ReviewProgress = (done, total, path) =>
    run.progress(done, isJudged ? total / (1 - judgedShare) : total, path);
  const judgeable: Judgeable[] = [];
  for (const [index, uri] of files.entries()) {
    const path = relativePath(deps.folderOf(uri), uri);
    if (signal.aborted) tally.skip({ where: path, why: stopped() });
    else {
      progress(index, files.length, path);
      const done = await accountFor({ ...run, progress }, { uri, path, tally }, signal);
      judgeable.push(...done.judgeable);
      facts.push(...done.facts);
    }
  }
  run.compare(facts, tally);
  await judgeFiles(run, judgeable, tally, signal);
  run.progress(files.length, files.length, "");
  return tally.result(files.length);
}

/** A document with rules for a model, and whether the model may be asked there. */
interface Judgeable {
  readonly file: ReviewedDocument;
  readonly off: boolean;
}

/** What of a file is left to do when all were read. */
interface Left {
  readonly judgeable: readonly Judgeable[];
  readonly facts: readonly FileFacts[];
}

const nothingLeft: Left = { judgeable: [], facts: [] };

async function accountFor(
  run: Run,
  { uri, path, tally }: { readonly uri: string; readonly path: string; readonly tally: Tally },
  signal: AbortSignal,
): Promise<Left> {
  try {
    // Asked for by name, a review is made also where it is switched off while one writes.
    const own = { ...(await run.settings(uri)), enabled: true };
    const set = await run.packSet(own, uri);
    tally.usePacks(set, run.deps.today());
    const found = await reviewFile(run, { uri, path, set, settings: own }, signal);
    if ("unread" in found) {
      const { unread: why, textless } = found;
      tally.skip({ where: path, why, ...(textless && { textless }) });
      return nothingLeft;
    }
    const file = { uri, sha256: found.sha256, ...found.mark };
    if ("quiet" in found) {
      const { problems, unused } = await run.record(uri);
      tally.addQuiet(file, found.quiet, { packProblems: problems, notes: unused });
      return nothingLeft;
    }
    const { judgeable, facts } = found.result;
    tally.add(file, found.result);
    return {
      judgeable: judgeable === undefined ? [] : [{ file: judgeable, off: own.model === "off" }],
      facts: [{ uri, facts, set }],
    };
  } catch (error) {
    tally.skip({ where: path, why: signal.aborted ? stopped() : cannotRead(error) });
    return nothingLeft;
  }
}

/**
 * What the rules alone cannot decide: a model is asked, or it is said that none was. That is a gap only where somebody
 * waits for the judgement: who set a model up, who runs the review, or the rule pack.
 */
async function judgeFiles(
  { deps, progress }: Run,
  judgeable: readonly Judgeable[],
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const { judge } = deps;
  const files = (off: boolean) => judgeable.filter((one) => one.off === off).map(({ file }) => file);
  const demanded = ({ judgeRequired }: RulePack) => judgeRequired || deps.judgeRequired === true;
  tally.addJudged(nobodyAsked(files(true), switchedOff(), demanded));
  const rest = files(false);
  if (judge?.ready() !== true) {
    const isSetUp = (await judge?.isSetUp()) === true;
    const why = isSetUp ? notLoaded() : noModel();
    return tally.addJudged(nobodyAsked(rest, why, (pack) => isSetUp || demanded(pack)));
  }
  const share = 1 - judgedShare;
  const telling = (done: number, total: number, message: string) =>
    progress(total === 0 ? share : share + (judgedShare * done) / total, 1, message);
  tally.addJudged(await judge.judge(rest, telling, signal));
}

const excluded = () => t("Left out, as the setting hanare.review.exclude says.");

const stopped = () => t("Not reviewed: the review was stopped. Run it again to review the rest.");

function cannotRead(error: unknown): string {
  // It says itself what to do.
  if (error instanceof RequestError) return error.message;
  const reason = error instanceof Error ? error.message : String(error);
  return t("Cannot be read ({0}). Check that the file exists and that you may open it.", reason);
}

async function findFiles(
  { deps, settings, progress }: Run,
  uris: readonly string[],
  { tally, signal }: { readonly tally: Tally; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const root of uris) {
    const where = relativePath(deps.folderOf(root), root);
    progress(0, 0, where);
    try {
      const { exclude } = await settings(root);
      const onExcluded = (uri: string, isFolder: boolean) => {
        const path = relativePath(deps.folderOf(uri), uri);
        tally.note({ where: isFolder ? `${path}/` : path, why: excluded(), textless: true });
      };
      for await (const uri of deps.walk(root, { exclude, onExcluded }, signal)) files.add(uri);
    } catch (error) {
      tally.skip({ where, why: signal.aborted ? stopped() : cannotRead(error) });
    }
  }
  return [...files];
}

interface File {
  readonly uri: string;
  readonly path: string;
  readonly set: PackSet;
  readonly settings: ReviewSettings;
}

type Marked = Pick<ReviewedFile, "mark">;

type Reviewed =
  | { readonly result: DocumentRun; readonly sha256: string; readonly mark: Marked }
  /** As at the last review, when nothing was found; its number of sections. */
  | { readonly quiet: number; readonly sha256: string; readonly mark: Marked }
  | Extract<FileResult, { readonly unread: string }>;

const marked = (mark: string | undefined): Marked => (mark === undefined ? {} : { mark });

/** The open editor's text, or the file's; a reason when its format or encoding is not read. */
async function reviewFile(
  run: Run,
  { uri, path, set, settings }: File,
  signal: AbortSignal,
): Promise<Reviewed> {
  const { deps } = run;
  const open = await deps.openDocument(uri, signal);
  signal.throwIfAborted();
  if (open !== undefined) {
    const result = await run.reviewOne(open, settings, signal);
    return { result, sha256: sha256(open.text), mark: marked(markOf(open)?.text) };
  }
  const named = unreadByName(uri);
  if (named !== undefined && "unread" in named) return named;
  const bytes = await deps.readBytes(uri, signal);
  signal.throwIfAborted();
  const packs = effectivePacks(set.packs, deps.today()).packs.map(({ id }) => id);
  const key = memoryKey(hashOf([set.hash, packs]), path, bytes);
  const known = deps.memory?.get(key);
  if (known !== undefined && isQuiet(known))
    return { quiet: known.sections, sha256: sha256(bytes), mark: marked(known.mark) };
  const read = await readFile(uri, bytes, signal, deps);
  if ("unread" in read) return read;
  const result = await run.reviewOne(read.document, settings, signal, known && { known });
  const mark = marked(markOf(read.document)?.text);
  // What was not read is said each time.
  if (result.remember !== undefined && read.document.unread.length === 0)
    deps.memory?.set(key, { ...result.remember, ...mark });
  return { result, sha256: sha256(bytes), mark };
}
