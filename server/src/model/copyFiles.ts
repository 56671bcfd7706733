/**
 * Files written under `NAME.part` until every byte is there and was checked, then named at once. What breaks off leaves
 * nothing behind.
 */
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { t } from "../util/l10n";
import { beingCopied, diskFull, sourceGone, writeFailed } from "./diskErrors";
import { codeOf } from "./ggufErrors";
import { fileState } from "./store";

export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
  /** Every byte is on the disk when it resolves. */
  sync(): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** The disk as this machine has it; a method rejects with the system's own error. */
export interface Disk {
  /** Bytes that are free where the folder is. */
  free(folder: string): Promise<number>;
  makeFolder(folder: string): Promise<void>;
  /** Undefined where nothing is; `age` in milliseconds since it was last written. */
  look(
    path: string,
  ): Promise<{ readonly size: number; readonly age: number; readonly folder: boolean } | undefined>;
  list(folder: string): Promise<readonly string[]>;
  read(path: string): AsyncIterable<Uint8Array>;
  /** Writes over what is there. */
  create(path: string): Promise<Sink>;
  /** Goes on behind the first bytes of what is there; what stands behind them goes. */
  append(path: string, length: number): Promise<Sink>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export interface CopyPorts {
  readonly disk: Disk;
  /** 0 to 1 of the bytes. */
  readonly progress: (share: number) => void;
}

export interface FileCopy {
  readonly to: string;
  /** Files whose bytes, one after another, make it up. */
  readonly pieces: readonly string[];
  /** Throws when the file is not what it should be. */
  checked?(sha256: string): void;
}

export interface Copy {
  /** All in one folder; the first is what makes a model of the others. */
  readonly files: readonly FileCopy[];
  /** Bytes of all files. */
  readonly size: number;
  /** Throws when the copies may not be used; answers the hash. */
  checked(sha256: string): string;
}

/** Left free beside the files. */
const margin = 64 * 1024 * 1024;
/** Milliseconds after which a `.part` that nobody writes is left over from a copy that broke off. */
const abandoned = 60_000;

/**
 * SHA-256 of all bytes in order, when every file has its name. Rejects with a ModelError (`disk-…`, `model-exists`), with
 * what `checked` throws, or with the signal's reason; then nothing is left behind.
 */
export async function copyFiles(
  { files, size, checked }: Copy,
  { disk, progress }: CopyPorts,
  signal: AbortSignal,
): Promise<string> {
  await makeRoom(dirname(files[0]?.to ?? ""), size, disk);
  const hash = createHash("sha256");
  let done = 0;
  const add = (bytes: Uint8Array) => {
    hash.update(bytes);
    progress(Math.min(1, (done += bytes.length) / Math.max(1, size)));
  };
  const written: string[] = [];
  try {
    for (const file of files) {
      const part = `${file.to}.part`;
      await claim(part, disk);
      written.push(part);
      await copyFile({ file, part, add }, disk, signal);
    }
    signal.throwIfAborted();
    const sha256 = checked(hash.digest("hex"));
    // The first file last: it is what makes a model of the others.
    for (const { to: path } of [...files].reverse()) {
      await disk
        .rename(`${path}.part`, path)
        .catch((error: unknown) => Promise.reject(writeFailed(path, error)));
      written.push(path);
    }
    return sha256;
  } catch (error) {
    for (const path of written) await disk.remove(path).catch(() => undefined);
    throw error;
  }
}

async function makeRoom(folder: string, size: number, disk: Disk): Promise<void> {
  try {
    await disk.makeFolder(folder);
  } catch (error) {
    throw writeFailed(folder, error);
  }
  const free = await disk.free(folder).catch((error: unknown) => Promise.reject(writeFailed(folder, error)));
  if (free < size + margin) throw diskFull(folder, size + margin, free);
}

/** What a copy that broke off left is written over; what another window writes now is not. */
async function claim(part: string, disk: Disk): Promise<void> {
  const there = await disk.look(part).catch((error: unknown) => Promise.reject(writeFailed(part, error)));
  if (there !== undefined && there.age < abandoned) throw beingCopied(part);
}

interface Writing {
  readonly file: FileCopy;
  readonly part: string;
  add(bytes: Uint8Array): void;
}

async function copyFile({ file, part, add }: Writing, disk: Disk, signal: AbortSignal): Promise<void> {
  const failed = (error: unknown) => Promise.reject(writeFailed(part, error));
  const own = file.checked && createHash("sha256");
  const sink = await disk.create(part).catch(failed);
  try {
    for (const path of file.pieces) {
      const { size } = await fileState(path);
      let copied = 0;
      for await (const bytes of readPiece(path, disk)) {
        signal.throwIfAborted();
        await sink.write(bytes).catch(failed);
        own?.update(bytes);
        add(bytes);
        copied += bytes.length;
      }
      if (copied !== size) throw sourceGone(path, t("{0} of {1} bytes", copied, size));
    }
    await sink.sync().catch(failed);
  } finally {
    await sink.close().catch(() => undefined);
  }
  if (own) file.checked?.(own.digest("hex"));
}

/** The bytes, with the system's errors named. */
export async function* readPiece(path: string, disk: Disk): AsyncGenerator<Uint8Array> {
  const bytes = disk.read(path)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await bytes
        .next()
        .catch((error: unknown) => Promise.reject(sourceGone(path, codeOf(error))));
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await bytes.return?.();
  }
}
