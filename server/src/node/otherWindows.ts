/**
 * Whether another window of this user uses another engine: each leaves an empty file with its engine's process id as
 * the name. Such files of processes that are gone are removed.
 */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

export interface OtherWindows {
  /** Notes the engine of this window. True when there is another that lives. */
  enter(engine: number): Promise<boolean>;
  /** The engine ends with this window. */
  leave(engine: number): Promise<void>;
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
  const fileOf = (pid: number) => path.join(folder, String(pid));

  async function others(engine: number): Promise<readonly number[]> {
    const names = await readdir(folder).catch(() => []);
    return names.map(Number).filter((pid) => Number.isInteger(pid) && pid > 0 && pid !== engine);
  }

  return {
    enter: async (engine) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(fileOf(engine), "", { mode: 0o600 });
      const pids = await others(engine);
      for (const pid of pids.filter((pid) => !isAlive(pid))) await rm(fileOf(pid), { force: true });
      return pids.some(isAlive);
    },
    leave: (engine) => rm(fileOf(engine), { force: true }),
  };
}
