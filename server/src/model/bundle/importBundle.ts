/** Takes over what a bundle brings: everything is checked, models go to the models folder, rules and lists beside them. */
import { basename, join } from "node:path";
import { type AllowList, requireAllowed } from "../allowList";
import { copyFiles, type CopyPorts, type FileCopy } from "../copyFiles";
import { alreadyThere } from "../diskErrors";
import { readModelHeader, requireModel } from "../ggufFile";
import { hashFiles, modelName } from "../store";
import { type BundleFile } from "./manifest";
import { damaged, openBundle, piecesOf, verifyFiles } from "./readBundle";

export interface ImportBundleOptions {
  /** Folder for models, absolute; rule packs go to `packs` in it. */
  readonly to: string;
  readonly publicKey?: string;
  /** Another model is not taken. */
  readonly allowList?: AllowList;
}

export interface ImportedBundle {
  readonly product: string;
  readonly signature: "valid" | "unchecked" | "none";
  readonly models: readonly {
    readonly name: string;
    readonly path: string;
    readonly sha256: string;
    readonly copied: boolean;
  }[];
  /** Rule packs, absolute. */
  readonly rules: readonly string[];
  readonly allowList?: string;
  /** Checked where they are, absolute. */
  readonly extensions: readonly string[];
}

/**
 * `folder`: of the bundle, absolute. Rejects with a ModelError (`bundle`, `model-file`, `model-not-allowed`,
 * `model-exists`, `disk-…`), or with the signal's reason. A model that was finished before stays.
 */
export async function importBundle(
  folder: string,
  options: ImportBundleOptions,
  ports: CopyPorts,
  signal: AbortSignal,
): Promise<ImportedBundle> {
  const { manifest, signature } = await openBundle(folder, ports, options.publicKey);
  signal.throwIfAborted();
  const { files, product } = manifest;
  const of = (kind: BundleFile["kind"]) => files.filter((file) => file.kind === kind);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  const sharing = (part: readonly BundleFile[]): CopyPorts => {
    const start = before;
    const size = part.reduce((sum, file) => sum + file.size, 0);
    before += size;
    return { ...ports, progress: (share) => ports.progress((start + share * size) / Math.max(1, total)) };
  };
  // Small things are checked first: a bundle with damage there is refused as a whole.
  const beside = files.filter(({ kind }) => kind !== "model");
  await verifyFiles(folder, beside, sharing(beside), signal);
  const models: ImportedBundle["models"][number][] = [];
  for (const group of modelGroups(of("model")))
    models.push(await importModelFiles({ folder, group, options }, sharing(group), signal));
  const rules = of("rules");
  const rulesFolder = join(options.to, "packs");
  const lists = of("allowList");
  for (const [to, each] of [
    [rulesFolder, rules],
    [options.to, lists],
  ] as const)
    for (const file of each) await copyAnew({ folder, file, to }, { ...ports, progress: ignored }, signal);
  return {
    ...{ product, signature, models },
    rules: rules.map(({ path }) => join(rulesFolder, basename(path))),
    ...(lists[0] === undefined ? {} : { allowList: join(options.to, basename(lists[0].path)) }),
    extensions: of("extension").map(({ path }) => join(folder, path)),
  };
}

/** Their bytes were counted when they were checked. */
const ignored = () => undefined;

/** Files of one model, in order: `NAME-00001-of-00003.gguf` and its siblings, or a single one. */
function modelGroups(files: readonly BundleFile[]): readonly (readonly BundleFile[])[] {
  const groups = new Map<string, BundleFile[]>();
  for (const file of [...files].sort((one, other) => (one.path < other.path ? -1 : 1))) {
    const name = modelName(file.path);
    groups.set(name, [...(groups.get(name) ?? []), file]);
  }
  return [...groups.values()];
}

interface Group {
  readonly folder: string;
  readonly group: readonly BundleFile[];
  readonly options: ImportBundleOptions;
}

async function importModelFiles(
  { folder, group, options }: Group,
  ports: CopyPorts,
  signal: AbortSignal,
): Promise<ImportedBundle["models"][number]> {
  const { disk } = ports;
  const targets = group.map((file) => join(options.to, basename(file.path)));
  const path = targets[0] ?? "";
  const name = modelName(path);
  const checked = (sha256: string) => {
    if (options.allowList) requireAllowed(options.allowList, basename(path), sha256);
    return sha256;
  };
  const there = await presentHash(group, targets, ports, signal);
  if (there !== undefined) return { name, path, sha256: checked(there), copied: false };
  const files = group.map((file, at) => copyOf(folder, file, targets[at] ?? path));
  const size = group.reduce((sum, file) => sum + file.size, 0);
  const sha256 = await copyFiles({ files, size, checked }, ports, signal);
  try {
    requireModel(await readModelHeader(path, {}, signal));
  } catch (error) {
    for (const target of targets) await disk.remove(target).catch(() => undefined);
    throw error;
  }
  return { name, path, sha256, copied: true };
}

/** Hash of all bytes when the model is there already; undefined when nothing is. Rejects when another file is. */
async function presentHash(
  group: readonly BundleFile[],
  targets: readonly string[],
  { disk, progress }: CopyPorts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = await Promise.all(targets.map((target) => disk.look(target)));
  const taken = targets.filter((_, at) => found[at] !== undefined);
  if (taken[0] === undefined) return undefined;
  for (const [at, file] of group.entries()) {
    const target = targets[at] ?? "";
    const same =
      found[at]?.size === file.size && (await hashFiles([target], progress, signal)) === file.sha256;
    if (!same) throw alreadyThere(taken[0]);
  }
  return group.length === 1 ? group[0]?.sha256 : hashFiles(targets, progress, signal);
}

const copyOf = (folder: string, file: BundleFile, to: string): FileCopy => ({
  to,
  pieces: piecesOf(file).map(({ path }) => join(folder, path)),
  checked: (sha256) => {
    if (sha256 !== file.sha256) throw damaged(file.path);
  },
});

interface Anew {
  readonly folder: string;
  readonly file: BundleFile;
  readonly to: string;
}

/** Rule packs and lists are the organisation's: a newer one takes the place of an older. */
async function copyAnew({ folder, file, to }: Anew, ports: CopyPorts, signal: AbortSignal): Promise<void> {
  const files = [copyOf(folder, file, join(to, basename(file.path)))];
  await copyFiles({ files, size: file.size, checked: (sha256) => sha256 }, ports, signal);
}
