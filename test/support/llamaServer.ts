/** The real llama-server of the engine's own llama.cpp, for tests; `node scripts/peer.mjs` builds it into the cache. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { peerPlace } from "../../scripts/lib/peer.mjs";
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

/** Folder of llama.cpp's programs. Building takes eight minutes, so a suite without them says so and is skipped. */
export async function llamaPrograms(context: Mocha.Context): Promise<string> {
  const { bin } = peerPlace();
  const isBuilt = await access(join(bin, "llama-server")).then(
    () => true,
    () => false,
  );
  return isBuilt ? bin : skip(context, 'llama-server is not in the cache: run "node scripts/peer.mjs"');
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
  return (await connectServer(wish, ports, defaultSettings, signal)).runtime;
}
