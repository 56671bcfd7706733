/**
 * The engine process as a shared one: it claims its place, serves the windows that prove themselves, and ends when
 * nobody has used it for a while or its storage is gone. File calls after the start are synchronous: the one thread
 * of Node's pool belongs to llama.cpp.
 */
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { listenLocal, type LocalConnection, type LocalServer } from "../../../network/local";
import { localAddress, shortFolderOf } from "../../../network/localAddress";
import { ownerFolder } from "../../../network/ownerFolder";
import { newToken } from "../../../network/proof";
import { type Clock } from "../../admission";
import { type EngineService } from "../service";
import { type Claim, clearBefore, isClaimed, makeClaim, removeTraces, withdrawClaim } from "./claims";
import { createIdleExit } from "./idleExit";
import { type HostMessage, type WindowMessage } from "./notices";

export interface HostOptions {
  readonly folder: string;
  readonly number: number;
  /** Milliseconds without a window after which it ends. */
  readonly idle: number;
}

export interface HostPorts {
  readonly service: EngineService;
  readonly clock: Pick<Clock, "after">;
  /** Ends the process at once. */
  end(): void;
}

export interface Host {
  /** For the logs of the windows. */
  log(line: string): void;
  /** Ends without leaving a trace. */
  end(): void;
}

/** Undefined when another engine has the number. Rejects when no endpoint can be had in this folder. */
export async function startHost(options: HostOptions, ports: HostPorts): Promise<Host | undefined> {
  const { folder, number } = options;
  const claim: Claim = { number, pid: process.pid, token: newToken(), address: await addressIn(folder) };
  const windows = createWindows(options, claim, ports);
  const server = await listenLocal({ ...claim, onConnection: windows.add });
  windows.serveOn(server);
  if (!(await makeClaim(folder, claim))) {
    server.close();
    return undefined;
  }
  await clearBefore(folder, claim);
  windows.begin();
  return { log: (line) => windows.tell({ notice: "log", line }), end: windows.end };
}

async function addressIn(folder: string): Promise<string> {
  await ownerFolder(folder);
  const shortFolder = shortFolderOf(process.env["XDG_RUNTIME_DIR"], tmpdir(), process.getuid?.());
  const places = { platform: process.platform, folder, shortFolder };
  const address = localAddress(randomBytes(8).toString("hex"), places);
  if (path.dirname(address) === shortFolder) await ownerFolder(shortFolder);
  return address;
}

/** The flush of what was said last. */
const farewell = 50;

function createWindows({ folder, idle }: HostOptions, claim: Claim, { service, clock, end }: HostPorts) {
  const windows = new Set<LocalConnection>();
  let server: LocalServer | undefined;

  function leaveNoTrace(): void {
    server?.close();
    removeTraces(folder, claim);
    end();
  }

  const idleExit = createIdleExit({
    clock,
    idle,
    isAnnounced: () => isClaimed(folder, claim),
    exit: leaveNoTrace,
  });

  function tell(message: HostMessage): void {
    for (const window of windows) window.send(message);
  }

  function count(): void {
    tell({ notice: "windows", count: windows.size });
    idleExit.windows(windows.size);
  }

  /** Nobody new comes here, and those who are here hear why it ends. */
  function quit(): void {
    server?.close();
    withdrawClaim(folder, claim);
    tell({ notice: "quitting" });
    clock.after(farewell, leaveNoTrace);
  }

  function add(window: LocalConnection): void {
    const attachment = service.attach((reply) => {
      window.send(reply);
      // Whoever comes next tries to load by itself: what was in the way may be gone by then.
      if (service.serves() === false) withdrawClaim(folder, claim);
    });
    windows.add(window);
    window.listen({
      message(raw) {
        const message = raw as WindowMessage;
        if (message.call !== "release") attachment.take(message);
        else if (message.forWhom === "all") quit();
        else if (windows.size > 1) window.close();
        else leaveNoTrace();
      },
      closed() {
        attachment.leave();
        windows.delete(window);
        count();
      },
    });
    count();
  }

  return {
    add,
    tell,
    end: leaveNoTrace,
    begin: count,
    serveOn: (listening: LocalServer) => (server = listening),
  };
}
