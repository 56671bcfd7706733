/**
 * The settings of the machine for the command line: those of the settings file that `HANARE_SETTINGS` names, as the editor
 * keeps it. Without it nothing beyond this machine is connected to. No file of the current folder is ever looked for.
 */
import { type PathVariables } from "../model/modelPath";
import { defaultSettings, type ModelStoreSettings, type NetworkSettings, type Settings } from "../protocol";
import { validate } from "../settings/validate";
import { parseJsonc } from "../util/jsonc";
import { t } from "../util/l10n";
import { UsageError, type Terminal } from "./terminal";
import { textOf } from "./textFile";

/** What the command line takes from it; the rest has options of its own. */
const taken = /^hanare\.(?:models|modelStore|network|routing)\b/u;
const known = new WeakMap<Terminal, Promise<Settings>>();

/** Read once. Rejects with a UsageError where the file cannot be read. */
export function machineSettings(terminal: Terminal): Promise<Settings> {
  const read = known.get(terminal) ?? readSettings(terminal);
  known.set(terminal, read);
  return read;
}

async function readSettings(terminal: Terminal): Promise<Settings> {
  const file = (terminal.env["HANARE_SETTINGS"] ?? "").trim();
  if (file === "") return defaultSettings;
  const raw = parseJsonc(await textOf(terminal, file));
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    throw new UsageError(t("{0} is no settings file: it must be JSON in curly brackets.", file));
  const places: PathVariables = { home: terminal.home };
  const { settings, problems } = validate(sectionOf(raw as Readonly<Record<string, unknown>>), places);
  for (const { key, message } of problems.filter((problem) => taken.test(problem.key)))
    terminal.note(`${key}: ${message}`);
  return settings;
}

/** `{"hanare.network.mode": "offline"}` as `{network: {mode: "offline"}}`; keys of others are left away. */
export function sectionOf(raw: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const section: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    const [first, ...names] = key.split(".");
    const last = names.pop();
    if (first !== "hanare" || last === undefined || !taken.test(key)) continue;
    let at = section;
    for (const name of names) at = groupIn(at, name);
    at[last] = value;
  }
  return section;
}

function groupIn(at: Record<string, unknown>, name: string): Record<string, unknown> {
  const there = Object.hasOwn(at, name) ? at[name] : undefined;
  const group = typeof there === "object" && there !== null ? (there as Record<string, unknown>) : {};
  // Not by assignment: a key may be called __proto__.
  Object.defineProperty(at, name, { value: group, enumerable: true, configurable: true, writable: true });
  return group;
}

/** `--offline` is stronger than every setting. */
export const networkOf = (
  { network }: Settings,
  { offline }: { readonly offline?: boolean },
): NetworkSettings => (offline === true ? { ...network, mode: "offline" } : network);

/** An administrator puts the organisation's list of models in force by variables of the environment, too. */
export function modelStoreOf({ env }: Terminal, { modelStore }: Settings): ModelStoreSettings {
  const { HANARE_ALLOW_LIST: allowList, HANARE_ALLOW_LIST_KEY: publicKey } = env;
  if (allowList === undefined) return { ...modelStore, publicKey: publicKey ?? modelStore.publicKey };
  return { ...modelStore, allowList, publicKey: publicKey ?? "" };
}
