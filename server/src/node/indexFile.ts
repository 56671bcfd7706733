/** A saved index on disk: one file for the folders of a window, for the eyes of its owner only. */
import { createHash } from "node:crypto";
import { chmod, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type IndexStore } from "../retrieval/persist";

/** In `storagePath/index`; the name tells nothing of the folders. `kind`: `documents`, `vectors`. */
export function indexFile(storagePath: string, folders: readonly string[], kind: string): IndexStore {
  const folder = join(storagePath, "index");
  const name = createHash("sha256")
    .update(JSON.stringify([...folders].sort()))
    .digest("hex")
    .slice(0, 32);
  const file = join(folder, `${kind}-${name}.bin`);
  return {
    read: async (signal) => {
      try {
        return await readFile(file, { signal });
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    write: (bytes, signal) => write(folder, file, bytes, signal),
    remove: () => rm(file, { force: true }),
  };
}

/** Deletes every saved index, also those of other folders. */
export const removeIndexes = (storagePath: string): Promise<void> =>
  rm(join(storagePath, "index"), { recursive: true, force: true });

/** Written beside it and put in its place: a crash leaves the old one or the new one, never a half. */
async function write(folder: string, file: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // It may have been made by somebody with other habits.
  await chmod(folder, 0o700);
  const part = `${file}.${process.pid}.part`;
  try {
    const handle = await open(part, "w", 0o600);
    try {
      await handle.chmod(0o600);
      await handle.writeFile(bytes, { signal });
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
