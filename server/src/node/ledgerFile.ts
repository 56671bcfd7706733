/** The ledger of judgements on disk: one file of lines, for the eyes of its owner only. */
import { appendFile, chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type LedgerStore, memoryStore } from "../review/ledger";

/** In `storagePath/review/ledger.txt`. Without storage nothing outlives the process. */
export function ledgerFile(storagePath: string | undefined): LedgerStore {
  if (storagePath === undefined) return memoryStore();
  const folder = join(storagePath, "review");
  const file = join(folder, "ledger.txt");
  const ready = async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // It may have been made by somebody with other habits.
    await chmod(folder, 0o700);
  };
  return {
    async read() {
      try {
        return await readFile(file, "utf8");
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    async append(text) {
      await ready();
      // One write of one line: another window may append its own at the same time.
      await appendFile(file, text, { mode: 0o600 });
    },
    async replace(text) {
      await ready();
      const part = `${file}.${process.pid}.part`;
      try {
        await writeFile(part, text, { mode: 0o600 });
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
  };
}
