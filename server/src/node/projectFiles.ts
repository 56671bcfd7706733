/** The files by which a project says what it is made with, from a file's folder up to its workspace's. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { projectFiles, type ProjectFile } from "../codeTasks/framework";
import { pathOf } from "../documents/uris";
import { platform } from "./files";

/** Larger ones are no manifests. */
const largest = 1_000_000;
const mostFolders = 20;

/** Nearest first; of a file outside every workspace folder, its own folder's. Rejects with the signal's reason only. */
export async function projectFilesOf(
  uri: string,
  folderUri: string | undefined,
  signal: AbortSignal,
): Promise<readonly ProjectFile[]> {
  const file = pathOf(uri, platform);
  if (file === undefined) return [];
  const top = folderUri === undefined ? undefined : pathOf(folderUri, platform);
  const found: ProjectFile[] = [];
  let folder = path.dirname(file);
  for (let step = 0; step < mostFolders; step += 1) {
    for (const name of projectFiles) {
      const text = await textOf(path.join(folder, name));
      signal.throwIfAborted();
      if (text !== undefined) found.push({ name, text });
    }
    const above = path.dirname(folder);
    if (top === undefined || path.relative(top, folder) === "" || above === folder) break;
    folder = above;
  }
  return found;
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    const info = await stat(file);
    return info.isFile() && info.size <= largest ? await readFile(file, "utf8") : undefined;
  } catch {
    // Most of these files are not there.
    return undefined;
  }
}
