/** Full names of the settings, from the contract's defaults. */
import { defaultSettings } from "../../server/src/protocol";

function flatten(prefix: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [[prefix, value]];
  return Object.entries(value).flatMap(([name, child]) => flatten(`${prefix}.${name}`, child));
}

/** Every full key (`hanare.gpu.layers`) with its default. */
export const settingDefaults: ReadonlyMap<string, unknown> = new Map(flatten("hanare", defaultSettings));

/** Settings of the one engine: read for the window, never for a folder. */
export const engineKeys: readonly string[] = [...settingDefaults.keys()].filter((key) =>
  /^hanare\.(models|model|gpu|engine)(\.|$)/u.test(key),
);

/** Settings of the machine the engine runs on. */
export const machineKeys: readonly string[] = [
  ...engineKeys,
  ...[...settingDefaults.keys()].filter((key) => key.startsWith("hanare.modelStore.")),
  "hanare.index.saveOnDisk",
  ...[...settingDefaults.keys()].filter((key) => key.startsWith("hanare.journal.")),
  "hanare.network.mode",
  "hanare.network.ca",
  "hanare.routing",
  "hanare.network.allow",
];
