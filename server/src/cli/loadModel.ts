/** A model for one command: loaded, waited for, ended with the command. */
import path from "node:path";
import { createCapabilities } from "../model/capabilities";
import { policyOf } from "../model/http/endpoint";
import { createLocalModels } from "../model/localModels";
import { type Loader } from "../model/loader";
import { type FindPrivate } from "../model/routing/mask";
import { type RequestOrigin } from "../model/routing/origin";
import { createRouter } from "../model/routing/router";
import { ModelError, type ModelRuntime } from "../model/runtime";
import { listedFile } from "../node/catalogueFiles";
import { createExchange } from "../network/http";
import { delay, later, now } from "../node/clock";
import { platform } from "../node/files";
import { shippedPacks } from "../node/packFiles";
import { defaultSettings, type EngineSettings, type ModelEntry, type Role } from "../protocol";
import { loadPacks } from "../review/pack";
import { privateFinder } from "../review/privateData";
import { t } from "../util/l10n";
import { unlessAborted } from "../util/unlessAborted";
import { machineSettings, modelStoreOf, networkOf } from "./machineSettings";
import { entryFor, isBeyond } from "./modelEntry";
import { consentsOf, requireSending, type SendingOptions } from "./sending";
import { type Terminal } from "./terminal";

/** What may be reached by this command, all of its models together. */
const reached = new WeakMap<Terminal, readonly ModelEntry[]>();

interface Loading {
  readonly entry: ModelEntry;
  readonly settings: EngineSettings;
}

/** Lets the gate know; nothing is connected to yet. Rejects with a UsageError or a ModelError. */
async function prepared(terminal: Terminal, wanted: WantedModel): Promise<Loading> {
  const { role, sending = {} } = wanted;
  const entry = await entryFor(terminal, wanted.file, wanted.lora);
  if (isBeyond(entry)) requireSending(entry, sending);
  const machine = await machineSettings(terminal);
  const { model, gpu, engine } = defaultSettings;
  const modelStore = modelStoreOf(terminal, machine);
  const network = networkOf(machine, sending);
  const entries = [...(reached.get(terminal) ?? []), entry];
  reached.set(terminal, entries);
  const settings = {
    ...{ gpu, engine, models: [entry], model: { ...model, [role]: entry.name }, modelStore, network },
    routing: machine.routing.filter(({ endpoint }) => endpoint === entry.name),
  };
  const urls = entries.flatMap(({ endpoint }) => (endpoint === undefined ? [] : [endpoint.url]));
  terminal.gate.apply(policyOf(settings, urls));
  return { entry, settings };
}

/** A model for text of an origin: on another machine behind the rules, whoever asks. */
export type CommandModels = Omit<Loader, "runtime"> & {
  runtime(role: Role, origin?: RequestOrigin): ModelRuntime | undefined;
};

function routed(terminal: Terminal, loader: Loader, { routing = [] }: EngineSettings): CommandModels {
  let finder: Promise<FindPrivate> | undefined;
  const find = async () => privateFinder(loadPacks(await shippedPacks(terminal.bundles)).packs);
  const router = createRouter({
    endpoint: (name, role) => loader.served(name, role)?.runtime,
    isLoopback: (name, role) => loader.served(name, role)?.beyond === false,
    ...{ preferred: loader.preferred, local: loader.runtime, rules: () => routing },
    place: { platform, home: terminal.home },
    find: () => (finder ??= find()),
    consents: consentsOf(terminal),
  });
  return { ...loader, runtime: router.runtime };
}

/** Resolves when the role is ready. Rejects with a `ModelError`, or with the signal's reason. */
function untilReady(loader: Loader, role: Role, signal: AbortSignal): Promise<void> {
  const ready = new Promise<void>((resolve, reject) => {
    const look = () => {
      const state = loader.status().roles[role];
      if (state.state === "ready") resolve();
      if (state.state === "failed") reject(new ModelError("model-file", state.message));
      if (state.state === "refused") reject(new ModelError("unsupported", state.reason));
    };
    loader.onDidChange(look);
    look();
  });
  return unlessAborted(ready, signal);
}

export interface WantedModel {
  /** Path of a GGUF file, the URL of an inference server, or its name in the machine's settings. */
  readonly file: string;
  /** Paths of LoRA adapters that are put on the file. */
  readonly lora?: readonly string[];
  readonly role: Role;
  /** The command tests the model itself: it is not refused for a test it has not passed. */
  readonly untested?: boolean;
  /** What the user has said of other machines; absent: nothing. */
  readonly sending?: SendingOptions;
}

const capabilitiesOf = ({ storagePath, note }: Terminal, { runtime }: CommandModels) =>
  createCapabilities({ runtime, storagePath, after: later, log: note, onDidChange: () => undefined });

/** A model that is not known to complete must have passed its test, here as in the editor. */
async function untilProven(terminal: Terminal, loader: CommandModels): Promise<void> {
  const capabilities = capabilitiesOf(terminal, loader);
  if (loader.runtime("completion")?.info.unproven !== true) return;
  terminal.note(t("Testing the model"));
  await capabilities.completionReady(terminal.signal);
  const { completion } = capabilities.statesOf(loader.status().roles);
  if (completion.state === "refused") throw new ModelError("unsupported", completion.reason);
}

/** A model that embeds must have passed its test. */
async function untilTested(terminal: Terminal, loader: CommandModels): Promise<void> {
  const capabilities = capabilitiesOf(terminal, loader);
  await capabilities.embeddingReady(terminal.signal);
  const { embedding } = capabilities.statesOf(loader.status().roles);
  if (embedding.state === "refused") throw new ModelError("unsupported", embedding.reason);
}

/** Runs `use` with the model in the role; the engine ends with it, however it ends. */
export async function withModel<R>(
  terminal: Terminal,
  wanted: WantedModel,
  use: (models: CommandModels) => Promise<R>,
): Promise<R> {
  const { entry, settings } = await prepared(terminal, wanted);
  const loader = createLocalModels({
    script: path.join(terminal.bundles, "engine.js"),
    execPath: terminal.execPath,
    env: terminal.env,
    storagePath: terminal.storagePath,
    workspaceFolder: () => undefined,
    findListed: (id, store) => listedFile(terminal, id, store),
    servers: {
      exchange: createExchange(terminal.gate),
      key: () => Promise.resolve(terminal.env["HANARE_ENDPOINT_KEY"] || undefined),
      ...{ delay, now, after: later },
    },
    log: () => undefined,
  });
  try {
    terminal.note(t("Loading {0}", entry.path ?? entry.name));
    loader.apply(settings);
    await untilReady(loader, wanted.role, terminal.signal);
    const models = isBeyond(entry) ? routed(terminal, loader, settings) : loader;
    if (wanted.role === "completion" && wanted.untested !== true) await untilProven(terminal, models);
    if (wanted.role === "embedding") await untilTested(terminal, models);
    return await use(models);
  } finally {
    await loader.dispose();
  }
}
