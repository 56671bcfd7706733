/** Files and folders on demand: found, read, reviewed, and every one of them accounted for (promise P3). */
import { type SourceDocument } from "../documents/document";
import { type FileResult, readFile, unreadByName } from "../documents/readFile";
import { type ReviewSettings } from "../protocol";
import { t } from "../util/l10n";
import { sha256 } from "../util/sha256";
import {
  type DocumentResult,
  type ReviewDeps,
  type ReviewProgress,
  type ReviewResult,
  type ReviewSettingsOf,
} from "./handler";
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
  ) => Promise<DocumentResult & { readonly path: string; readonly sections: number }>;
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
      tally.usePacks(await run.packSet(own, uri), deps.today());
      const document = await readDocument(deps, uri, signal);
      if ("unread" in document) {
        const { unread: why, textless } = document;
        tally.skip({ where: path, why, ...(textless && { textless }) });
      } else {
        const { sha256 } = document;
        tally.add(await run.reviewOne(document.document, own, signal), { uri, sha256 });
      }
    } catch (error) {
      tally.skip({ where: path, why: signal.aborted ? stopped() : cannotRead(error) });
    }
  }
  progress(files.length, files.length, "");
  return tally.result(files.length);
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
