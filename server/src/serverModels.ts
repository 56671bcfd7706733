/** Part of the composition root: the models, what they may do, and what is told of them. */
import path from "node:path";
import { faultOf } from "./lsp/handle";
import { completionSelector, createOffer } from "./lsp/inlineCompletion";
import { createStatusBoard } from "./lsp/status";
import { createCapabilities } from "./model/capabilities";
import { createLocalModels } from "./model/localModels";
import { createUntilLoaded } from "./model/untilLoaded";
import { listedFile } from "./node/catalogueFiles";
import { later } from "./node/clock";
import { createOtherWindows } from "./node/otherWindows";
import { firstFolder } from "./node/modelPlaces";
import { type Base } from "./serverBase";
import { createRouting } from "./serverRouting";

/** There is no entry with an endpoint yet. */
const noServers = { endpoint: () => undefined, isLoopback: () => false, preferred: () => undefined };

export type Models = ReturnType<typeof createModels>;

/** The models, what they may do, and what is told of them. */
export function createModels(base: Base) {
  const { runtime, host, workspace, settings, storagePath, background } = base;
  const loader = createLocalModels({
    ...{ script: path.join(runtime.bundles, "engine.js"), execPath: runtime.execPath, env: runtime.env },
    ...(storagePath === undefined ? {} : { storagePath }),
    workspaceFolder: () => firstFolder(workspace.folders()),
    findListed: (id, store) => listedFile(runtime, id, store),
    log: host.log.info,
  });
  const routing = createRouting(base, { ...noServers, local: loader.runtime });
  const capabilities = createCapabilities({
    ...{ runtime: routing.router.runtime, runtimes: routing.router.runtimes },
    ...{ storagePath, after: later, log: host.log.info },
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

  return { loader, routing, capabilities: { ...capabilities, ready }, status, offerCompletion, stop };
}
