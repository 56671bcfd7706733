/** Files on the disk, for the whole-workspace review and the CLI. The one place of the documents layer that sees `fs`. */
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import picomatch from "picomatch";
import { decode } from "./decode";
import { type Platform, pathOf, uriOf } from "./uris";

export interface WalkOptions {
  /** Globs with `/`, relative to the root. A folder is not entered when it matches, or what lies in it would. */
  readonly exclude: readonly string[];
  /** Told of what is left out: paths of the operating system; what lies in a folder is not told again. */
  onExcluded?(path: string, isFolder: boolean): void;
}

/**
 * Every file below `root` in name order, as paths of the operating system; `root` may be a file itself
 * (then it is the answer, whatever `exclude` says: the user named it). Links are followed, each folder
 * is entered once, and none that holds `root` itself: a link to the folder above would bring in all its others. A folder that cannot be listed is yielded as a path itself, so that whoever reads it
 * counts it as unread. Throws the signal's reason when aborted, and `ENOENT` when `root` does not exist.
 */
export async function* walkFiles(
  root: string,
  options: WalkOptions,
  signal: AbortSignal,
): AsyncIterable<string> {
  const info = await stat(root);
  signal.throwIfAborted();
  if (!info.isDirectory()) {
    yield root;
    return;
  }
  const excluded = picomatch([...options.exclude], { dot: true, nocase: sep === "\\" });
  const real = await realpath(root);
  const onExcluded = (path: string, isFolder: boolean) => options.onExcluded?.(join(root, path), isFolder);
  yield* walkFolder({ root, real, excluded, onExcluded, seen: new Set([real]) }, "", signal);
}

interface Walk {
  readonly root: string;
  /** The same without links. */
  readonly real: string;
  readonly excluded: (path: string) => boolean;
  readonly onExcluded: (path: string, isFolder: boolean) => void;
  readonly seen: Set<string>;
}

async function* walkFolder(walk: Walk, folder: string, signal: AbortSignal): AsyncIterable<string> {
  const names = await namesIn(join(walk.root, folder));
  signal.throwIfAborted();
  if (names === undefined) yield join(walk.root, folder);
  for (const name of names ?? []) {
    const path = folder === "" ? name : `${folder}/${name}`;
    const kind = await kindOf(walk, path);
    signal.throwIfAborted();
    if (kind === "none") continue;
    if (isExcluded(walk, path, kind)) walk.onExcluded(path, kind === "folder");
    else if (kind === "folder") yield* walkFolder(walk, path, signal);
    else yield join(walk.root, path);
  }
}

const isExcluded = ({ excluded }: Walk, path: string, kind: "file" | "folder"): boolean =>
  excluded(path) || (kind === "folder" && (excluded(`${path}/`) || excluded(`${path}/x`)));

async function namesIn(folder: string): Promise<readonly string[] | undefined> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    // No right to list it, or gone meanwhile: the caller counts the folder as unread.
    return undefined;
  }
}

/** Sockets, devices and broken links are none; a folder reached a second time, or from below, is none. */
async function kindOf(walk: Walk, path: string): Promise<"file" | "folder" | "none"> {
  const full = join(walk.root, path);
  try {
    const own = await lstat(full);
    const info = own.isSymbolicLink() ? await stat(full) : own;
    if (info.isFile()) return "file";
    if (!info.isDirectory()) return "none";
    const real = await realpath(full);
    if (walk.seen.has(real) || walk.real.startsWith(real.endsWith(sep) ? real : real + sep)) return "none";
    walk.seen.add(real);
    return "folder";
  } catch {
    // A broken link has nothing to read.
    return "none";
  }
}

export interface FolderEntry {
  readonly uri: string;
  readonly name: string;
  readonly isFolder: boolean;
}

/** What is in one folder, links and devices left out; nothing when it cannot be listed. */
export async function entriesIn(folder: string, platform: Platform): Promise<readonly FolderEntry[]> {
  const path = pathOf(folder, platform);
  if (path === undefined) return [];
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map((entry) => ({
        uri: uriOf(join(path, entry.name), platform),
        name: entry.name,
        isFolder: entry.isDirectory(),
      }));
  } catch {
    // No right to list it, or gone meanwhile: for an index of what is there, that is an empty folder.
    return [];
  }
}

/** Text of a file; undefined when it is gone, not readable, larger than `largestBytes`, or not text. */
export async function textWithin(
  uri: string,
  largestBytes: number,
  platform: Platform,
): Promise<string | undefined> {
  const path = pathOf(uri, platform);
  if (path === undefined) return undefined;
  try {
    if ((await stat(path)).size > largestBytes) return undefined;
    const decoded = decode(await readFile(path));
    return "text" in decoded ? decoded.text : undefined;
  } catch {
    // Gone, locked or forbidden: nobody asked for this one file, so there is nobody to tell.
    return undefined;
  }
}
