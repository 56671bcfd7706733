/** Part of the composition root: the models, what they may do, and what is told of them. */
import path from "node:path";
import { faultOf } from "./lsp/handle";
import { completionSelector, createOffer } from "./lsp/inlineCompletion";
import { createStatusBoard } from "./lsp/status";
import { type Capabilities, createCapabilities } from "./model/capabilities";
import { type Loader } from "./model/loader";
import { createLocalModels } from "./model/localModels";
import { type ModelRuntime } from "./model/runtime";
import { createUntilLoaded } from "./model/untilLoaded";
import { listedFile } from "./node/catalogueFiles";
import { later } from "./node/clock";
import { createOtherWindows } from "./node/otherWindows";
import { firstFolder } from "./node/modelPlaces";
import { type Base } from "./serverBase";

export type Models = ReturnType<typeof createModels>;

const loaderOf = ({ runtime, host, workspace, storagePath }: Base): Loader =>
  createLocalModels({
    script: path.join(runtime.bundles, "engine.js"),
    execPath: runtime.execPath,
    env: runtime.env,
    ...(storagePath === undefined ? {} : { storagePath }),
    workspaceFolder: () => firstFolder(workspace.folders()),
    findListed: (id, store) => listedFile(runtime, id, store),
    log: host.log.info,
  });

/** The models, what they may do, and what is told of them. `watch`: measures what they are asked. */
export function createModels(base: Base, watch: (runtime: ModelRuntime) => ModelRuntime) {
  const { runtime, host, workspace, settings, storagePath, background } = base;
  const loader = loaderOf(base);
  const capabilities = createCapabilities({
    runtime: loader.runtime,
    storagePath,
    after: later,
    log: host.log.info,
    onDidChange: () => {
      status.changed();
      background(offerCompletion());
    },
  });
  const status = createStatusBoard({
    models: () => {
      const { roles, engine } = loader.status();
      return { engine, roles: capabilities.statesOf(roles) };
    },
    network: () => ({ mode: runtime.gate.mode, connections: runtime.gate.connections() }),
    publish: host.status,
  });
  const windows = storagePath === undefined ? undefined : createOtherWindows(storagePath);
  const offer = createOffer(
    () => host.offerInlineCompletion(completionSelector),
    (error) => host.log.error(faultOf(error)),
  );

  async function offerCompletion(): Promise<void> {
    const scopes = await Promise.all(workspace.folders().map(settings.resource));
    const enabled = scopes.length === 0 || scopes.some(({ completion }) => completion.enabled);
    const { completion } = capabilities.statesOf(loader.status().roles);
    await offer.set(enabled && completion.state === "ready");
  }

  async function noteOtherWindows(): Promise<void> {
    if (windows === undefined || loader.status().engine.pid === undefined) return;
    await windows.enter();
    status.otherWindow(await windows.present());
  }

  loader.onDidChange(() => {
    status.changed();
    background(offerCompletion());
    background(noteOtherWindows());
    background(capabilities.ready(new AbortController().signal));
  });

  const untilLoaded = createUntilLoaded(loader, "assistant");
  const ready = (signal: AbortSignal) => untilLoaded(signal).then(() => capabilities.ready(signal));

  async function stop(): Promise<void> {
    await windows?.leave();
    await loader.dispose();
  }

  const watched = watchedModels({ loader, capabilities }, watch);
  return {
    loader: watched.loader,
    capabilities: { ...watched.capabilities, ready },
    ...{ status, offerCompletion, stop },
  };
}

interface Unwatched {
  readonly loader: Loader;
  readonly capabilities: Capabilities;
}

/** Every model that a feature gets is measured; the tests of the models themselves are not. */
function watchedModels(
  { loader, capabilities }: Unwatched,
  watch: (runtime: ModelRuntime) => ModelRuntime,
): Unwatched {
  const maybe = (runtime: ModelRuntime | undefined) => runtime && watch(runtime);
  return {
    loader: { ...loader, runtime: (role) => maybe(loader.runtime(role)) },
    capabilities: {
      ...capabilities,
      assistant: () => {
        const ability = capabilities.assistant();
        return ability && { ...ability, runtime: watch(ability.runtime) };
      },
      completion: () => maybe(capabilities.completion()),
      embedding: () => maybe(capabilities.embedding()),
    },
  };
}
