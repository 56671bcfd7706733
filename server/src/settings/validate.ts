/** Raw configuration in, settings that can be relied on out. Pure; a wrong value is told and its default used. */
import { allowedHost, isCollector } from "../network/address";
import { type PathVariables } from "../model/modelPath";
import {
  defaultSettings,
  proofKinds,
  proofStyles,
  roles,
  settingRanges,
  type EngineSettings,
  type JournalSettings,
  type ModelEntry,
  type ResourceSettings,
  type SettingProblem,
  type Settings,
} from "../protocol";
import { t } from "../util/l10n";
import { readModels } from "./models";
import { routingRule } from "./routing";
import { either, flag, integer, isRecord, listOf, oneOf, shown, text, type Check, type Shape } from "./shape";

export interface Validated<T> {
  readonly settings: T;
  readonly problems: readonly SettingProblem[];
}

type Plain = Omit<Settings, "models">;

/** Ranges are the contract's: the editor shows the same ones while typing. */
const inRange = (key: keyof typeof settingRanges) =>
  integer(settingRanges[key].minimum, settingRanges[key].maximum);

const layers: Check<"auto" | "max" | number> = either(oneOf("auto", "max"), inRange("gpu.layers"), (raw) =>
  t('{0} is not "auto", "max" or a number of layers from 0 to 1000.', raw),
);

const debounce: Check<"auto" | number> = either(oneOf("auto"), inRange("completion.debounce"), (raw) =>
  t('{0} is not "auto" or a number of milliseconds from 0 to 5000.', raw),
);

const allowed: Check<string> = (raw) =>
  typeof raw === "string" && allowedHost(raw) !== undefined
    ? { value: raw.trim() }
    : { problem: t("{0} is not a host or host:port, such as llm.example.jp:8443.", shown(raw)) };

/** Empty, or a collector's URL. It is not repeated where it is wrong: it may hold a password. */
const collector: Check<string> = (raw) =>
  raw === "" || (typeof raw === "string" && isCollector(raw.trim()))
    ? { value: raw.trim() }
    : {
        problem: t(
          "This is not the URL of a collector. Write https to another computer or http to this one, without user, password, query and fragment.",
        ),
      };

const shape: Shape<Plain> = {
  model: { completion: text, assistant: text, embedding: text },
  gpu: {
    backend: oneOf("auto", "cuda", "vulkan", "metal", "off"),
    layers,
    devices: listOf(integer(0, 63)),
    flashAttention: oneOf("auto", "on", "off"),
    kvCacheType: oneOf("f16", "q8_0"),
    vramReserve: inRange("gpu.vramReserve"),
  },
  engine: {
    threads: inRange("engine.threads"),
    batchSize: inRange("engine.batchSize"),
    mmap: flag,
    mlock: flag,
    idleUnloadMinutes: inRange("engine.idleUnloadMinutes"),
    memoryLimit: inRange("engine.memoryLimit"),
    shared: flag,
  },
  modelStore: { folder: text, allowList: text, publicKey: text },
  completion: {
    enabled: flag,
    debounce,
    multiline: oneOf("auto", "always", "never"),
    maxTokens: inRange("completion.maxTokens"),
    prefixTokens: inRange("completion.prefixTokens"),
    suffixTokens: inRange("completion.suffixTokens"),
    contextTokens: inRange("completion.contextTokens"),
    candidates: inRange("completion.candidates"),
    ahead: flag,
    repeatChanges: flag,
    exclude: listOf(text),
  },
  review: {
    enabled: flag,
    packs: listOf(text),
    disabledRules: listOf(text),
    exclude: listOf(text),
    model: oneOf("off", "onCommand", "onSave"),
  },
  summary: {
    length: oneOf("short", "medium", "long"),
    language: oneOf("auto", "en", "ja"),
    reading: oneOf("sentences", "whole"),
    templates: listOf(text),
  },
  proofread: { style: oneOf(...proofStyles), terms: text, disabled: listOf(oneOf(...proofKinds)) },
  index: { exclude: listOf(text), saveOnDisk: flag },
  journal: {
    enabled: flag,
    traces: listOf(text),
    traceDays: inRange("journal.traceDays"),
    sendTo: collector,
    sendMinutes: inRange("journal.sendMinutes"),
  },
  network: { mode: oneOf("offline", "allowlist"), allow: listOf(allowed), ca: text },
  routing: listOf(routingRule),
};

const { model, gpu, engine, modelStore, completion, review, summary, proofread, index } = defaultSettings;
const { journal, network, routing } = defaultSettings;
const plainDefaults: Plain = {
  ...{ model, gpu, engine, modelStore, completion, review, summary, proofread, index, journal, network },
  routing,
};

/** Keys of others under `hanare`: the language client's own trace switch. */
const foreign = new Set(["trace", "models"]);

interface Reading {
  readonly add: (key: string, message: string) => void;
}

/** Every leaf of `shapes` from `raw`, with its default where it is absent or wrong. */
function read<T extends object>(
  shapes: Shape<T>,
  raw: unknown,
  at: { key: string; defaults: T },
  to: Reading,
): T {
  if (raw !== undefined && !isRecord(raw))
    to.add(at.key, t("{0} is not a group of settings; the defaults are used.", shown(raw)));
  const values = isRecord(raw) ? raw : {};
  for (const name of Object.keys(values))
    if (!(name in shapes) && !(at.key === "hanare" && foreign.has(name)))
      to.add(`${at.key}.${name}`, t("Hanare has no setting of this name. Check the spelling or remove it."));
  const entries = Object.entries(at.defaults as Record<string, unknown>).map(([name, standard]) => {
    const key = `${at.key}.${name}`;
    const check: unknown = (shapes as Record<string, unknown>)[name];
    const value = values[name];
    if (typeof check !== "function")
      return [name, read(check as Shape<object>, value, { key, defaults: standard as object }, to)];
    // `null` is what an editor answers for a setting nobody wrote.
    if (value === undefined || value === null) return [name, standard];
    const checked = (check as Check<unknown>)(value);
    if ("value" in checked) return [name, checked.value];
    to.add(key, t("{0} The default {1} is used.", checked.problem, shown(standard)));
    return [name, standard];
  });
  return Object.fromEntries(entries) as T;
}

/** A role may only name a model that is there. */
function roleModel(name: string, known: readonly ModelEntry[]): string | undefined {
  if (name === "" || known.some((entry) => entry.name === name)) return undefined;
  return known.length === 0
    ? t('No model is called "{0}", for hanare.models has no usable entry. Add an entry with this name.', name)
    : t(
        'No model is called "{0}". Write one of {1}, or add an entry to hanare.models.',
        name,
        known.map((entry) => shown(entry.name)).join(", "),
      );
}

/** All of the `hanare` section as one editor scope has it. */
export function validate(raw: unknown, places: PathVariables): Validated<Settings> {
  const problems: SettingProblem[] = [];
  const add = (key: string, message: string) => problems.push({ key, message });
  const plain = read<Plain>(shape, raw ?? {}, { key: "hanare", defaults: plainDefaults }, { add });
  const models = readModels(isRecord(raw) ? (raw["models"] ?? undefined) : undefined, places);
  for (const problem of models.problems) add("hanare.models", problem);
  for (const role of roles) {
    const wanted = plain.model[role];
    const problem = roleModel(wanted, models.entries);
    if (problem !== undefined && !models.dropped.has(wanted)) add(`hanare.model.${role}`, problem);
  }
  // A name without a model stays: the status of the role tells it where people look first.
  const settings = { ...plain, models: models.entries };
  return { settings, problems };
}

/** The window's part of the settings: there is one engine. */
export const engineOf = (all: Settings): EngineSettings => ({
  models: all.models,
  model: all.model,
  gpu: all.gpu,
  engine: all.engine,
  modelStore: all.modelStore,
  network: all.network,
  routing: all.routing,
});

/** The machine's part. */
export const journalOf = ({ journal }: Settings): JournalSettings => journal;

/** The part that may differ from folder to folder. */
export const resourceOf = (all: Settings): ResourceSettings => ({
  completion: all.completion,
  review: all.review,
  summary: all.summary,
  proofread: all.proofread,
  index: all.index,
});

const engineKeys = ["models", "model", "gpu", "engine", "modelStore", "journal", "network", "routing"];

/** Full names of the engine's settings whose values differ: arrays are one value, objects are groups. */
function differing(window: unknown, folder: unknown, key: string): readonly string[] {
  // An editor may answer a folder's own values only: one that is absent is the window's.
  if (folder == null || JSON.stringify(window) === JSON.stringify(folder)) return [];
  if (!isRecord(window) || !isRecord(folder)) return [key];
  return Object.keys(folder).flatMap((name) => differing(window[name], folder[name], `${key}.${name}`));
}

/** Engine keys that a folder sets otherwise than the window: they are without effect, and that is told. */
export function folderProblems(
  window: unknown,
  folder: unknown,
  scopeUri: string,
): readonly SettingProblem[] {
  const of = (raw: unknown, key: string) => (isRecord(raw) ? raw[key] : undefined);
  const message = t(
    "There is one engine for all folders, so a folder's value has no effect. Move it to the user or workspace settings.",
  );
  return engineKeys
    .flatMap((key) => differing(of(window, key), of(folder, key), `hanare.${key}`))
    .map((key) => ({ key, scopeUri, message }));
}
