/** What the server and the engine cost while nobody does anything: seconds of processor time. */
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type RoleState } from "../../../server/src/protocol";
import { startServer } from "../../support/harness";
import { processSeconds } from "../typing/cpu";

export interface Idle {
  /** Seconds that were watched. */
  readonly seconds: number;
  /** Seconds of processor time in them; undefined where the system does not say. */
  readonly server: number | undefined;
  readonly engine: number | undefined;
  /** Whether the completion before it answered. */
  readonly completed: boolean;
}

const watched = 5000;
/** What follows a completion by design: it may be forwarded, and the status is told. */
const settling = 5000;
const settled = new Set<RoleState["state"]>(["ready", "refused", "failed"]);
const uri = "untitled:idle.ts";

export async function measureIdle(model: string, storagePath: string): Promise<Idle> {
  const settings = {
    models: [{ name: "idle", path: model }],
    model: { completion: "idle", assistant: "" },
    gpu: { backend: "off" },
    engine: { idleUnloadMinutes: 0, shared: false },
  };
  const server = await startServer({ settings: { "": settings }, storagePath });
  try {
    const { engine } = await server.statuses.next(({ roles }) => settled.has(roles.completion.state));
    await server.open(uri, "typescript", "function add(a: number, b: number) {\n  \n}\n");
    const answer = await server.connection.sendRequest<unknown>("textDocument/inlineCompletion", {
      textDocument: { uri },
      position: { line: 1, character: 2 },
      context: { triggerKind: 1 },
    });
    await delay(settling);
    const pids = [server.process.pid, engine.pid];
    const spent = async () =>
      Promise.all(pids.map((pid) => (pid === undefined ? undefined : processSeconds(pid))));
    const before = await spent();
    const begun = performance.now();
    await delay(watched);
    const seconds = (performance.now() - begun) / 1000;
    const [ofServer, ofEngine] = (await spent()).map((after, index) => {
      const earlier = before[index];
      return after === undefined || earlier === undefined ? undefined : after - earlier;
    });
    return { seconds, server: ofServer, engine: ofEngine, completed: answer != null };
  } finally {
    await server.stop();
  }
}
