/**
 * Takes a model from a disk, a share or a USB drive into the models folder: under `NAME.part` until every byte is there
 * and was checked, then under its name at once. What breaks off leaves nothing behind.
 */
import { createHash, type Hash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import { t } from "../util/l10n";
import { type AllowList, requireAllowed } from "./allowList";
import { alreadyThere, beingCopied, diskFull, sourceGone, writeFailed } from "./diskErrors";
import { codeOf, notReadable } from "./ggufErrors";
import { partPaths, readModelHeader, requireModel } from "./ggufFile";
import { ModelError } from "./runtime";
import {
  fileState,
  hashFiles,
  hashMismatch,
  type ImportedModel,
  importModel,
  modelName,
  normalHash,
} from "./store";
import { type HashCache, type HashProgress } from "./store";

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
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

export interface BringInOptions {
  /** Absolute; made when it is not there. */
  readonly to: string;
  readonly expectedSha256?: string;
  readonly allowList?: AllowList;
  readonly hashes?: HashCache;
}

export interface BroughtIn extends ImportedModel {
  /** False: the same bytes were there already. */
  readonly copied: boolean;
}

export interface BringInPorts {
  readonly disk: Disk;
  readonly progress: HashProgress;
}

/** Left free beside the model. */
const margin = 64 * 1024 * 1024;
/** Milliseconds after which a `.part` that nobody writes is left over from a copy that broke off. */
const abandoned = 60_000;

/**
 * `source`: a GGUF file, any part of a model in several, or a folder with one model; absolute. Rejects with a ModelError
 * (`model-file`, `model-hash`, `model-not-allowed`, `model-exists`, `disk-…`), or with the signal's reason.
 */
export async function bringIn(
  source: string,
  options: BringInOptions,
  { disk, progress }: BringInPorts,
  signal: AbortSignal,
): Promise<BroughtIn> {
  const first = await modelIn(source, disk);
  signal.throwIfAborted();
  const header = await readModelHeader(first, {}, signal);
  requireModel(header);
  const from = header.split ? partPaths(first, header.split.count) : [first];
  const to = from.map((path) => join(options.to, basename(path)));
  const checked = (sha256: string) => {
    const expected = options.expectedSha256 === undefined ? undefined : normalHash(options.expectedSha256);
    if (expected !== undefined && expected !== sha256) throw hashMismatch(first, expected, sha256);
    if (options.allowList) requireAllowed(options.allowList, basename(first), sha256);
    return sha256;
  };
  const target = to[0] ?? first;
  const result = { name: modelName(first), path: target, size: header.size };
  if (resolve(dirname(first)) === resolve(options.to)) {
    const { sha256 } = await importModel(
      first,
      options.hashes ? { hashes: options.hashes } : {},
      progress,
      signal,
    );
    return { ...result, sha256: checked(sha256), copied: false };
  }
  const present = await presentHash({ from, to }, { disk, progress }, signal);
  const sha256 =
    present ?? (await copyAll({ from, to, size: header.size, checked }, { disk, progress }, signal));
  if (present !== undefined) checked(present);
  await options.hashes?.set(target, await Promise.all(to.map(fileState)), sha256);
  return { ...result, sha256, copied: present === undefined };
}

/** The first file of the model at `source`. */
async function modelIn(source: string, disk: Disk): Promise<string> {
  const there = await disk
    .look(source)
    .catch((error: unknown) => Promise.reject(sourceGone(source, codeOf(error))));
  if (there === undefined) throw notReadable(source, "ENOENT");
  if (!there.folder) return firstPart(source);
  const names = await disk
    .list(source)
    .catch((error: unknown) => Promise.reject(sourceGone(source, codeOf(error))));
  const models = [...new Set(names.filter((name) => /\.gguf$/i.test(name)).map(firstPart))].sort();
  if (models.length === 1) return join(source, models[0] ?? "");
  throw new ModelError(
    "model-file",
    models.length === 0
      ? t("{0} holds no GGUF file. Choose the folder that the .gguf file is in, or the file itself.", source)
      : t(
          "{0} holds {1} models. Choose one of these files instead: {2}.",
          source,
          models.length,
          models.slice(0, 10).join(", "),
        ),
  );
}

/** `model-00002-of-00003.gguf` stands for the whole model. */
const firstPart = (path: string) => path.replace(/-\d{5}(-of-\d{5}\.gguf)$/i, "-00001$1");

interface Places {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** The hash of what is at the target already, when it is the same model; undefined when nothing is there. */
async function presentHash(
  { from, to }: Places,
  { disk, progress }: BringInPorts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = await Promise.all(to.map((path) => disk.look(path)));
  const [taken] = to.filter((_, index) => found[index] !== undefined);
  if (taken === undefined) return undefined;
  const sizes = await Promise.all(from.map(async (path) => (await disk.look(path))?.size));
  if (!found.every((each, index) => each?.folder === false && each.size === sizes[index]))
    throw alreadyThere(taken);
  const there = await hashFiles(to, (share) => progress(share / 2), signal);
  const given = await hashFiles(from, (share) => progress(0.5 + share / 2), signal);
  if (there !== given) throw alreadyThere(taken);
  return there;
}

interface Copy extends Places {
  /** Bytes of all files. */
  readonly size: number;
  /** Throws when the copy may not be used. */
  checked(sha256: string): string;
}

async function copyAll(
  { from, to, size, checked }: Copy,
  { disk, progress }: BringInPorts,
  signal: AbortSignal,
): Promise<string> {
  await makeRoom(dirname(to[0] ?? ""), size, disk);
  const hash = createHash("sha256");
  let done = 0;
  const count = (bytes: number) => progress(Math.min(1, (done += bytes) / Math.max(1, size)));
  const written: string[] = [];
  try {
    for (const [index, path] of from.entries()) {
      const part = `${to[index] ?? ""}.part`;
      await claim(part, disk);
      written.push(part);
      await copyFile({ path, part, hash, count }, disk, signal);
    }
    signal.throwIfAborted();
    const sha256 = checked(hash.digest("hex"));
    // The first file last: it is what makes a model of the others.
    for (const path of [...to].reverse()) {
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

interface FileCopy {
  readonly path: string;
  readonly part: string;
  readonly hash: Hash;
  count(bytes: number): void;
}

async function copyFile(
  { path, part, hash, count }: FileCopy,
  disk: Disk,
  signal: AbortSignal,
): Promise<void> {
  const failed = (error: unknown) => Promise.reject(writeFailed(part, error));
  const { size } = await fileState(path);
  const sink = await disk.create(part).catch(failed);
  let copied = 0;
  try {
    for await (const bytes of reading(path, disk)) {
      signal.throwIfAborted();
      await sink.write(bytes).catch(failed);
      hash.update(bytes);
      copied += bytes.length;
      count(bytes.length);
    }
    if (copied !== size) throw sourceGone(path, t("{0} of {1} bytes", copied, size));
    await sink.sync().catch(failed);
  } finally {
    await sink.close().catch(() => undefined);
  }
}

/** The bytes, with the system's errors named. */
async function* reading(path: string, disk: Disk): AsyncGenerator<Uint8Array> {
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
