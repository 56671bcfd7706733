/** The loader with its real ports: files of this machine, an engine process, the clock. */
import { statfs } from "node:fs/promises";
import { availableParallelism, cpus, homedir } from "node:os";
import { performance } from "node:perf_hooks";
import { type EngineSettings, type ModelEntry, type ModelStoreSettings, type Role } from "../protocol";
import { engineEnvironment, type EngineProcessOptions, startEngineProcess } from "./engine/process";
import { createShare, type ShareOptions } from "./engine/shared/share";
import { type AllowList, requireAllowed, roleRefusal } from "./allowList";
import { loadAllowList } from "./allowListFile";
import { readAdapters } from "./adapters";
import { readModelHeader, requireModel } from "./ggufFile";
import { type GenerationDeps } from "./generation";
import { createLoader, type Loader } from "./loader";
import { connectServer } from "./http/connect";
import { type ServerPorts } from "./http/server";
import { machineMemory } from "./machineMemory";
import { machineNotes } from "./machineNotes";
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
  /** Absent: an engine of its own, whatever the settings say. */
  readonly shared?: ShareOptions;
  /** For `${workspaceFolder}` in a model's path. */
  readonly workspaceFolder: () => string | undefined;
  /** The file of a model of the catalogue. Rejects with a ModelError. */
  findListed(id: string, store: ModelStoreSettings): Promise<string>;
  /** How inference servers are reached; absent: they are not. */
  readonly servers?: ServerPorts;
  readonly log: (line: string) => void;
}

export function createLocalModels(options: LocalModelsOptions): Loader {
  const hashes = openHashCache(options.storagePath);
  return createLoader({
    startProcess: createStart(options),
    plan: (settings, signal) =>
      planLoad(
        settings,
        {
          inspect: (entry, roles) => inspect({ entry, roles, settings }, options, hashes),
          memory: machineMemory,
        },
        signal,
      ),
    ...connecting(options.servers),
    now: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    log: options.log,
  });
}

/** The engine is shared where that is asked for and can be had; otherwise it is this process's child. */
function createStart(options: LocalModelsOptions): GenerationDeps["startProcess"] {
  const { script, execPath, env, log, shared } = options;
  const share = shared === undefined ? undefined : createShare(shared);
  return async (load, { gpu, engine }, signal) => {
    const start: EngineProcessOptions = { script, execPath, env: engineEnvironment(env, gpu.devices), log };
    const common = engine.shared ? await share?.(load, start, signal) : undefined;
    return common ?? startEngineProcess(start);
  };
}
const connecting = (servers: ServerPorts | undefined): Pick<GenerationDeps, "connect"> =>
  servers === undefined
    ? {}
    : { connect: (settings, wish, signal) => connectServer(wish, servers, settings, signal) };

interface Wanted {
  readonly entry: ModelEntry;
  readonly roles: readonly Role[];
  readonly settings: EngineSettings;
}

async function inspect(
  { entry, roles, settings }: Wanted,
  { workspaceFolder, findListed, env, log }: LocalModelsOptions,
  hashes: HashCache,
): Promise<InspectedModel> {
  const folder = workspaceFolder();
  const variables = { home: homedir(), ...(folder === undefined ? {} : { workspaceFolder: folder }) };
  const path =
    entry.path === undefined
      ? await findListed(entry.catalogue ?? "", settings.modelStore)
      : resolveModelPath(entry.path, variables);
  const header = await readModelHeader(path, { tokens: true });
  requireModel(header);
  const verified = await verifyModel(
    { path, ...(entry.sha256 === undefined ? {} : { sha256: entry.sha256 }) },
    hashes,
    () => undefined,
  );
  const allowed = await loadAllowList(settings.modelStore, homedir());
  const places = { variables, hashes, allowList: allowed };
  const adapters = entry.lora && (await readAdapters(entry.lora, header, places));
  // Vectors are kept under the hash of their model, so it is needed at once; these models are small.
  const sha256 =
    verified ??
    (allowed || adapters || roles.includes("embedding")
      ? (await importModel(path, { hashes }, () => undefined)).sha256
      : undefined);
  const notAllowed = allowed && refusals(allowed, { file: header.file, sha256: sha256 ?? "", roles });
  if (sha256 === undefined) rememberHash(path, hashes, log);
  const { completion, assistant, embedding } = abilitiesOf(header, entry.fim);
  return {
    path,
    fim: completion,
    assistant,
    embedding,
    ...(adapters === undefined ? {} : { lora: adapters.lora }),
    quantization: quantizationOf(header),
    notes: [
      ...(adapters?.notes ?? []),
      ...machineNotes(path, { ...(await factsOf(path, env)), mapped: settings.engine.mmap }),
    ],
    ...(sha256 === undefined ? {} : { sha256: adapters?.hashWith(sha256) ?? sha256 }),
    ...(notAllowed === undefined ? {} : { notAllowed }),
    header,
  };
}

async function factsOf(path: string, env: LocalModelsOptions["env"]) {
  const { platform, arch } = process;
  const processor = cpus()[0]?.model ?? "";
  const fileSystem =
    platform === "linux"
      ? await statfs(path).then(
          ({ type }) => type,
          () => undefined,
        )
      : undefined;
  const machine = { platform, arch, env, processor, cores: availableParallelism() };
  return { ...machine, ...(fileSystem === undefined ? {} : { fileSystem }) };
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
