/** Part of the composition root: the models, what they may do, and what is told of them. */
import path from "node:path";
import { faultOf } from "./lsp/handle";
import { completionSelector, createOffer } from "./lsp/inlineCompletion";
import { createEndpointKeys } from "./lsp/endpointKeys";
import { createStatusBoard } from "./lsp/status";
import { type Status } from "./protocol";
import { type Capabilities, createCapabilities } from "./model/capabilities";
import { type Loader } from "./model/loader";
import { policyOf } from "./model/http/endpoint";
import { type ServerPorts } from "./model/http/server";
import { createLocalModels } from "./model/localModels";
import { type ModelRuntime } from "./model/runtime";
import { createUntilLoaded } from "./model/untilLoaded";
import { listedFile } from "./node/catalogueFiles";
import { createExchange } from "./network/http";
import { delay, later, now } from "./node/clock";
import { createOtherWindows } from "./node/otherWindows";
import { firstFolder } from "./node/modelPlaces";
import { type Gate } from "./network/gate";
import { type Base } from "./serverBase";
import { createRouting, type Routing } from "./serverRouting";

/** Milliseconds that a shared engine waits for the next window: a window that is reloaded finds it as it was. */
const sharedIdle = 30_000;

export type Models = ReturnType<typeof createModels>;

const loaderOf = (base: Base): Loader => {
  const { runtime, host, workspace, storagePath } = base;
  return createLocalModels({
    ...{ script: path.join(runtime.bundles, "engine.js"), execPath: runtime.execPath, env: runtime.env },
    ...(storagePath === undefined
      ? {}
      : { storagePath, shared: { folder: path.join(storagePath, "engines"), idle: sharedIdle } }),
    workspaceFolder: () => firstFolder(workspace.folders()),
    findListed: (id, store) => listedFile(runtime, id, store),
    servers: serversOf(base),
    log: host.log.info,
  });
};

/** The models, what they may do, and what is told of them. `watch`: measures what they are asked. */
export function createModels(base: Base, watch: (runtime: ModelRuntime) => ModelRuntime) {
  const { runtime, host, workspace, settings, storagePath, background } = base;
  const loader = loaderOf(base);
  const routing = createRouting(base, {
    endpoint: (name, role) => loader.served(name, role)?.runtime,
    isLoopback: (name, role) => loader.served(name, role)?.beyond === false,
    ...{ preferred: loader.preferred, local: loader.runtime },
  });
  const capabilities = createCapabilities({
    ...{ runtime: routing.router.runtime, runtimes: routing.router.runtimes },
    ...{ storagePath, after: later, log: host.log.info },
    onDidChange: () => {
      status.changed();
      background(offerCompletion());
    },
  });
  const status = createStatusBoard({
    models: () => ({ ...loader.status(), roles: capabilities.statesOf(loader.status().roles) }),
    network: () => networkOf(runtime.gate),
    publish: host.status,
  });
  const neighbours = storagePath === undefined ? undefined : noteEngines(storagePath, loader);
  const offer = offerOf(base);

  async function offerCompletion(): Promise<void> {
    const scopes = await Promise.all(workspace.folders().map(settings.resource));
    const enabled = scopes.length === 0 || scopes.some(({ completion }) => completion.enabled);
    const { completion } = capabilities.statesOf(loader.status().roles);
    await offer.set(enabled && completion.state === "ready");
  }

  async function noteOtherWindows(): Promise<void> {
    status.otherWindow((await neighbours?.seen()) ?? false);
  }

  loader.onDidChange(() => {
    status.changed();
    background(offerCompletion());
    background(noteOtherWindows());
    background(capabilities.ready(new AbortController().signal));
  });

  tellConnections(runtime.gate, status.changed);

  const untilLoaded = createUntilLoaded(loader, "assistant");
  const ready = (signal: AbortSignal) => untilLoaded(signal).then(() => capabilities.ready(signal));

  async function stop(): Promise<void> {
    await neighbours?.leave();
    await loader.dispose();
  }

  /** Takes the settings as they are now: first what may be reached, then what is loaded. */
  async function apply(): Promise<void> {
    await routing.refresh();
    const engine = await settings.engine();
    const { sendTo } = await settings.journal();
    runtime.gate.apply(policyOf(engine, sendTo === "" ? [] : [sendTo]));
    loader.apply(engine);
  }

  const watched = watchedModels({ loader, routing, capabilities }, watch);
  return {
    ...watched,
    capabilities: { ...watched.capabilities, ready },
    ...{ status, offerCompletion, apply, stop },
  };
}

const offerOf = ({ host }: Base) =>
  createOffer(
    () => host.offerInlineCompletion(completionSelector),
    (error) => host.log.error(faultOf(error)),
  );

interface Unwatched {
  readonly loader: Loader;
  readonly routing: Routing;
  readonly capabilities: Capabilities;
}

/** Every model that a feature gets is measured; the tests of the models themselves are not. */
function watchedModels(
  { loader, routing, capabilities }: Unwatched,
  watch: (runtime: ModelRuntime) => ModelRuntime,
): Unwatched {
  const maybe = (runtime: ModelRuntime | undefined) => runtime && watch(runtime);
  const { router } = routing;
  return {
    loader: { ...loader, runtime: (role) => maybe(loader.runtime(role)) },
    routing: {
      ...routing,
      router: { ...router, runtime: (role, origin) => maybe(router.runtime(role, origin)) },
    },
    capabilities: {
      ...capabilities,
      assistant: (origin) => {
        const ability = capabilities.assistant(origin);
        return ability && { ...ability, runtime: watch(ability.runtime) };
      },
      completion: (origin) => maybe(capabilities.completion(origin)),
      embedding: () => maybe(capabilities.embedding()),
    },
  };
}

/** The engines of this user's windows, as each of them has noted its own. */
function noteEngines(storagePath: string, loader: Loader) {
  const windows = createOtherWindows(storagePath);
  const engine = () => loader.status().engine;
  return {
    /** True when there is another engine than this window's; undefined while this window has none. */
    seen: async () => {
      const { pid } = engine();
      return pid === undefined ? undefined : windows.enter(pid);
    },
    /** One that is shared outlives this window. */
    leave: async () => {
      const { pid, windows: sharing } = engine();
      if (pid !== undefined && sharing === undefined) await windows.leave(pid);
    },
  };
}

/** The editor keeps the keys; where it does not know how, an administrator sets one in the environment. */
function serversOf({ runtime, host, endpointKeys }: Base): ServerPorts {
  const ask = createEndpointKeys(host.endpointKey);
  const { HANARE_ENDPOINT_KEY: fromEnvironment } = runtime.env;
  const key = endpointKeys ? ask : () => Promise.resolve(fromEnvironment || undefined);
  return { exchange: createExchange(runtime.gate), key, delay, now, after: later };
}

function networkOf(gate: Gate): Status["network"] {
  const local = gate.local();
  return { mode: gate.mode, connections: gate.connections(), ...(local === 0 ? {} : { local }) };
}

/** Milliseconds: a request is a connection, and the count need not be told for each. */
const tellingDelay = 500;

function tellConnections(gate: Gate, tell: () => void): void {
  let waiting = false;
  gate.onChange(() => {
    if (waiting) return;
    waiting = true;
    later(tellingDelay, () => {
      waiting = false;
      tell();
    });
  });
}
