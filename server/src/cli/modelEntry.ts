/** What `--model` names: a file, the URL of an inference server, or an entry of the machine's settings. */
import path from "node:path";
import { baseOf, isOnThisMachine, originOf } from "../model/http/endpoint";
import { resolveModelPath } from "../model/modelPath";
import { type ModelEntry, type Settings } from "../protocol";
import { readEndpoint } from "../settings/endpoint";
import { t } from "../util/l10n";
import { machineSettings } from "./machineSettings";
import { UsageError, type Terminal } from "./terminal";

const isServer = (model: string): boolean => /^https?:\/\//iu.test(model);

/** `lora`: paths of adapters that are put on a file. Rejects with a UsageError. */
export async function entryFor(
  terminal: Terminal,
  model: string,
  lora: readonly string[] = [],
): Promise<ModelEntry> {
  const known = knownEntry(await machineSettings(terminal), model);
  if (lora.length > 0 && (known?.endpoint !== undefined || isServer(model)))
    throw new UsageError(t("{0} needs a model file: a server puts its own adapters on.", "--lora"));
  const adapters = lora.map((adapter) => ({ path: path.resolve(terminal.cwd, adapter) }));
  if (known !== undefined) return found(known, adapters, terminal);
  if (!isServer(model)) {
    const file = path.resolve(terminal.cwd, model);
    return {
      ...{ name: path.basename(file).replace(/\.gguf$/i, ""), path: file },
      ...(adapters.length === 0 ? {} : { lora: adapters }),
    };
  }
  const checked = readEndpoint(model, { home: terminal.home });
  if ("problem" in checked) throw new UsageError(checked.problem);
  return { name: originOf(checked.value), endpoint: checked.value };
}

/** The entry with its certificates and its name, for which the rules of routing are written. */
function knownEntry({ models }: Settings, model: string): ModelEntry | undefined {
  const named = models.find(({ name }) => name === model);
  if (named !== undefined || !isServer(model) || !URL.canParse(model)) return named;
  return models.find(({ endpoint }) => endpoint !== undefined && baseOf(endpoint.url) === baseOf(model));
}

/** With its file where it is, and further adapters. Rejects with a ModelError for a path that is none. */
function found(entry: ModelEntry, more: NonNullable<ModelEntry["lora"]>, { home }: Terminal): ModelEntry {
  const lora = [...(entry.lora ?? []), ...more];
  return {
    ...entry,
    ...(entry.path === undefined ? {} : { path: resolveModelPath(entry.path, { home }) }),
    ...(lora.length === 0 ? {} : { lora }),
  };
}

/** Texts for it leave this machine. */
export const isBeyond = ({ endpoint }: ModelEntry): boolean =>
  endpoint !== undefined && !isOnThisMachine(endpoint);
