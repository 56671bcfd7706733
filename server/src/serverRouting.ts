/** The part of the composition root that decides which texts may go to a server. */
import { loadPacks } from "./review/pack";
import { createConsents } from "./model/routing/consent";
import { createRouter, type Router, type RouterPorts } from "./model/routing/router";
import { now } from "./node/clock";
import { platform } from "./node/files";
import { shippedPacks } from "./node/packFiles";
import { type RoutingRule } from "./protocol";
import { privateFinder } from "./review/privateData";
import { type Base } from "./serverBase";

/** The models that there are: on this computer and behind the entries with an endpoint. */
export type RoutedModels = Pick<RouterPorts, "endpoint" | "isLoopback" | "local" | "preferred">;

export interface Routing {
  readonly router: Router;
  /** Takes the rules as the machine has them now. Never rejects. */
  refresh(): Promise<void>;
}

export function createRouting(base: Base, models: RoutedModels): Routing {
  const { host, workspace, settings, runtime, confirmSending } = base;
  let rules: readonly RoutingRule[] = [];
  let finder: ReturnType<RouterPorts["find"]> | undefined;

  /** Compiled when something is to be sent for the first time. */
  async function find() {
    const { packs } = loadPacks(await shippedPacks(runtime.bundles));
    return privateFinder(packs);
  }

  const router = createRouter({
    ...models,
    place: { platform, home: runtime.home },
    rules: () => rules,
    find: () => (finder ??= find()),
    consents: createConsents({
      confirm: async (preview) => (confirmSending ? host.confirmSending(preview) : undefined),
      workspace: () => workspace.folders().join("\n"),
      now,
    }),
  });
  return {
    router,
    async refresh() {
      rules = await settings.routing();
    },
  };
}
