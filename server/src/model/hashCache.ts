/**
 * Remembers SHA-256 digests, so that a file of 5 GB is read once and not at every start. Entries hold while
 * size and both times of the file stay as they were; the file names no paths, only their digests.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What tells an unchanged file; a copy over it changes at least the times. */
export interface FileState {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

export interface HashCache {
  get(path: string, states: readonly FileState[]): Promise<string | undefined>;
  set(path: string, states: readonly FileState[], sha256: string): Promise<void>;
}

const fileName = "model-hashes.json";
const keyOf = (path: string) => createHash("sha256").update(path).digest("hex").slice(0, 32);
const stateOf = (states: readonly FileState[]) =>
  states.map(({ size, mtimeMs, ctimeMs }) => `${size}:${mtimeMs}:${ctimeMs}`).join(",");

/** In `storagePath/model-hashes.json`, readable by the owner only; in memory when there is no storage. */
export function openHashCache(storagePath?: string): HashCache {
  const file = storagePath === undefined ? undefined : join(storagePath, fileName);
  let entries: Promise<Map<string, string>> | undefined;
  const load = () => (entries ??= file === undefined ? Promise.resolve(new Map()) : read(file));
  return {
    async get(path, states) {
      const [state, sha256] = (await load()).get(keyOf(path))?.split(" ") ?? [];
      return state === stateOf(states) ? sha256 : undefined;
    },
    async set(path, states, sha256) {
      // Another window may have added its own since this one read the file.
      const all = file === undefined ? await load() : await read(file);
      all.set(keyOf(path), `${stateOf(states)} ${sha256}`);
      entries = Promise.resolve(all);
      // A disk that is full or read-only costs the next start its memory, not this one its model.
      if (file !== undefined) await write(file, all).catch(() => undefined);
    },
  };
}

/** A missing or broken file is an empty one: the digests are computed again. */
async function read(file: string): Promise<Map<string, string>> {
  const text = await readFile(file, "utf8").catch(() => "{}");
  try {
    const value: unknown = JSON.parse(text);
    const pairs = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return new Map(
      pairs.filter((pair): pair is [string, string] => /^\S+ [0-9a-f]{64}$/.test(String(pair[1]))),
    );
  } catch {
    return new Map();
  }
}

async function write(file: string, entries: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  try {
    await writeFile(part, JSON.stringify(Object.fromEntries(entries), null, 1), { mode: 0o600 });
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
