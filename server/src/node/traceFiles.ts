/** Traces on disk: one file each, AES-256-GCM under a key that is not on the disk, for their owner only. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { isTraceName, outdatedTraces, type Trace, type TraceFileInfo, traceName } from "../journal/trace";

const magic = Buffer.from("HNRT1");
const ivLength = 12;
const tagLength = 16;
const algorithm = "aes-256-gcm";

/** The name is sealed with it: a file cannot stand for another one. */
export function seal(text: string, name: string, key: Uint8Array): Buffer {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([magic, iv, cipher.getAuthTag(), sealed]);
}

/** Undefined for another key, another name, and what was changed. */
export function unseal(bytes: Buffer, name: string, key: Uint8Array): string | undefined {
  const head = magic.length + ivLength + tagLength;
  if (bytes.length < head || !bytes.subarray(0, magic.length).equals(magic)) return undefined;
  const iv = bytes.subarray(magic.length, magic.length + ivLength);
  try {
    const decipher = createDecipheriv(algorithm, key, iv).setAAD(Buffer.from(name));
    decipher.setAuthTag(bytes.subarray(magic.length + ivLength, head));
    return Buffer.concat([decipher.update(bytes.subarray(head)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

export interface TraceFiles {
  /** For a trace of this time (milliseconds since 1970). */
  newId(time: number): string;
  write(id: string, trace: Trace, key: Uint8Array): Promise<void>;
  /** Ids, the newest first. */
  list(): Promise<readonly string[]>;
  /** Undefined when it is gone, or does not open with this key. */
  read(id: string, key: Uint8Array): Promise<Trace | undefined>;
  /** Deletes what is older than so many days, or too much. */
  prune(days: number, now: number): Promise<void>;
  removeAll(): Promise<number>;
}

export function traceFiles(storagePath: string): TraceFiles {
  const folder = path.join(storagePath, "traces");

  async function infos(): Promise<readonly TraceFileInfo[]> {
    const names = await readdir(folder).catch((error: unknown): string[] => {
      if (error instanceof Error && "code" in error && ["ENOENT", "ENOTDIR"].includes(String(error.code)))
        return [];
      throw error;
    });
    const found = names.filter(isTraceName).map(async (name) => {
      const info = await stat(path.join(folder, name)).catch(() => undefined);
      return info?.isFile() === true ? [{ name, size: info.size }] : [];
    });
    return (await Promise.all(found)).flat();
  }

  const remove = (names: readonly string[]) =>
    Promise.all(names.map((name) => rm(path.join(folder, name), { force: true })));

  return {
    newId: (time) => traceName(time, randomBytes(4).toString("hex")),
    async write(name, trace, key) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
      const part = path.join(folder, `${name}.${process.pid}.part`);
      try {
        await writeFile(part, seal(JSON.stringify(trace), name, key), { mode: 0o600 });
        await rename(part, path.join(folder, name));
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    list: async () => (await infos()).map(({ name }) => name).sort((a, b) => b.localeCompare(a)),
    async read(id, key) {
      if (!isTraceName(id)) return undefined;
      const bytes = await readFile(path.join(folder, id)).catch(() => undefined);
      const text = bytes && unseal(bytes, id, key);
      // What is sealed under the key was written by this product.
      return text === undefined ? undefined : (JSON.parse(text) as Trace);
    },
    prune: async (days, now) => void (await remove(outdatedTraces(await infos(), { days, now }))),
    async removeAll() {
      const names = (await infos()).map(({ name }) => name);
      await remove(names);
      return names.length;
    },
  };
}
