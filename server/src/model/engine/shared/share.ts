/** The engine that this window shares with others: attached to when it is there, started when it is not. */
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connectLocal } from "../../../network/local";
import { ownerFolder } from "../../../network/ownerFolder";
import { product } from "../../../util/product";
import { fileState, partsByName } from "../../store";
import { type EngineLoad } from "../messages";
import { type EngineProcess, type EngineProcessOptions } from "../process";
import { attachedEngine } from "./attached";
import { newestClaim } from "./claims";
import { chooseHost } from "./hostChoice";
import { engineKey, withRoom } from "./key";
import { launchShared } from "./launch";

export interface ShareOptions {
  /** Folder of everything that engines leave, in the product's storage. */
  readonly folder: string;
  /** Milliseconds without a window after which an engine ends. */
  readonly idle: number;
}

/** Milliseconds between looks at a claim that is being written. */
const claimPause = 50;

/** Undefined when no engine can be shared here, which is logged. Rejects with the signal's reason only. */
export type Share = (
  load: EngineLoad,
  options: EngineProcessOptions,
  signal: AbortSignal,
) => Promise<EngineProcess | undefined>;

export function createShare({ folder: root, idle }: ShareOptions): Share {
  // Their models found room once. Another look would count the memory that they take themselves.
  const roomy = new Set<string>();

  async function attach(load: EngineLoad, options: EngineProcessOptions, signal: AbortSignal) {
    const { script, execPath, env, log } = options;
    const paths = [script, ...load.roles.flatMap((role) => partsByName(role.path))];
    const files = await Promise.all(paths.map(fileState));
    const surroundings = { version: product.version, script, execPath, machine: hostname(), env, files };
    const key = engineKey(load, surroundings);
    const folder = path.join(root, `k${key}`);
    await ownerFolder(folder);
    const chosen = await chooseHost(
      {
        newest: () => newestClaim(folder),
        connect: connectLocal,
        start: (number) => launchShared({ script, execPath, env, folder, idle }, number),
        pause: (until) => delay(claimPause, undefined, { signal: until }),
      },
      signal,
    );
    if (chosen === undefined) return undefined;
    const { connection, claim } = chosen;
    const engine = attachedEngine({ connection, pid: claim.pid, log });
    return { ...engine, load: loadWith(engine, key) } satisfies EngineProcess;
  }

  function loadWith(engine: EngineProcess, key: string): EngineProcess["load"] {
    return async (load, onProgress) => {
      const loaded = await engine.load(roomy.has(key) ? withRoom(load) : load, onProgress);
      const whole = load.roles.every(({ roomFor }) => roomFor === undefined);
      if (whole && Object.values(loaded.roles).every(({ ok }) => ok)) roomy.add(key);
      return loaded;
    };
  }

  return async (load, options, signal) => {
    try {
      const engine = await attach(load, options, signal);
      if (engine === undefined) options.log("no shared engine can be had; this window starts its own");
      return engine;
    } catch (error) {
      signal.throwIfAborted();
      options.log(`the engine cannot be shared, this window starts its own: ${String(error)}`);
      return undefined;
    }
  };
}
