/** Files and folders on demand: found, read, reviewed, and every one of them accounted for (promise P3). */
import { type SourceDocument } from "../documents/document";
import { type FileResult, readFile, unreadByName } from "../documents/readFile";
import { type ReviewSettings } from "../protocol";
import { t } from "../util/l10n";
import { sha256 } from "../util/sha256";
import {
  type DocumentRun,
  type ReviewDeps,
  type ReviewProgress,
  type ReviewResult,
  type ReviewSettingsOf,
} from "./handler";
import { nobodyAsked, type ReviewedDocument } from "./judge/outcome";
import { noModel, switchedOff } from "./judge/words";
import { type PackSet } from "./packSet";
import { relativePath } from "./paths";
import { startTally, type Tally } from "./tally";

export interface Run {
  readonly deps: ReviewDeps;
  readonly packSet: (settings: ReviewSettings, uri: string) => Promise<PackSet>;
  readonly reviewOne: (
    document: SourceDocument,
    settings: ReviewSettings,
    signal: AbortSignal,
  ) => Promise<DocumentRun>;
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
      judgeable.push(...(await reviewFile({ ...run, progress }, { uri, path, tally }, signal)));
    }
  }
  await judgeFiles(run, judgeable, tally, signal);
  run.progress(files.length, files.length, "");
  return tally.result(files.length);
}

/** A document with rules for a model, and whether the model may be asked there. */
interface Judgeable {
  readonly file: ReviewedDocument;
  readonly off: boolean;
}

async function reviewFile(
  { deps, settings, packSet, reviewOne }: Run,
  { uri, path, tally }: { readonly uri: string; readonly path: string; readonly tally: Tally },
  signal: AbortSignal,
): Promise<readonly Judgeable[]> {
  try {
    // Asked for by name, a review is made also where it is switched off while one writes.
    const own = { ...(await settings(uri)), enabled: true };
    tally.usePacks(await packSet(own, uri), deps.today());
    const document = await readDocument(deps, uri, signal);
    if ("unread" in document) {
      const { unread: why, textless } = document;
      tally.skip({ where: path, why, ...(textless && { textless }) });
      return [];
    }
    const result = await reviewOne(document.document, own, signal);
    tally.add({ uri, sha256: document.sha256 }, result);
    return result.judgeable === undefined ? [] : [{ file: result.judgeable, off: own.model === "off" }];
  } catch (error) {
    tally.skip({ where: path, why: signal.aborted ? stopped() : cannotRead(error) });
    return [];
  }
}

/** What the rules alone cannot decide: a model is asked, or it is said that none was. */
async function judgeFiles(
  { deps, progress }: Run,
  judgeable: readonly Judgeable[],
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const files = (off: boolean) => judgeable.filter((one) => one.off === off).map(({ file }) => file);
  tally.addJudged(nobodyAsked(files(true), switchedOff(), true));
  const rest = files(false);
  if (deps.judge === undefined) return tally.addJudged(nobodyAsked(rest, noModel()));
  const share = 1 - judgedShare;
  const telling = (done: number, total: number, message: string) =>
    progress(total === 0 ? share : share + (judgedShare * done) / total, 1, message);
  tally.addJudged(await deps.judge.judge(rest, telling, signal));
}

const stopped = () => t("Not reviewed: the review was stopped. Run it again to review the rest.");

function cannotRead(error: unknown): string {
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
      for await (const uri of deps.walk(root, exclude, signal)) files.add(uri);
    } catch (error) {
      tally.skip({ where, why: signal.aborted ? stopped() : cannotRead(error) });
    }
  }
  return [...files];
}

/** The open editor's text, or the file's; a reason when its format or encoding is not read. */
async function readDocument(
  deps: ReviewDeps,
  uri: string,
  signal: AbortSignal,
): Promise<FileResult & { readonly sha256: string }> {
  const open = deps.openDocument(uri);
  if (open !== undefined) return { document: open, sha256: sha256(open.text) };
  const named = unreadByName(uri);
  if (named !== undefined) return { ...named, sha256: "" };
  const bytes = await deps.readBytes(uri, signal);
  signal.throwIfAborted();
  return { ...(await readFile(uri, bytes, signal, deps)), sha256: sha256(bytes) };
}
