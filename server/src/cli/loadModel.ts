/** A model for one command: loaded, waited for, ended with the command. */
import path from "node:path";
import { createCapabilities } from "../model/capabilities";
import { originOf, policyOf } from "../model/http/endpoint";
import { createLocalModels } from "../model/localModels";
import { type Loader } from "../model/loader";
import { ModelError } from "../model/runtime";
import { listedFile } from "../node/catalogueFiles";
import { createExchange } from "../network/http";
import { delay, later, now } from "../node/clock";
import { defaultSettings, type EngineSettings, type ModelEntry, type Role } from "../protocol";
import { readEndpoint } from "../settings/endpoint";
import { t } from "../util/l10n";
import { UsageError, type Terminal } from "./terminal";

/** An administrator puts the organisation's list of models in force here as in the settings of the editor. */
const modelStoreOf = ({ env }: Terminal): EngineSettings["modelStore"] => ({
  folder: "",
  allowList: env["HANARE_ALLOW_LIST"] ?? "",
  publicKey: env["HANARE_ALLOW_LIST_KEY"] ?? "",
});

/** `--model` may name an inference server on this machine. */
export const isServer = (model: string): boolean => /^https?:\/\//iu.test(model);

function entryFor(terminal: Terminal, { file: model, lora = [] }: WantedModel): ModelEntry {
  if (!isServer(model)) {
    const file = path.resolve(terminal.cwd, model);
    const adapters = lora.map((adapter) => ({ path: path.resolve(terminal.cwd, adapter) }));
    return {
      ...{ name: path.basename(file).replace(/\.gguf$/i, ""), path: file },
      ...(adapters.length === 0 ? {} : { lora: adapters }),
    };
  }
  if (lora.length > 0)
    throw new UsageError(t("{0} needs a model file: a server puts its own adapters on.", "--lora"));
  const checked = readEndpoint(model, { home: terminal.home });
  if ("problem" in checked) throw new UsageError(checked.problem);
  return { name: originOf(checked.value), endpoint: checked.value };
}

function settingsFor(terminal: Terminal, entry: ModelEntry, role: Role): EngineSettings {
  const { model, gpu, engine } = defaultSettings;
  const { name } = entry;
  const models = [entry];
  return { gpu, engine, models, model: { ...model, [role]: name }, modelStore: modelStoreOf(terminal) };
}

/** Resolves when the role is ready. Rejects with a `ModelError`, or with the signal's reason. */
function untilReady(loader: Loader, role: Role, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const state = loader.status().roles[role];
      if (state.state === "ready") resolve();
      if (state.state === "failed") reject(new ModelError("model-file", state.message));
      if (state.state === "refused") reject(new ModelError("unsupported", state.reason));
    };
    loader.onDidChange(look);
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    look();
  });
}

export interface WantedModel {
  /** Path of a GGUF file, or the URL of an inference server. */
  readonly file: string;
  /** Paths of LoRA adapters that are put on the file. */
  readonly lora?: readonly string[];
  readonly role: Role;
  /** The command tests the model itself: it is not refused for a test it has not passed. */
  readonly untested?: boolean;
}

const capabilitiesOf = ({ storagePath, note }: Terminal, { runtime }: Loader) =>
  createCapabilities({ runtime, storagePath, after: later, log: note, onDidChange: () => undefined });

/** A model that is not known to complete must have passed its test, here as in the editor. */
async function untilProven(terminal: Terminal, loader: Loader): Promise<void> {
  const capabilities = capabilitiesOf(terminal, loader);
  if (loader.runtime("completion")?.info.unproven !== true) return;
  terminal.note(t("Testing the model"));
  await capabilities.completionReady(terminal.signal);
  const { completion } = capabilities.statesOf(loader.status().roles);
  if (completion.state === "refused") throw new ModelError("unsupported", completion.reason);
}

/** A model that embeds must have passed its test. */
async function untilTested(terminal: Terminal, loader: Loader): Promise<void> {
  const capabilities = capabilitiesOf(terminal, loader);
  await capabilities.embeddingReady(terminal.signal);
  const { embedding } = capabilities.statesOf(loader.status().roles);
  if (embedding.state === "refused") throw new ModelError("unsupported", embedding.reason);
}

/** Runs `use` with the model in the role; the engine ends with it, however it ends. */
export async function withModel<R>(
  terminal: Terminal,
  wanted: WantedModel,
  use: (loader: Loader) => Promise<R>,
): Promise<R> {
  const entry = entryFor(terminal, wanted);
  const settings = settingsFor(terminal, entry, wanted.role);
  terminal.gate.apply(policyOf(settings));
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
    if (wanted.role === "completion" && wanted.untested !== true) await untilProven(terminal, loader);
    if (wanted.role === "embedding") await untilTested(terminal, loader);
    return await use(loader);
  } finally {
    await loader.dispose();
  }
}
