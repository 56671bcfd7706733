/**
 * Takes a model from a disk, a share or a USB drive into the models folder: under `NAME.part` until every byte is there
 * and was checked, then under its name at once. What breaks off leaves nothing behind.
 */
import { basename, join, resolve, dirname } from "node:path";
import { t } from "../util/l10n";
import { type AllowList, requireAllowed } from "./allowList";
import { copyFiles, type CopyPorts, type Disk } from "./copyFiles";
import { alreadyThere, sourceGone } from "./diskErrors";
import { codeOf, notReadable } from "./ggufErrors";
import { partPaths, readModelHeader, requireModel } from "./ggufFile";
import { ModelError } from "./runtime";
import {
  fileState,
  type HashCache,
  hashFiles,
  hashMismatch,
  type ImportedModel,
  importModel,
  modelName,
  normalHash,
} from "./store";

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

/**
 * `source`: a GGUF file, any part of a model in several, or a folder with one model; absolute. Rejects with a ModelError
 * (`model-file`, `model-hash`, `model-not-allowed`, `model-exists`, `disk-…`), or with the signal's reason.
 */
export async function bringIn(
  source: string,
  options: BringInOptions,
  { disk, progress }: CopyPorts,
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
    present ??
    (await copyFiles(
      { files: copiesOf({ from, to }), size: header.size, checked },
      { disk, progress },
      signal,
    ));
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

const copiesOf = ({ from, to }: Places) =>
  from.map((path, index) => ({ to: to[index] ?? path, pieces: [path] }));

/** The hash of what is at the target already, when it is the same model; undefined when nothing is there. */
async function presentHash(
  { from, to }: Places,
  { disk, progress }: CopyPorts,
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
