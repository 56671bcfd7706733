/** Suites on disk: the shipped ones and the user's, and the files that a suite's cases name. */
import { readdir, realpath } from "node:fs/promises";
import path from "node:path";
import { type SuiteSource } from "../evaluate/suite";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { readBytes } from "./files";

export interface SuiteOnDisk extends SuiteSource {
  /** Absolute; cases name files below it. */
  readonly folder: string;
}

const suiteName = /\.ya?ml$/i;

/** Ids of the suites that come with the product, in order. `bundles`: the folder of the bundles. */
export async function shippedSuites(bundles: string): Promise<readonly string[]> {
  const names = await readdir(shippedFolder(bundles));
  return names
    .filter((name) => suiteName.test(name))
    .map((name) => name.replace(suiteName, ""))
    .sort();
}

const shippedFolder = (bundles: string) => path.join(bundles, "../media/suites");

export const shippedSuite = (id: string, bundles: string, signal: AbortSignal): Promise<SuiteOnDisk> =>
  suiteFile({ name: `${id}.yaml`, file: path.join(shippedFolder(bundles), `${id}.yaml`) }, signal);

/** Rejects with a `RequestError` that says why it cannot be read. `name`: as the user wrote it. */
export async function suiteFile(
  { name, file }: { readonly name: string; readonly file: string },
  signal: AbortSignal,
): Promise<SuiteOnDisk> {
  const text = new TextDecoder().decode(await readBytes(file, signal));
  return { name, text, folder: path.dirname(file) };
}

/**
 * Bytes of a file below a suite's folder; links that lead out of it are refused. Rejects with a `RequestError`.
 * `relative`: with `/`, checked by the suite's reader.
 */
export async function besideSuite(
  folder: string,
  relative: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const file = path.join(folder, ...relative.split("/"));
  const [root, target] = await Promise.all([realpath(folder), realpath(file).catch(() => file)]);
  signal.throwIfAborted();
  const inside = path.relative(root, target);
  // A file that is not there is told by whoever reads it.
  if (target !== file && (inside.startsWith("..") || path.isAbsolute(inside)))
    throw new RequestError("not-readable", t("{0} leads out of the suite's folder.", relative));
  return readBytes(target, signal);
}
