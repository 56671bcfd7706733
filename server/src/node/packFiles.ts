/** Rule pack files on disk: the shipped ones, and those that settings name by path. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { platform } from "./files";
import { pathOf, uriOf } from "../documents/uris";
import { type BuiltPack } from "../review/builtPack";
import { type PackSource } from "../review/packFile";
import { t } from "../util/l10n";

const packName = /\.ya?ml$/i;

/**
 * Every shipped pack, as the build has read it; they may extend each other, so all are given. `bundles`: the folder of
 * the bundles.
 */
export async function shippedPacks(bundles: string): Promise<readonly PackSource[]> {
  const packs = JSON.parse(await readFile(path.join(bundles, "packs.json"), "utf8")) as readonly BuiltPack[];
  return packs.map((built) => {
    const file = path.join(bundles, "../media/packs", `${built.id}.yaml`);
    return { id: built.id, uri: uriOf(file, platform), text: "", built };
  });
}

/** Where a folder keeps the packs that hold for the files below it. */
export const packFolder = ".hanare/rules";

/** URIs of the packs that a folder (a URI) has of its own, in the order of their names. */
export async function packFilesIn(folder: string): Promise<readonly string[]> {
  const base = pathOf(folder, platform);
  if (base === undefined) return [];
  const own = path.join(base, packFolder);
  // Most folders have none.
  const names = await readdir(own).catch((): readonly string[] => []);
  return names
    .filter((name) => packName.test(name))
    .sort()
    .map((name) => uriOf(path.join(own, name), platform));
}

function reason(error: unknown): Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return new Error(t("the file does not exist"));
  if (code === "EISDIR") return new Error(t("it is a folder, not a YAML file"));
  return new Error(t("the file cannot be read ({0})", code));
}

/**
 * The file that `hanare.review.packs` names: absolute, `~`, or relative to `folder` (a URI). Rejects with a
 * message for the user.
 */
export async function packFile(name: string, folder: string | undefined, home: string): Promise<PackSource> {
  const own = name.startsWith("file:") ? pathOf(name, platform) : undefined;
  if (own === undefined && /^[a-z][a-z0-9+.-]+:\/\//i.test(name))
    throw new Error(t("Hanare never downloads a rule pack; give the path of a YAML file"));
  const expanded = own ?? name.replace(/^~(?=[\\/])/, () => home);
  const base = folder === undefined ? undefined : pathOf(folder, platform);
  if (base === undefined && !path.isAbsolute(expanded))
    throw new Error(t("no folder is open that a relative path could start from"));
  const file = path.resolve(base ?? "", expanded);
  try {
    return { id: name, uri: uriOf(file, platform), text: await readFile(file, "utf8") };
  } catch (error) {
    throw reason(error);
  }
}
