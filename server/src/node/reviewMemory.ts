/** What the command line remembers of reviewed files between runs: hashes, rule ids and offsets, for its owner only. */
import { chmod, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type Remembered, type ReviewMemory } from "../review/memory";

export interface StoredMemory extends ReviewMemory {
  /** Writes what this run used or learnt; older entries go when there are too many. */
  save(): Promise<void>;
}

const most = 100_000;

interface Content {
  readonly version: string;
  readonly files: Readonly<Record<string, Remembered>>;
}

/** `version`: of the product; what another version found is forgotten. A file that cannot be read is as none. */
export async function openReviewMemory(storagePath: string, version: string): Promise<StoredMemory> {
  const folder = path.join(storagePath, "review");
  const file = path.join(folder, "memory.json");
  const old = new Map(Object.entries(await read(file, version)));
  const used = new Map<string, Remembered>();
  let learnt = false;
  return {
    get(key) {
      const known = used.get(key) ?? old.get(key);
      if (known !== undefined) used.set(key, known);
      return known;
    },
    set(key, remembered) {
      learnt ||= !old.has(key);
      used.set(key, remembered);
    },
    async save() {
      if (!learnt) return;
      const kept = [...used, ...[...old].filter(([key]) => !used.has(key))].slice(0, most);
      const content: Content = { version, files: Object.fromEntries(kept) };
      await write(folder, file, JSON.stringify(content));
    },
  };
}

async function read(file: string, version: string): Promise<Content["files"]> {
  try {
    const content = JSON.parse(await readFile(file, "utf8")) as Partial<Content>;
    return content.version === version ? (content.files ?? {}) : {};
  } catch {
    // None yet, or half of one: every file is reviewed, and the next run knows again.
    return {};
  }
}

/** Written beside it and put in its place: two runs at once leave one of the two. */
async function write(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const part = `${file}.${process.pid}.part`;
  try {
    const handle = await open(part, "w", 0o600);
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
