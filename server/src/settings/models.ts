/** `hanare.models`: the entries a user brought. A wrong entry is told and left out; the others stay. */
import { resolveModelPath, type PathVariables } from "../model/modelPath";
import { isModelError } from "../model/runtime";
import { fimFamilies, type FimSetting, type LoraSetting, type ModelEntry } from "../protocol";
import { t } from "../util/l10n";
import { readEndpoint } from "./endpoint";
import { type Checked, integer, isRecord, number, oneOf, shown } from "./shape";

export interface CheckedModels {
  readonly entries: readonly ModelEntry[];
  /** Names of entries that were left out, so that a role that names one is not blamed a second time. */
  readonly dropped: ReadonlySet<string>;
  readonly problems: readonly string[];
}

const sources = ["path", "catalogue", "endpoint"];
const keys = ["name", ...sources, "sha256", "contextSize", "fim", "lora"];
const contextSize = integer(256, 1_048_576);

/** The absolute path, or what is wrong with it. */
function expand(
  path: string,
  places: PathVariables,
): { readonly path: string } | { readonly problem: string } {
  try {
    return { path: resolveModelPath(path, places) };
  } catch (error) {
    if (isModelError(error)) return { problem: error.message };
    throw error;
  }
}

/** What is wrong with where an entry takes its model from. */
function sourceProblem(entry: Record<string, unknown>): string | undefined {
  const given = sources.filter((key) => entry[key] !== undefined);
  if (given.length > 1) return t("{0} exclude each other. Keep exactly one.", given.join(", "));
  if (given[0] === "catalogue")
    return typeof entry["catalogue"] === "string" && entry["catalogue"].trim() !== ""
      ? undefined
      : t("{0} is not a model of the catalogue.", shown(entry["catalogue"]));
  if (given[0] === "endpoint") return undefined;
  if (given[0] !== "path") return t("path is missing. Give the path of a GGUF file on this machine.");
  return typeof entry["path"] === "string" && entry["path"].trim() !== ""
    ? undefined
    : t("{0} is not a path.", shown(entry["path"]));
}

function optional(entry: Record<string, unknown>, problems: string[]): Partial<ModelEntry> {
  const hash = entry["sha256"];
  const size = entry["contextSize"] === undefined ? undefined : contextSize(entry["contextSize"]);
  const fim = entry["fim"] === undefined ? undefined : fimSetting(entry["fim"]);
  if (size && "problem" in size) problems.push(`contextSize: ${size.problem}`);
  if (fim && "problem" in fim) problems.push(`fim: ${fim.problem}`);
  for (const key of Object.keys(entry).filter((key) => !keys.includes(key)))
    problems.push(t("{0} is not a key of a model entry. Known keys: {1}.", key, keys.join(", ")));
  return {
    ...(typeof hash === "string" ? { sha256: hash.toLowerCase() } : {}),
    ...(size && "value" in size ? { contextSize: size.value } : {}),
    ...(fim && "value" in fim ? { fim: fim.value } : {}),
  };
}

const fimNames = oneOf("auto", "off", ...fimFamilies);
const fimOrder = oneOf("psm", "spm");
const isToken = (raw: unknown): raw is string => typeof raw === "string" && raw !== "";

function fimSetting(raw: unknown): Checked<FimSetting> {
  if (!isRecord(raw)) return fimNames(raw);
  const { prefix, suffix, middle, order, ...others } = raw;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    return {
      problem: t("{0} is not a key of fim. Known keys: {1}.", unknown, "prefix, suffix, middle, order"),
    };
  if (!isToken(prefix) || !isToken(suffix) || !(middle === undefined || isToken(middle)))
    return {
      problem: t(
        "prefix and suffix are needed, middle may be left out; each is the text of a token in quotes.",
      ),
    };
  const checked = order === undefined ? undefined : fimOrder(order);
  if (checked && "problem" in checked) return { problem: `order: ${checked.problem}` };
  return {
    value: {
      prefix,
      suffix,
      ...(middle === undefined ? {} : { middle }),
      ...(checked === undefined ? {} : { order: checked.value }),
    },
  };
}

const loraScale = number(0, 10);

function loraOf(raw: unknown, places: PathVariables): Checked<Pick<ModelEntry, "lora">> {
  if (raw === undefined) return { value: {} };
  if (!Array.isArray(raw) || raw.length === 0)
    return { problem: t("{0} is not a list in square brackets.", shown(raw)) };
  const adapters: LoraSetting[] = [];
  for (const item of raw) {
    const adapter: unknown = typeof item === "string" ? { path: item } : item;
    if (!isRecord(adapter) || typeof adapter["path"] !== "string" || adapter["path"].trim() === "")
      return { problem: t("path is missing. Give the path of a LoRA adapter in GGUF format.") };
    const expanded = expand(adapter["path"], places);
    if ("problem" in expanded) return expanded;
    const scale = adapter["scale"] === undefined ? undefined : loraScale(adapter["scale"]);
    if (scale !== undefined && "problem" in scale) return { problem: `scale: ${scale.problem}` };
    adapters.push({ path: expanded.path, ...(scale === undefined ? {} : { scale: scale.value }) });
  }
  return { value: { lora: adapters } };
}

/** An entry that may be used, or the reason why not; harmless problems go to `problems`. */
function readEntry(raw: unknown, places: PathVariables, problems: string[]): ModelEntry | string {
  if (!isRecord(raw)) return t("{0} is not an entry in curly brackets.", shown(raw));
  const name = raw["name"];
  if (typeof name !== "string" || name.trim() === "")
    return t("name is missing. Give the entry a name for the settings of hanare.model.");
  const wrongSource = sourceProblem(raw);
  if (wrongSource !== undefined) return wrongSource;
  const hash = raw["sha256"];
  // An entry whose hash cannot be compared is not used: the administrator asked for a checked file.
  if (hash !== undefined && !(typeof hash === "string" && /^[0-9a-f]{64}$/i.test(hash)))
    return t("sha256 {0} is not a SHA-256: 64 hexadecimal digits.", shown(hash));
  const { catalogue, endpoint } = raw;
  if (endpoint !== undefined) {
    const checked = readEndpoint(endpoint, places);
    if ("problem" in checked) return checked.problem;
    if (hash !== undefined)
      return t("sha256 is for files: a server does not show the file of its model. Remove it.");
    if (raw["lora"] !== undefined)
      return t("lora is for files: who runs the server puts adapters on its model. Remove it.");
    return { name, endpoint: checked.value, ...optional(raw, problems) };
  }
  const lora = loraOf(raw["lora"], places);
  // Without its adapter a model says something else than what was agreed on.
  if ("problem" in lora) return t("lora: {0}", lora.problem);
  if (typeof catalogue === "string")
    return { name, catalogue: catalogue.trim(), ...optional(raw, problems), ...lora.value };
  const expanded = expand(String(raw["path"]), places);
  if ("problem" in expanded) return expanded.problem;
  return { name, path: expanded.path, ...optional(raw, problems), ...lora.value };
}

export function readModels(raw: unknown, places: PathVariables): CheckedModels {
  if (raw === undefined) return { entries: [], dropped: new Set(), problems: [] };
  if (!Array.isArray(raw))
    return {
      entries: [],
      dropped: new Set(),
      problems: [t("{0} is not a list in square brackets.", shown(raw))],
    };
  const entries: ModelEntry[] = [];
  const dropped = new Set<string>();
  const problems: string[] = [];
  for (const [index, item] of raw.entries()) {
    const own: string[] = [];
    const entry = readEntry(item, places, own);
    const name = isRecord(item) && typeof item["name"] === "string" ? item["name"] : "";
    const label = name === "" ? String(index + 1) : `${index + 1} (${name})`;
    if (typeof entry === "string") {
      dropped.add(name);
      own.push(entry);
    } else if (entries.some((other) => other.name === entry.name)) {
      own.push(t("The name is used twice; the first entry is used. Rename one of them."));
    } else entries.push(entry);
    problems.push(...own.map((problem) => t("Entry {0}: {1}", label, problem)));
  }
  return { entries, dropped, problems };
}
