/** Which model serves which role now; takes new settings at any time and swaps without a restart of the editor. */
import { type EngineSettings, type EngineStatus, type Role } from "../protocol";
import { ModelGeneration, noRoles, type GenerationDeps, type RoleStates } from "./generation";
import { routedServers } from "./routedServers";
import { type ModelRuntime } from "./runtime";
import { type ServedRole } from "./servedRoles";

export interface Loader {
  /** Takes new settings; what they change is applied in the background and told by `onDidChange`. */
  apply(settings: EngineSettings): void;
  /** Undefined while the role has no model that is loaded and fit for it. */
  runtime(role: Role): ModelRuntime | undefined;
  /**
   * A server by its name in a role, on another machine too: the only way to it. Whoever calls this decides, request by
   * request, what may be sent there (`routing/router.ts`); no feature does.
   */
  served(name: string, role: Role): ServedRole | undefined;
  /** The server's entry that the settings name for the role itself. */
  preferred(role: Role): string | undefined;
  status(): { readonly roles: RoleStates; readonly engine: EngineStatus };
  /** Starts the engine again after the user mended what made it fail; one that is shared, for every window. */
  restart(): void;
  /** A document changed: prompt evaluation goes in small chunks for the next seconds. */
  userIsTyping(): void;
  onDidChange(listener: () => void): void;
  /** Ends the engine. Idempotent. */
  dispose(): Promise<void>;
}

export function createLoader(deps: GenerationDeps): Loader {
  const listeners: (() => void)[] = [];
  let current: ModelGeneration | undefined;
  let count = 0;
  let swapping: Promise<void> = Promise.resolve();

  function swap(settings: EngineSettings, forWhom: "me" | "all"): void {
    const old = current;
    const next = new ModelGeneration(++count, settings, deps, () => listeners.forEach((each) => each()));
    current = next;
    // One after the other: two models at once may not fit into the memory.
    swapping = swapping.then(async () => {
      await old?.retire(forWhom);
      if (current === next) await next.start();
    });
  }

  return {
    apply(settings) {
      const wanted = engineSettingsOf(settings);
      if (current !== undefined && JSON.stringify(current.settings) === JSON.stringify(wanted)) return;
      swap(wanted, "me");
    },
    runtime: (role) => current?.runtime(role),
    served: (name, role) => current?.served(name, role),
    preferred(role) {
      const name = current?.settings.model[role];
      return current?.settings.models.find((entry) => entry.name === name && entry.endpoint !== undefined)
        ?.name;
    },
    status: () => ({ roles: current?.states ?? noRoles, engine: current?.engine ?? { devices: [] } }),
    restart: () => current !== undefined && swap(current.settings, "all"),
    userIsTyping: () => current?.noteTyping(),
    onDidChange: (listener) => listeners.push(listener),
    async dispose() {
      const last = current;
      current = undefined;
      last?.stop();
      await swapping;
    },
  };
}

/** Only what the engine depends on: another setting must not reload a model. */
function engineSettingsOf(settings: EngineSettings): EngineSettings {
  const { models, model, gpu, engine, modelStore, network, routing } = settings;
  const used = new Set<string>(Object.values(model));
  const isRouted = routedServers(settings).length > 0;
  const isServed = isRouted || models.some(({ name, endpoint }) => endpoint !== undefined && used.has(name));
  return {
    ...{ models, model, gpu, engine, modelStore },
    ...(isServed && network !== undefined ? { network } : {}),
    ...(isRouted && routing !== undefined ? { routing } : {}),
  };
}
