/** Files and folders that a command searches: read anew at every call, in memory, nothing is kept. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { isExcluded } from "../completion/exclude";
import { type ReadPorts } from "../documents/readFile";
import { folderOf, pathOf, uriOf } from "../documents/uris";
import { documentFiles, passagesIn } from "../node/documentFiles";
import { platform } from "../node/files";
import { defaultSettings, type SearchCoverage, type SearchPassage } from "../protocol";
import { createDocumentIndex, type DocumentIndex } from "../retrieval/documentIndex";
import { createMeanings, type Meanings } from "../retrieval/meanings";
import { type Embedder } from "../retrieval/vectors";
import { t } from "../util/l10n";
import { UsageError, type Terminal } from "./terminal";

/** Canonical URIs of what was named. */
interface Roots {
  readonly folders: readonly string[];
  readonly files: ReadonlySet<string>;
}

async function rootsOf(terminal: Terminal, paths: readonly string[]): Promise<Roots> {
  const folders: string[] = [];
  const files = new Set<string>();
  for (const given of paths) {
    const named = path.resolve(terminal.cwd, given);
    try {
      const uri = uriOf(named, platform);
      if ((await stat(named)).isDirectory()) folders.push(uri);
      else files.add(uri);
    } catch {
      throw new UsageError(t("{0} does not exist. Check the name.", given));
    }
  }
  return { folders, files };
}

const parentOf = (uri: string) => uri.replace(/\/[^/]*$/, "");

/** None twice and none inside another. */
function outermost(folders: readonly string[]): readonly string[] {
  const all = [...new Set(folders)];
  return all.filter(
    (folder) =>
      folderOf(
        folder,
        all.filter((other) => other !== folder),
      ) === undefined,
  );
}

export interface ReadPaths {
  readonly index: DocumentIndex;
  readonly meanings: Meanings;
}

export interface ReadWith {
  readonly reader: ReadPorts;
  readonly embedder: Embedder | undefined;
  /** In the place of the standard globs. */
  readonly exclude?: readonly string[];
}

/** Everything below the folders, and the files. Rejects with a `UsageError` for a name that is not there. */
export async function readPaths(
  terminal: Terminal,
  paths: readonly string[],
  { reader, embedder, exclude = defaultSettings.index.exclude }: ReadWith,
): Promise<ReadPaths> {
  const roots = await rootsOf(terminal, paths);
  const files = documentFiles({ open: () => undefined, readers: reader });
  const isInside = (uri: string) => folderOf(uri, roots.folders) !== undefined;
  const named = [...roots.folders, ...roots.files];
  const isOnTheWay = (uri: string) => named.some((root) => folderOf(root, [uri]) !== undefined);
  const excluded = (uri: string) => !isOnTheWay(uri) && (!isInside(uri) || isExcluded(uri, exclude));
  // A file that is named is read whatever a .gitignore says, and nothing beside it.
  const list: typeof files.list = async (folder, signal) => {
    const entries = await files.list(folder, signal);
    return isInside(folder) ? entries : entries.filter(({ uri }) => isOnTheWay(uri) || isInside(uri));
  };
  const index = createDocumentIndex({ ...files, list, excluded });
  let told = 0;
  const progress = ({ done, total }: { readonly done: number; readonly total: number }) => {
    const tenth = total === 0 ? 10 : Math.floor((done / total) * 10);
    if (tenth > told && total >= 100) terminal.note(t("{0} of {1} files", done, total));
    told = Math.max(told, tenth);
  };
  const folders = outermost([...roots.folders, ...[...roots.files].map(parentOf)]);
  await index.build(folders, { progress }, terminal.signal);
  const meanings = createMeanings({ embedder: () => embedder, passages: passagesIn(files) });
  await meanings.refresh(index.files(), terminal.signal);
  return { index, meanings };
}

/** What was read, for results as JSON. */
export function coverageOf({ index, meanings }: ReadPaths): SearchCoverage {
  const { files, passages, unread, leftOut, complete } = index.size();
  return {
    files: files + leftOut,
    read: files - new Set(unread.map(({ uri }) => uri)).size,
    ...{ unread: unread.length, leftOut, complete, passages, embedded: meanings.size },
  };
}

/** Says what was read and what was not; true when something is missing. */
export function noteCoverage(terminal: Terminal, read: ReadPaths): boolean {
  const { unread, leftOut } = read.index.size();
  const coverage = coverageOf(read);
  terminal.note(t("{0} of {1} files were searched", coverage.read, coverage.files));
  for (const { uri, why } of unread) terminal.note(`${nameOf(uri, terminal.cwd)}: ${why}`);
  if (leftOut > 0) terminal.note(t("{0} files were left out: the index is full.", leftOut));
  return unread.length + leftOut > 0;
}

export const nameOf = (uri: string, cwd: string) => path.relative(cwd, pathOf(uri, platform) ?? uri);

/** `path:line` first, so that editors can jump to it; of a file without lines, the place its readers know. */
export const placeIn = (
  { uri, range, place }: Pick<SearchPassage, "uri" | "range" | "place">,
  cwd: string,
): string => `${nameOf(uri, cwd)}${place === undefined ? `:${range.start.line + 1}` : ` (${place})`}`;
