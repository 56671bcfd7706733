/** `hanare models import`: a model into the models folder, or looked at where it is. */
import path from "node:path";
import { type AllowList, readSignedList, requireAllowed } from "../model/allowList";
import { bringIn } from "../model/bringIn";
import { bundleAt } from "../model/bundle/readBundle";
import { importModel, openHashCache } from "../model/store";
import { defaultModelsFolder, disk } from "../node/disk";
import { t } from "../util/l10n";
import { importBundleFrom } from "./bundle";
import { json, progressTo } from "./models";
import { type CommonOptions } from "./options";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";
import { textOf } from "./textFile";

export interface ImportOptions extends CommonOptions {
  readonly to?: string;
  readonly inPlace?: boolean;
  readonly sha256?: string;
  readonly allowList?: string;
  readonly publicKey?: string;
}

export async function importFile(
  terminal: Terminal,
  name: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const source = path.resolve(terminal.cwd, name);
  const allowList = await listOf(terminal, options);
  const bundle = options.inPlace === true ? undefined : await bundleAt(source, { disk });
  if (bundle !== undefined) return importBundleFrom(terminal, bundle, { ...options, allowList });
  const {
    name: model,
    path: file,
    sha256,
  } = options.inPlace
    ? await checkInPlace(terminal, source, { ...options, allowList })
    : await bringIn(
        source,
        {
          to: path.resolve(terminal.cwd, options.to ?? defaultModelsFolder(terminal.env)),
          hashes: openHashCache(terminal.storagePath),
          ...(options.sha256 === undefined ? {} : { expectedSha256: options.sha256 }),
          ...(allowList === undefined ? {} : { allowList }),
        },
        { disk, progress: progressTo(terminal) },
        terminal.signal,
      );
  terminal.note(
    t(
      "Add this entry to hanare.models in the settings, and name it in hanare.model.completion, hanare.model.assistant or hanare.model.embedding:",
    ),
  );
  terminal.out(json({ name: model, path: file, sha256 }));
  return exitCodes.clean;
}

async function listOf(
  terminal: Terminal,
  { allowList, publicKey }: ImportOptions,
): Promise<AllowList | undefined> {
  if (allowList === undefined) return undefined;
  if (publicKey === undefined)
    throw new UsageError(
      t("--allow-list needs --public-key: a list that nobody vouches for allows nothing."),
    );
  return readSignedList(await textOf(terminal, allowList), allowList, await textOf(terminal, publicKey));
}

async function checkInPlace(
  terminal: Terminal,
  source: string,
  { sha256, to, allowList }: Omit<ImportOptions, "allowList"> & { readonly allowList: AllowList | undefined },
) {
  if (to !== undefined) throw new UsageError(t("--to and --in-place exclude each other."));
  const hashes = openHashCache(terminal.storagePath);
  const expected = sha256 === undefined ? {} : { expectedSha256: sha256 };
  const model = await importModel(source, { hashes, ...expected }, progressTo(terminal), terminal.signal);
  if (allowList) requireAllowed(allowList, path.basename(source), model.sha256);
  return model;
}
