/** Models the user brings: looked at, hashed and compared. Files stay where they are; `bringIn.ts` copies. */
import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { t } from "../util/l10n";
import { textOf } from "./gguf";
import { codeOf, notReadable } from "./ggufErrors";
import { partPaths, readModelHeader, requireModel } from "./ggufFile";
import { type FileState, type HashCache, openHashCache } from "./hashCache";
import { ModelError } from "./runtime";

export { openHashCache, type HashCache } from "./hashCache";
export { resolveModelPath, type PathVariables } from "./modelPath";

/** 0 to 1 of the bytes that are to be read. */
export type HashProgress = (share: number) => void;

export interface ImportedModel {
  /** For `hanare.models`: the file's name without its ending. */
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
  /** Bytes, of all parts. */
  readonly size: number;
}

export interface ImportOptions {
  readonly expectedSha256?: string;
  readonly hashes?: HashCache;
  /** A LoRA adapter will do. */
  readonly adapters?: true;
}

/**
 * Checks the header, computes the SHA-256 and compares it. `path` is absolute. Rejects with ModelError
 * `model-file` or `model-hash`, or with the signal's reason when it was cancelled, within one read.
 */
export async function importModel(
  path: string,
  options: ImportOptions,
  progress: HashProgress,
  signal?: AbortSignal,
): Promise<ImportedModel> {
  const expected = options.expectedSha256 === undefined ? undefined : normalHash(options.expectedSha256);
  const header = await readModelHeader(path, {}, signal);
  if (options.adapters === undefined || textOf(header.metadata, "general.type") !== "adapter")
    requireModel(header);
  const paths = header.split ? partPaths(path, header.split.count) : [path];
  const states = await Promise.all(paths.map(fileState));
  const sha256 = await hashFiles(paths, progress, signal);
  const after = await Promise.all(paths.map(fileState));
  if (JSON.stringify(after) !== JSON.stringify(states)) throw changing(path);
  await options.hashes?.set(path, states, sha256);
  if (expected !== undefined && expected !== sha256) throw hashMismatch(path, expected, sha256);
  return { name: modelName(path), path, sha256, size: header.size };
}

/** The file's name without its ending and without what numbers its parts. */
export const modelName = (path: string) => basename(path).replace(/(-\d{5}-of-\d{5})?\.gguf$/i, "");

export interface VerifyEntry {
  readonly path: string;
  /** What the file must have. */
  readonly sha256?: string;
}

/**
 * The file's SHA-256: the remembered one when the file is unchanged, computed when the entry demands one,
 * otherwise undefined (nobody waits for a hash that nobody asked for). Rejects as `importModel` does.
 */
export async function verifyModel(
  entry: VerifyEntry,
  hashes: HashCache,
  progress: HashProgress,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const expected = entry.sha256 === undefined ? undefined : normalHash(entry.sha256);
  const paths = partsByName(entry.path);
  const states = await Promise.all(paths.map(fileState));
  signal?.throwIfAborted();
  const remembered = await hashes.get(entry.path, states);
  if (remembered === undefined && expected === undefined) return undefined;
  const sha256 = remembered ?? (await importModel(entry.path, { hashes }, progress, signal)).sha256;
  if (expected !== undefined && expected !== sha256) throw hashMismatch(entry.path, expected, sha256);
  return sha256;
}

/** SHA-256 of the files' bytes one after another, as `cat PARTS | sha256sum` gives it. */
export async function hashFiles(
  paths: readonly string[],
  progress: HashProgress,
  signal?: AbortSignal,
): Promise<string> {
  const states = await Promise.all(paths.map(fileState));
  const total = states.reduce((sum, state) => sum + state.size, 0);
  const hash = createHash("sha256");
  let done = 0;
  for (const path of paths)
    await hashFile(
      path,
      hash,
      (bytes) => progress(Math.min(1, (done += bytes) / Math.max(1, total))),
      signal,
    );
  signal?.throwIfAborted();
  return hash.digest("hex");
}

async function hashFile(
  path: string,
  hash: Hash,
  onBytes: (count: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  const stream = createReadStream(path, { highWaterMark: 4 * 1024 * 1024 });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      hash.update(chunk);
      onBytes(chunk.length);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw notReadable(path, codeOf(error));
  } finally {
    stream.destroy();
  }
}

export async function fileState(path: string): Promise<FileState> {
  try {
    const { size, mtimeMs, ctimeMs } = await stat(path);
    return { size, mtimeMs, ctimeMs };
  } catch (error) {
    throw notReadable(path, codeOf(error));
  }
}

/** The parts of a model by its file's name alone, without reading it. */
export function partsByName(path: string): readonly string[] {
  const count = Number(/-\d{5}-of-(\d{5})\.gguf$/i.exec(path)?.[1] ?? 1);
  return count > 1 ? partPaths(path, count) : [path];
}

/**
 * The file's SHA-256, remembered or computed now and remembered; undefined when the file cannot be read. Rejects with
 * the signal's reason only.
 */
export async function fileHash(
  path: string,
  storagePath: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const hashes = openHashCache(storagePath);
  const silent = () => undefined;
  try {
    const known = await verifyModel({ path }, hashes, silent, signal);
    return known ?? (await importModel(path, { hashes }, silent, signal)).sha256;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Accepts what tools print: upper case, spaces between bytes, a `sha256:` before it. */
export function normalHash(text: string): string {
  const hash = text
    .trim()
    .toLowerCase()
    .replace(/^sha-?256[:=]/, "")
    .replace(/[\s:]/g, "");
  if (/^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new ModelError(
    "model-hash",
    t("“{0}” is not a SHA-256. Write 64 hexadecimal digits, or leave sha256 out.", text.slice(0, 80)),
  );
}

export const hashMismatch = (path: string, expected: string, actual: string) =>
  new ModelError(
    "model-hash",
    t(
      "{0} is not the expected file: its SHA-256 is {1}, but {2} was expected. Copy the file again from its source; if you replaced the model on purpose, put its new SHA-256 into hanare.models.",
      basename(path),
      actual,
      expected,
    ),
  );

const changing = (path: string) =>
  new ModelError(
    "model-file",
    t(
      "{0} changed while it was being read. Wait until it is copied completely, then try again.",
      basename(path),
    ),
  );
