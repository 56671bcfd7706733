/** The real loader over the real engine bundle, for tests and benches. Needs `npm run build`. */
import { dirname, join } from "node:path";
import { type ShareOptions } from "../../server/src/model/engine/shared/share";
import { createLocalModels } from "../../server/src/model/localModels";
import { type Loader } from "../../server/src/model/loader";
import { listedFile } from "../../server/src/node/catalogueFiles";
import { type ModelRuntime } from "../../server/src/model/runtime";
import { defaultSettings, type EngineSettings, type Role, type RoleState } from "../../server/src/protocol";

export const engineScript = join(import.meta.dirname, "../../dist/engine.js");

export interface TestEngine {
  readonly loader: Loader;
  readonly log: readonly string[];
  /** Resolves when the role is no longer loading. */
  settled(role: Role): Promise<RoleState>;
  /** The runtime, once ready; fails with the role's own message otherwise. */
  ready(role: Role): Promise<ModelRuntime>;
}

export function startEngine(
  settings: EngineSettings,
  storagePath?: string,
  shared?: ShareOptions,
): TestEngine {
  const log: string[] = [];
  const loader = createLocalModels({
    script: engineScript,
    execPath: process.execPath,
    env: process.env,
    ...(storagePath === undefined ? {} : { storagePath }),
    ...(shared === undefined ? {} : { shared }),
    workspaceFolder: () => undefined,
    findListed: (id, store) => listedFile({ bundles: dirname(engineScript), home: "/", env: {} }, id, store),
    log: (line) => log.push(line),
  });
  const settled = (role: Role) =>
    new Promise<RoleState>((resolve) => {
      let begun = false;
      const look = () => {
        const state = loader.status().roles[role];
        begun ||= state.state === "loading";
        if (state.state === "loading" || (state.state === "none" && !begun)) return;
        resolve(state);
      };
      loader.onDidChange(look);
      look();
    });
  async function ready(role: Role): Promise<ModelRuntime> {
    const state = await settled(role);
    const runtime = loader.runtime(role);
    if (state.state !== "ready" || runtime === undefined) throw new Error(JSON.stringify(state));
    return runtime;
  }
  loader.apply(settings);
  return { loader, log, settled, ready };
}

export interface SettingsChoice {
  readonly roles: readonly Role[];
  readonly gpu?: Partial<EngineSettings["gpu"]>;
  readonly engine?: Partial<EngineSettings["engine"]>;
  readonly contextSize?: number;
  readonly sha256?: string;
}

/** Settings for one model file on the CPU. */
export function settingsFor(path: string, choice: SettingsChoice): EngineSettings {
  const { roles, gpu, engine, contextSize, sha256 } = choice;
  const entry = { name: "test", path, ...(contextSize && { contextSize }), ...(sha256 && { sha256 }) };
  return {
    models: [entry],
    model: {
      completion: roles.includes("completion") ? "test" : "",
      assistant: roles.includes("assistant") ? "test" : "",
      embedding: roles.includes("embedding") ? "test" : "",
    },
    gpu: { ...defaultSettings.gpu, backend: "off", ...gpu },
    engine: { ...defaultSettings.engine, ...engine },
    modelStore: defaultSettings.modelStore,
  };
}
