/** Files and folders on demand: found, read, reviewed, and every one of them accounted for (promise P3). */
import { type SourceDocument } from "../documents/document";
import { type FileResult, readFile, unreadByName } from "../documents/readFile";
import { type ReviewSettings } from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import {
  type DocumentResult,
  type ReviewDeps,
  type ReviewProgress,
  type ReviewResult,
  type ReviewSettingsOf,
} from "./handler";
import { type Facts } from "./cross";
import { hashOf, isQuiet, memoryKey, type Remembered } from "./memory";
import { effectivePacks, type PackSet } from "./packSet";
import { relativePath } from "./paths";
import { startTally, type Tally } from "./tally";

export interface OneResult extends DocumentResult {
  readonly path: string;
  readonly sections: number;
  readonly facts: Facts;
  /** Absent for a rule pack, which is no document. */
  readonly remember?: Remembered;
}

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
    known?: Remembered,
  ) => Promise<OneResult>;
  /** Compares what the files say of one fact. */
  readonly compare: (facts: readonly FileFacts[], tally: Tally) => void;
  readonly settings: ReviewSettingsOf;
  readonly progress: ReviewProgress;
}

/** See `Reviewer.reviewFiles`. */
export async function reviewFiles(
  run: Run,
  uris: readonly string[],
  signal: AbortSignal,
): Promise<ReviewResult> {
  const { deps, settings, progress } = run;
  const tally = startTally();
  const facts: FileFacts[] = [];
  const files = await findFiles(run, uris, { tally, signal });
  for (const [index, uri] of files.entries()) {
    const path = relativePath(deps.folderOf(uri), uri);
    if (signal.aborted) {
      tally.skip({ where: path, why: stopped() });
      continue;
    }
    progress(index, files.length, path);
    try {
      // Asked for by name, a review is made also where it is switched off while one writes.
      const own = { ...(await settings(uri)), enabled: true };
      const set = await run.packSet(own, uri);
      tally.usePacks(set, deps.today());
      const found = await reviewFile(run, { uri, path, set, settings: own }, signal);
      if ("quiet" in found) tally.addQuiet(found.quiet);
      else if ("unread" in found) {
        const { unread: why, textless } = found;
        tally.skip({ where: path, why, ...(textless && { textless }) });
      } else {
        tally.add(found.result);
        facts.push({ uri, facts: found.result.facts, set });
      }
    } catch (error) {
      tally.skip({ where: path, why: signal.aborted ? stopped() : cannotRead(error) });
    }
  }
  run.compare(facts, tally);
  progress(files.length, files.length, "");
  return tally.result(files.length);
}

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
      for await (const uri of deps.walk(root, exclude, signal)) files.add(uri);
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

type Reviewed =
  | { readonly result: OneResult }
  /** As at the last review, when nothing was found; its number of sections. */
  | { readonly quiet: number }
  | Extract<FileResult, { readonly unread: string }>;

/** The open editor's text, or the file's; a reason when its format or encoding is not read. */
async function reviewFile(
  run: Run,
  { uri, path, set, settings }: File,
  signal: AbortSignal,
): Promise<Reviewed> {
  const { deps } = run;
  const open = await deps.openDocument(uri, signal);
  signal.throwIfAborted();
  if (open !== undefined) return { result: await run.reviewOne(open, settings, signal) };
  const named = unreadByName(uri);
  if (named !== undefined && "unread" in named) return named;
  const bytes = await deps.readBytes(uri, signal);
  signal.throwIfAborted();
  const packs = effectivePacks(set.packs, deps.today()).packs.map(({ id }) => id);
  const key = memoryKey(hashOf([set.hash, packs]), path, bytes);
  const known = deps.memory?.get(key);
  if (known !== undefined && isQuiet(known)) return { quiet: known.sections };
  const read = await readFile(uri, bytes, signal, deps);
  if ("unread" in read) return read;
  const result = await run.reviewOne(read.document, settings, signal, known);
  // What was not read is said each time.
  if (result.remember !== undefined && read.document.unread.length === 0)
    deps.memory?.set(key, result.remember);
  return { result };
}
