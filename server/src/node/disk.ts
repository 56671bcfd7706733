/** The disk that models are copied on, as this machine has it. */
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs, truncate } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { type Disk, type Sink } from "../model/copyFiles";

/** Large enough that a disk or a share is not asked more often than it answers well. */
const chunk = 4 * 1024 * 1024;

const create = async (file: string): Promise<Sink> => sinkOf(await open(file, "w"));

async function append(file: string, length: number): Promise<Sink> {
  await truncate(file, length);
  return sinkOf(await open(file, "a"));
}

function sinkOf(handle: FileHandle): Sink {
  let closed = false;
  return {
    async write(bytes) {
      let done = 0;
      while (done < bytes.length) done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
    },
    sync: () => handle.sync(),
    async close() {
      if (closed) return;
      closed = true;
      await handle.close();
    },
  };
}

async function look(file: string): ReturnType<Disk["look"]> {
  try {
    const found = await stat(file);
    return { size: found.size, age: Date.now() - found.mtimeMs, folder: found.isDirectory() };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

/** The new name is on the disk too. Not every system lets a folder be synced; the file itself was. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

export const disk: Disk = {
  async free(folder) {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  makeFolder: async (folder) => void (await mkdir(folder, { recursive: true })),
  look,
  list: (folder) => readdir(folder),
  read: (file) => createReadStream(file, { highWaterMark: chunk }) as AsyncIterable<Buffer>,
  create,
  append,
  async rename(from, to) {
    await rename(from, to);
    await syncFolder(path.dirname(to));
  },
  remove: (file) => rm(file, { force: true }),
};

/** Where models are kept when the settings name no folder: with the user's data, not with what may be deleted. */
export function defaultModelsFolder(env: Readonly<Record<string, string | undefined>>): string {
  const { XDG_DATA_HOME, LOCALAPPDATA } = env;
  const home = homedir();
  if (process.platform === "win32")
    return path.join(LOCALAPPDATA ?? path.join(home, "AppData", "Local"), "hanare", "models");
  if (process.platform === "darwin")
    return path.join(home, "Library", "Application Support", "hanare", "models");
  return path.join(XDG_DATA_HOME || path.join(home, ".local", "share"), "hanare", "models");
}
