/** Makes a bundle: everything the other side of an air gap needs, in one folder, cut into pieces where a gateway asks. */
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { t } from "../../util/l10n";
import { type CopyPorts, type Disk, readPiece } from "../copyFiles";
import { diskFull, writeFailed } from "../diskErrors";
import { codeOf, notReadable } from "../ggufErrors";
import { partPaths, readModelHeader, requireModel } from "../ggufFile";
import { fileState } from "../store";
import { guideFiles } from "./guide";
import {
  bundleError,
  type BundleFile,
  type BundleKind,
  type BundlePiece,
  manifestName,
  writeManifest,
} from "./manifest";
import { piecesOf } from "./readBundle";

export interface BundleContents {
  /** GGUF files, of several parts the first; all paths are absolute. */
  readonly models: readonly string[];
  /** VSIX files. */
  readonly extensions: readonly string[];
  /** YAML files of rule packs. */
  readonly rules: readonly string[];
  readonly allowList?: string;
  /** List of what the product is made of (CycloneDX). */
  readonly parts?: string;
}

export interface ExportOptions {
  /** Absolute; a folder that is empty or not there yet. */
  readonly to: string;
  readonly product: string;
  /** Bytes; no file of the bundle is larger. */
  readonly split?: number;
  /** PEM. */
  readonly privateKey?: string;
}

interface Source {
  readonly kind: BundleKind;
  readonly from: string;
  readonly path: string;
  readonly size: number;
}

/**
 * The list of what was written. Rejects with a ModelError (`bundle`, `model-file`, `disk-…`), or with the signal's reason;
 * a bundle that was not finished has no list, so nobody takes it for one.
 */
export async function exportBundle(
  contents: BundleContents,
  options: ExportOptions,
  ports: CopyPorts,
  signal: AbortSignal,
): Promise<readonly BundleFile[]> {
  const { disk } = ports;
  const sources = await sourcesOf(contents, signal);
  await requireEmpty(options.to, disk);
  const total = sources.reduce((sum, { size }) => sum + size, 0);
  await makeFolders(options.to, sources, disk);
  const free = await disk.free(options.to);
  if (free < total) throw diskFull(options.to, total, free);
  let done = 0;
  const count = (bytes: number) => ports.progress(Math.min(1, (done += bytes) / Math.max(1, total)));
  const files: BundleFile[] = [];
  for (const source of sources) files.push(await copySource(source, options, { disk, count }, signal));
  const guides = guideFiles({ files, product: options.product, signed: options.privateKey !== undefined });
  for (const { path, text } of guides)
    files.push(await writeText({ path, text, kind: "guide" }, options.to, disk));
  const sums = files.flatMap(piecesOf).map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  await writeText({ path: "SHA256SUMS.txt", text: sums.join(""), kind: "guide" }, options.to, disk);
  const manifest = writeManifest({ product: options.product, files }, options.privateKey);
  await writeText({ path: manifestName, text: manifest, kind: "guide" }, options.to, disk);
  return files;
}

const folders: Readonly<Partial<Record<BundleKind, string>>> = {
  extension: "extensions",
  model: "models",
  rules: "rules",
};

async function sourcesOf(contents: BundleContents, signal: AbortSignal): Promise<readonly Source[]> {
  const sources: Source[] = [];
  const add = async (kind: BundleKind, from: string) => {
    const folder = folders[kind];
    const path = folder === undefined ? basename(from) : `${folder}/${basename(from)}`;
    const clash = sources.find((other) => other.path.toLowerCase() === path.toLowerCase());
    if (clash !== undefined)
      throw bundleError(t("{0} and {1} have the same name. Rename one of them.", clash.from, from));
    sources.push({ kind, from, path, size: (await fileState(from)).size });
  };
  for (const file of contents.extensions) await add("extension", file);
  for (const file of contents.models) {
    const header = await readModelHeader(file, {}, signal);
    requireModel(header);
    for (const part of header.split ? partPaths(file, header.split.count) : [file]) await add("model", part);
  }
  for (const file of contents.rules) await add("rules", file);
  if (contents.allowList !== undefined) await add("allowList", contents.allowList);
  if (contents.parts !== undefined) await add("parts", contents.parts);
  return sources;
}

async function requireEmpty(folder: string, disk: Disk): Promise<void> {
  const there = await disk
    .look(folder)
    .catch((error: unknown) => Promise.reject(notReadable(folder, codeOf(error))));
  if (there === undefined) return;
  if (!there.folder || (await disk.list(folder)).length > 0)
    throw bundleError(t("{0} is not an empty folder. Name a new one; nothing was changed.", folder));
}

async function makeFolders(to: string, sources: readonly Source[], disk: Disk): Promise<void> {
  const names = new Set(sources.map(({ kind }) => folders[kind] ?? ""));
  for (const name of ["", ...names]) {
    const folder = join(to, name);
    await disk.makeFolder(folder).catch((error: unknown) => Promise.reject(writeFailed(folder, error)));
  }
}

interface Writing {
  readonly disk: Disk;
  count(bytes: number): void;
}

/** One file, or pieces `NAME.001`, `NAME.002` … of it. */
async function copySource(
  { kind, from, path, size }: Source,
  { to, split }: ExportOptions,
  { disk, count }: Writing,
  signal: AbortSignal,
): Promise<BundleFile> {
  const most = split === undefined || size <= split ? Infinity : split;
  const whole = createHash("sha256");
  const pieces: BundlePiece[] = [];
  let piece = await startPiece(nameOf(0), to, disk);
  function nameOf(at: number): string {
    return most === Infinity ? path : `${path}.${String(at + 1).padStart(3, "0")}`;
  }
  try {
    for await (const bytes of readPiece(from, disk)) {
      signal.throwIfAborted();
      whole.update(bytes);
      for (let start = 0; start < bytes.length;) {
        if (piece.size() >= most) {
          pieces.push(await piece.end());
          piece = await startPiece(nameOf(pieces.length), to, disk);
        }
        const end = Math.min(bytes.length, start + most - piece.size());
        await piece.write(bytes.subarray(start, end));
        start = end;
      }
      count(bytes.length);
    }
    pieces.push(await piece.end());
  } catch (error) {
    await piece.close();
    throw error;
  }
  const sha256 = whole.digest("hex");
  return { kind, path, size, sha256, ...(most === Infinity ? {} : { pieces }) };
}

async function startPiece(path: string, to: string, disk: Disk) {
  const file = join(to, path);
  const failed = (error: unknown) => Promise.reject(writeFailed(file, error));
  const hash = createHash("sha256");
  const sink = await disk.create(file).catch(failed);
  let size = 0;
  return {
    size: () => size,
    async write(bytes: Uint8Array): Promise<void> {
      await sink.write(bytes).catch(failed);
      hash.update(bytes);
      size += bytes.length;
    },
    async end(): Promise<BundlePiece> {
      await sink.sync().catch(failed);
      await sink.close().catch(failed);
      return { path, size, sha256: hash.digest("hex") };
    },
    close: () => sink.close().catch(() => undefined),
  };
}

async function writeText(
  { path, text, kind }: { readonly path: string; readonly text: string; readonly kind: BundleKind },
  to: string,
  disk: Disk,
): Promise<BundleFile> {
  const piece = await startPiece(path, to, disk);
  try {
    await piece.write(Buffer.from(text, "utf8"));
    return { kind, ...(await piece.end()) };
  } catch (error) {
    await piece.close();
    throw error;
  }
}
