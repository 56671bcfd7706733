/** `hanare models import`: a model into the models folder, or looked at where it is. */
import path from "node:path";
import { type AllowList, readSignedList, requireAllowed } from "../model/allowList";
import { loadAllowList } from "../model/allowListFile";
import { bringIn } from "../model/bringIn";
import { bundleAt } from "../model/bundle/readBundle";
import { isAddress } from "../model/download/address";
import { download } from "../model/download/download";
import { organisationCertificates } from "../model/http/certificates";
import { resolveModelPath } from "../model/modelPath";
import { importModel, openHashCache } from "../model/store";
import { createExchange } from "../network/http";
import { delay } from "../node/clock";
import { defaultModelsFolder, disk } from "../node/disk";
import { type ModelStoreSettings } from "../protocol";
import { t } from "../util/l10n";
import { importBundleFrom } from "./bundle";
import { machineSettings, modelStoreOf, networkOf } from "./machineSettings";
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
  if (isAddress(name)) return printEntry(terminal, await fetchModel(terminal, name, options));
  const source = path.resolve(terminal.cwd, name);
  const allowList = await listOf(terminal, options);
  const bundle = options.inPlace === true ? undefined : await bundleAt(source, { disk });
  if (bundle !== undefined) return importBundleFrom(terminal, bundle, { ...options, allowList });
  const model = options.inPlace
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
  return printEntry(terminal, model);
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly sha256: string;
}

function printEntry(terminal: Terminal, { name, path: file, sha256 }: Entry): ExitCode {
  terminal.note(
    t(
      "Add this entry to hanare.models in the settings, and name it in hanare.model.completion, hanare.model.assistant or hanare.model.embedding:",
    ),
  );
  terminal.out(json({ name, path: file, sha256 }));
  return exitCodes.clean;
}

/** From a server that the machine's settings let through; its file must be known by its hash. */
async function fetchModel(terminal: Terminal, address: string, options: ImportOptions): Promise<Entry> {
  const { inPlace, sha256, to } = options;
  if (inPlace === true) throw new UsageError(t("--in-place is for files; an address is always fetched."));
  const { home, gate, storagePath, signal } = terminal;
  const settings = await machineSettings(terminal);
  const network = networkOf(settings, options);
  const store = modelStoreOf(terminal, settings);
  const allowList = (await listOf(terminal, options)) ?? (await loadAllowList(store, home));
  const ca = await organisationCertificates(network, home);
  gate.apply({ ...network, endpoints: [] });
  return download(
    address,
    {
      to: to === undefined ? modelsFolder(terminal, store) : path.resolve(terminal.cwd, to),
      hashes: openHashCache(storagePath),
      ...(sha256 === undefined ? {} : { expectedSha256: sha256 }),
      ...(allowList === undefined ? {} : { allowList }),
    },
    {
      ...{ disk, progress: progressTo(terminal), exchange: createExchange(gate), delay },
      ...(ca === undefined ? {} : { ca }),
    },
    signal,
  );
}

const modelsFolder = ({ env, home }: Terminal, { folder }: ModelStoreSettings): string =>
  folder.trim() === "" ? defaultModelsFolder(env) : resolveModelPath(folder, { home });

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
