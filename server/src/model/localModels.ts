/** The loader with its real ports: files of this machine, an engine process, the clock. */
import { freemem, homedir, totalmem } from "node:os";
import { performance } from "node:perf_hooks";
import { type EngineSettings, type ModelEntry, type ModelStoreSettings, type Role } from "../protocol";
import { engineEnvironment, startEngineProcess } from "./engine/process";
import { type AllowList, requireAllowed, roleRefusal } from "./allowList";
import { loadAllowList } from "./allowListFile";
import { planFit } from "./fit";
import { readModelHeader, requireModel } from "./ggufFile";
import { createLoader, type Loader } from "./loader";
import { planLoad, type InspectedModel } from "./plan";
import { abilitiesOf, quantizationOf } from "./report";
import { importModel, openHashCache, resolveModelPath, verifyModel, type HashCache } from "./store";

export interface LocalModelsOptions {
  /** Path of the engine bundle. */
  readonly script: string;
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder for hashes; absent: nothing is remembered. */
  readonly storagePath?: string;
  /** For `${workspaceFolder}` in a model's path. */
  readonly workspaceFolder: () => string | undefined;
  /** The file of a model of the catalogue. Rejects with a ModelError. */
  findListed(id: string, store: ModelStoreSettings): Promise<string>;
  readonly log: (line: string) => void;
}

export function createLocalModels(options: LocalModelsOptions): Loader {
  const hashes = openHashCache(options.storagePath);
  return createLoader({
    startProcess: (devices) =>
      startEngineProcess({
        script: options.script,
        execPath: options.execPath,
        env: engineEnvironment(options.env, devices),
        log: options.log,
      }),
    plan: (settings, signal) =>
      planLoad(
        settings,
        { inspect: (entry, roles) => inspect({ entry, roles, settings }, options, hashes) },
        signal,
      ),
    now: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    log: options.log,
  });
}

interface Wanted {
  readonly entry: ModelEntry;
  readonly roles: readonly Role[];
  readonly settings: EngineSettings;
}

async function inspect(
  { entry, roles, settings }: Wanted,
  { workspaceFolder, findListed, log }: LocalModelsOptions,
  hashes: HashCache,
): Promise<InspectedModel> {
  const folder = workspaceFolder();
  const path =
    entry.path === undefined
      ? await findListed(entry.catalogue ?? "", settings.modelStore)
      : resolveModelPath(entry.path, {
          home: homedir(),
          ...(folder === undefined ? {} : { workspaceFolder: folder }),
        });
  const header = await readModelHeader(path, { tokens: true });
  requireModel(header);
  const verified = await verifyModel(
    { path, ...(entry.sha256 === undefined ? {} : { sha256: entry.sha256 }) },
    hashes,
    () => undefined,
  );
  const allowed = await loadAllowList(settings.modelStore, homedir());
  // Vectors are kept under the hash of their model, so it is needed at once; these models are small.
  const sha256 =
    verified ??
    (allowed || roles.includes("embedding")
      ? (await importModel(path, { hashes }, () => undefined)).sha256
      : undefined);
  const notAllowed = allowed && refusals(allowed, { file: header.file, sha256: sha256 ?? "", roles });
  if (sha256 === undefined) rememberHash(path, hashes, log);
  const { completion, assistant, embedding } = abilitiesOf(header, entry.fim);
  const fit = planFit(
    header,
    {
      kvCacheType: settings.gpu.kvCacheType,
      batchSize: settings.engine.batchSize,
      roles,
      ...(entry.contextSize === undefined ? {} : { contextSize: entry.contextSize }),
    },
    { totalRam: totalmem(), freeRam: availableMemory() },
  );
  return {
    path,
    fim: completion,
    assistant,
    embedding,
    quantization: quantizationOf(header),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(notAllowed === undefined ? {} : { notAllowed }),
    ...(fit.fits ? {} : { tooLarge: fit.advice }),
  };
}

/** Rejects what is not on the list; answers the roles that the list does not give it. */
function refusals(
  list: AllowList,
  {
    file,
    sha256,
    roles,
  }: { readonly file: string; readonly sha256: string; readonly roles: readonly Role[] },
): ReadonlyMap<Role, string> {
  const model = requireAllowed(list, file, sha256);
  const pairs = roles.map((role) => [role, roleRefusal(list, model, role)] as const);
  return new Map(pairs.filter((pair): pair is [Role, string] => pair[1] !== undefined));
}

/** Milliseconds: loading comes first, it reads the same file. */
const hashDelay = 30_000;

/** The hash is part of what a judgement is recorded under; it is computed once, when nobody waits. */
function rememberHash(path: string, hashes: HashCache, log: (line: string) => void): void {
  const timer = setTimeout(() => {
    importModel(path, { hashes }, () => undefined).catch((error: unknown) => log(String(error)));
  }, hashDelay);
  timer.unref();
}

/** macOS counts its file cache as used; what it would give back at once is not told, so most of it counts. */
function availableMemory(): number {
  return process.platform === "darwin" ? totalmem() * 0.75 : freemem();
}
