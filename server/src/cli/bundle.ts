/** `hanare models export`, and the import of what it made: models, extension and rules across an air gap. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { type AllowList } from "../model/allowList";
import { exportBundle } from "../model/bundle/exportBundle";
import { importBundle } from "../model/bundle/importBundle";
import { manifestName } from "../model/bundle/manifest";
import { codeOf } from "../model/ggufErrors";
import { defaultModelsFolder, disk } from "../node/disk";
import { t } from "../util/l10n";
import { product } from "../util/product";
import { formatSize } from "../util/size";
import { json, progressTo } from "./models";
import { type CommonOptions } from "./options";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";
import { textOf } from "./textFile";

export interface ExportOptions extends CommonOptions {
  readonly vsix?: readonly string[];
  readonly rules?: readonly string[];
  readonly allowList?: string;
  readonly sbom?: string;
  readonly split?: string;
  readonly key?: string;
}

export async function exportModels(
  terminal: Terminal,
  { folder, models }: { readonly folder: string; readonly models: readonly string[] },
  options: ExportOptions,
): Promise<ExitCode> {
  const absolute = (name: string) => path.resolve(terminal.cwd, name);
  const extensions = await filesIn(terminal, options.vsix ?? [], /\.vsix$/i);
  const rules = await filesIn(terminal, options.rules ?? [], /\.ya?ml$/i);
  if (models.length + extensions.length + rules.length === 0)
    throw new UsageError(t("There is nothing to take along. Name models, --vsix or --rules."));
  const split = splitOf(options.split);
  const key = options.key === undefined ? undefined : await textOf(terminal, options.key);
  const files = await exportBundle(
    {
      ...{ models: models.map(absolute), extensions, rules },
      ...(options.allowList === undefined ? {} : { allowList: absolute(options.allowList) }),
      ...(options.sbom === undefined ? {} : { parts: absolute(options.sbom) }),
    },
    {
      ...{ to: absolute(folder), product: product.version },
      ...(split === undefined ? {} : { split }),
      ...(key === undefined ? {} : { privateKey: key }),
    },
    { disk, progress: progressTo(terminal) },
    terminal.signal,
  );
  for (const { path: name, size, sha256, pieces } of files)
    terminal.out(
      `${sha256}  ${name}\t${formatSize(size)}${pieces === undefined ? "" : `\t×${pieces.length}`}\n`,
    );
  if (extensions.length === 0)
    terminal.note(t("The bundle holds no extension. Add --vsix for every system that has none yet."));
  if (key === undefined)
    terminal.note(
      t(
        "The bundle is not signed: whoever receives it can tell damage, but not who made it. Sign it with --key.",
      ),
    );
  return exitCodes.clean;
}

/** Bytes; undefined when nothing is to be cut. */
function splitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const megabytes = Number(text.replace(/\s*MB$/i, ""));
  if (!Number.isInteger(megabytes) || megabytes < 1)
    throw new UsageError(t("--split needs a number of megabytes, 1 or more: --split 500"));
  return megabytes * 1_000_000;
}

/** Files by name, and those of a kind in folders. */
async function filesIn(
  terminal: Terminal,
  names: readonly string[],
  kind: RegExp,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    const file = path.resolve(terminal.cwd, name);
    const entries = await readdir(file).catch((error: unknown) => {
      if (codeOf(error) === "ENOTDIR") return undefined;
      throw new UsageError(t("{0} cannot be read ({1}).", name, codeOf(error)));
    });
    if (entries === undefined) found.push(file);
    else {
      const own = entries.filter((entry) => kind.test(entry)).sort();
      if (own.length === 0) throw new UsageError(t("{0} holds no file of this kind.", name));
      found.push(...own.map((entry) => path.join(file, entry)));
    }
  }
  return found;
}

export interface ImportBundleOptions {
  readonly to?: string;
  readonly publicKey?: string;
  readonly allowList: AllowList | undefined;
}

/** `folder`: of the bundle, absolute. Prints what belongs into the settings. */
export async function importBundleFrom(
  terminal: Terminal,
  folder: string,
  { to, publicKey, allowList }: ImportBundleOptions,
): Promise<ExitCode> {
  const key = publicKey === undefined ? undefined : await textOf(terminal, publicKey);
  const result = await importBundle(
    folder,
    {
      to: path.resolve(terminal.cwd, to ?? defaultModelsFolder(terminal.env)),
      ...(key === undefined ? {} : { publicKey: key }),
      ...(allowList === undefined ? {} : { allowList }),
    },
    { disk, progress: progressTo(terminal) },
    terminal.signal,
  );
  const { models, rules, allowList: list, extensions, signature } = result;
  terminal.note(t("Every file of the bundle is as {0} says.", manifestName));
  if (signature === "none") terminal.note(t("The bundle is not signed."));
  if (signature === "unchecked")
    terminal.note(t("The bundle is signed, but the signature was not checked: give --public-key."));
  for (const extension of extensions) terminal.note(t("Extension: {0}", extension));
  terminal.note(t("For the settings:"));
  terminal.out(
    json({
      "hanare.models": models.map(({ name, path: file, sha256 }) => ({ name, path: file, sha256 })),
      ...(rules.length === 0 ? {} : { "hanare.review.packs": rules }),
      ...(list === undefined ? {} : { "hanare.modelStore.allowList": list }),
    }),
  );
  return exitCodes.clean;
}
