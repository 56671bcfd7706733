/** The real llama-server of the engine's own llama.cpp, for tests; built once and kept in the cache. */
import { setTimeout as delay } from "node:timers/promises";
import { ensurePeer } from "../../scripts/lib/peer.mjs";
import { connectServer } from "../../server/src/model/http/connect";
import { type ServerPorts } from "../../server/src/model/http/server";
import { type ModelRuntime } from "../../server/src/model/runtime";
import { targetOf } from "../../server/src/network/address";
import { createGate } from "../../server/src/network/gate";
import { createExchange } from "../../server/src/network/http";
import { later } from "../../server/src/node/clock";
import { defaultSettings, type ModelEntry, type Role } from "../../server/src/protocol";
import { startServer, type ServerProcess } from "../bench/peers/llamaServer";
import { skip } from "./skip";

/** Folder of llama.cpp's programs, built when it is not there; skips the suite where it cannot be built. */
export async function llamaPrograms(context: Mocha.Context): Promise<string> {
  try {
    return await ensurePeer();
  } catch (error) {
    return skip(context, `llama-server cannot be built here: ${String(error)}`);
  }
}

export const startLlamaServer = (
  bin: string,
  model: string,
  { slots, context }: { readonly slots: number; readonly context: number },
): Promise<ServerProcess> =>
  startServer(bin, [
    ...["-m", model, "-np", String(slots), "-c", String(context), "-t", "2", "-tb", "2"],
    ...["-fit", "off", "-cram", "0", "--slots", "--no-warmup", "--no-webui", "--offline"],
  ]);

/** A runtime of the product over a server on loopback, through a gate that permits nothing else. */
export async function servedBy(
  url: string,
  role: Role,
  over: Partial<ModelEntry> = {},
): Promise<ModelRuntime> {
  const gate = createGate("offline");
  gate.apply({ mode: "offline", allow: [], endpoints: [targetOf(new URL(url))] });
  const ports: ServerPorts = {
    exchange: createExchange(gate),
    key: () => Promise.resolve(undefined),
    delay: (milliseconds, signal) => delay(milliseconds, undefined, { signal }),
    now: () => performance.now(),
    after: later,
  };
  const { signal } = new AbortController();
  const entry = { name: "house", endpoint: { url }, ...over };
  const source = { retired: signal, begin: () => () => undefined, changed: () => undefined };
  const wish = { entry, role, generation: 1, source };
  return (await connectServer(wish, ports, defaultSettings.modelStore, signal)).runtime;
}
