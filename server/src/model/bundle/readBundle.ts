/** A bundle on a disk: its list, and whether every file is there as it was made. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { t } from "../../util/l10n";
import { type CopyPorts, readPiece } from "../copyFiles";
import { codeOf, notReadable } from "../ggufErrors";
import {
  bundleError,
  type BundleFile,
  type BundlePiece,
  manifestName,
  readManifest,
  type ReadManifest,
} from "./manifest";

/** Characters; a list of a thousand files has some 300,000. */
const longestManifest = 4_000_000;

/** The folder of the bundle that `path` names: itself, or the list in it; undefined when it is no bundle. */
export async function bundleAt(path: string, { disk }: Pick<CopyPorts, "disk">): Promise<string | undefined> {
  if (path.endsWith(manifestName)) return path.slice(0, -manifestName.length - 1);
  const there = await disk.look(path).catch(() => undefined);
  if (there?.folder !== true) return undefined;
  return (await disk.look(join(path, manifestName)).catch(() => undefined)) === undefined ? undefined : path;
}

/** Rejects with ModelError `bundle`, `model-file` or `disk-gone`. */
export async function openBundle(
  folder: string,
  { disk }: Pick<CopyPorts, "disk">,
  publicKey: string | undefined,
): Promise<ReadManifest> {
  const file = join(folder, manifestName);
  const there = await disk
    .look(file)
    .catch((error: unknown) => Promise.reject(notReadable(file, codeOf(error))));
  if (there === undefined) throw notReadable(file, "ENOENT");
  const chunks: Uint8Array[] = [];
  if (there.size <= longestManifest) for await (const bytes of readPiece(file, disk)) chunks.push(bytes);
  const bundle = readManifest(Buffer.concat(chunks).toString("utf8"), publicKey);
  await requireAll(folder, bundle.manifest.files, { disk });
  return bundle;
}

export const piecesOf = (file: BundleFile): readonly BundlePiece[] => file.pieces ?? [file];

/** Every file is there in its size: what a gateway or a drive lost is said before anything is copied. */
async function requireAll(
  folder: string,
  files: readonly BundleFile[],
  { disk }: Pick<CopyPorts, "disk">,
): Promise<void> {
  const missing: string[] = [];
  for (const piece of files.flatMap(piecesOf)) {
    const there = await disk.look(join(folder, piece.path)).catch(() => undefined);
    if (there?.folder !== false || there.size !== piece.size) missing.push(piece.path);
  }
  if (missing.length > 0)
    throw bundleError(
      t(
        "The bundle is not whole: {0} of its files are missing or have another size: {1}. Copy them again from where the bundle was made.",
        missing.length,
        missing.slice(0, 10).join(", "),
      ),
    );
}

export const damaged = (path: string) =>
  bundleError(
    t("{0} is not the file that the bundle was made with: its SHA-256 differs. Copy it again.", path),
  );

/** Compares the SHA-256 of files that are not copied. Rejects with ModelError `bundle`, or with the signal's reason. */
export async function verifyFiles(
  folder: string,
  files: readonly BundleFile[],
  { disk, progress }: CopyPorts,
  signal: AbortSignal,
): Promise<void> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const file of files) {
    const whole = createHash("sha256");
    for (const piece of piecesOf(file)) {
      const own = createHash("sha256");
      for await (const bytes of readPiece(join(folder, piece.path), disk)) {
        signal.throwIfAborted();
        own.update(bytes);
        whole.update(bytes);
        progress(Math.min(1, (done += bytes.length) / Math.max(1, total)));
      }
      if (own.digest("hex") !== piece.sha256) throw damaged(piece.path);
    }
    if (whole.digest("hex") !== file.sha256) throw damaged(file.path);
  }
}
