/**
 * Whether another window of this user runs an engine of its own: each leaves an empty file with its process id
 * as the name. Such files of processes that are gone are removed.
 */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

export interface OtherWindows {
  /** Notes that this window has an engine. */
  enter(): Promise<void>;
  leave(): Promise<void>;
  /** True when another live process has noted the same. */
  present(): Promise<boolean>;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

export function createOtherWindows(storagePath: string): OtherWindows {
  const folder = path.join(storagePath, "engines");
  const own = path.join(folder, String(process.pid));

  async function others(): Promise<readonly number[]> {
    const names = await readdir(folder).catch(() => []);
    return names.map(Number).filter((pid) => Number.isInteger(pid) && pid > 0 && pid !== process.pid);
  }

  return {
    enter: async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(own, "", { mode: 0o600 });
    },
    leave: () => rm(own, { force: true }),
    present: async () => {
      const pids = await others();
      for (const pid of pids.filter((pid) => !isAlive(pid)))
        await rm(path.join(folder, String(pid)), { force: true });
      return pids.some(isAlive);
    },
  };
}
