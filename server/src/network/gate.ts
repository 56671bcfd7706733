/**
 * The only way out (promise P1). `offline`: nothing but the inference servers of the settings on this machine.
 * `allowlist`: these and exactly the named hosts; names are resolved for them alone. Anything else that a part of this
 * process tries is refused, counted, and a named error that says who tried.
 */
import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { t } from "../util/l10n";
import { unlessAborted } from "../util/unlessAborted";
import {
  isLoopback,
  knownAddresses,
  permits,
  shownTarget,
  type HostPort,
  type NetworkMode,
  type NetworkPolicy,
} from "./address";

export class OfflineError extends Error {
  override readonly name = "OfflineError";
  /** For code that switches on Node's error codes. */
  readonly code = "ERR_HANARE_OFFLINE";
  constructor(
    readonly target: string,
    mode: NetworkMode = "offline",
  ) {
    super(
      mode === "offline"
        ? t("Hanare is offline: the connection to {0} was refused. Nothing was sent.", target)
        : t("{0} is not in hanare.network.allow: the connection was refused. Nothing was sent.", target),
    );
  }
}

export interface Gate {
  readonly mode: NetworkMode;
  /** Takes another policy; what is open stays open. */
  apply(policy: NetworkPolicy): void;
  /**
   * The one function that opens a connection. Rejects with {@link OfflineError} when the policy does not permit it,
   * with the signal's reason, or with the system's error.
   */
  connect(target: HostPort, signal: AbortSignal): Promise<net.Socket>;
  /** What anything else in this process meets; always throws {@link OfflineError}. */
  refuse(target: string): never;
  /** Connections opened since start, those to this machine included. */
  connections(): number;
  /** Of these, to servers on this machine. */
  local(): number;
  /** Connections that were asked for and refused. */
  refusals(): number;
  /** A connection was opened, or another policy holds. */
  onChange(listener: () => void): void;
}

/** Taken before `guardProcess` replaces it. */
const { lookup } = dns.promises;
/** Sockets that the gate itself made: the guard lets them connect. */
const opened = new WeakSet<net.Socket>();

export function createGate(mode: NetworkMode, onRefusal: (target: string) => void = () => undefined): Gate {
  let policy: NetworkPolicy = { mode, allow: [], endpoints: [] };
  const count = { all: 0, local: 0, refused: 0 };
  const listeners: (() => void)[] = [];
  const changed = () => listeners.forEach((listener) => listener());

  function refuse(target: string): never {
    count.refused += 1;
    onRefusal(target);
    throw new OfflineError(target, policy.mode);
  }

  return {
    get mode() {
      return policy.mode;
    },
    apply(next) {
      policy = next;
      changed();
    },
    async connect(target, signal) {
      signal.throwIfAborted();
      if (!permits(policy, target)) refuse(shownTarget(target));
      const addresses = await addressesOf(target.host, signal);
      let failure: unknown = new Error(`no address of ${target.host}`);
      for (const host of addresses) {
        count.all += 1;
        if (isLoopback(target.host)) count.local += 1;
        changed();
        try {
          return await dial({ host, port: target.port }, signal);
        } catch (error) {
          signal.throwIfAborted();
          failure = error;
        }
      }
      throw failure;
    },
    refuse,
    connections: () => count.all,
    local: () => count.local,
    refusals: () => count.refused,
    onChange: (listener) => listeners.push(listener),
  };
}

/** A name is looked up only here, and only for a host that the policy permits. */
async function addressesOf(host: string, signal: AbortSignal): Promise<readonly string[]> {
  const known = knownAddresses(host);
  if (known !== undefined) return known;
  // The system's resolver cannot be interrupted; only the waiting ends.
  const found = await unlessAborted(lookup(host, { all: true }), signal);
  return found.map(({ address }) => address);
}

/** `host` is an address. */
function dial({ host, port }: HostPort, signal: AbortSignal): Promise<net.Socket> {
  const socket = new net.Socket();
  opened.add(socket);
  // Whoever waits hears of an error below; one that comes later is told by what is read or written.
  socket.on("error", () => undefined);
  return new Promise((resolve, reject) => {
    const abort = () => socket.destroy(signal.reason as Error);
    const fail = (error: Error) => {
      signal.removeEventListener("abort", abort);
      reject(error);
    };
    signal.addEventListener("abort", abort, { once: true });
    socket.once("error", fail);
    socket.connect({ host, port, noDelay: true }, () => {
      signal.removeEventListener("abort", abort);
      socket.removeListener("error", fail);
      resolve(socket);
    });
  });
}

/** Sockets on this machine's own file system: pipes to the editor and the engine, never another machine. */
export function isLocalPath(path: string): boolean {
  return /^[\\/]{2}[.?][\\/]pipe[\\/]/i.test(path) || !/^[\\/]{2}/.test(path);
}

/** The target that `net.Socket.connect` was called with, or undefined for a local pipe. */
export function remoteTarget(args: readonly unknown[]): string | undefined {
  // `net.connect` hands its normalised arguments on as one array.
  const first = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  if (typeof first === "string" && !/^\d+$/.test(first)) return isLocalPath(first) ? undefined : first;
  if (typeof first === "object" && first !== null) {
    const { path, host, port } = first as { path?: unknown; host?: unknown; port?: unknown };
    if (typeof path === "string") return isLocalPath(path) ? undefined : path;
    return `${String(host ?? "localhost")}:${String(port)}`;
  }
  return `${typeof args[1] === "string" ? args[1] : "localhost"}:${String(first)}`;
}

const refuse = (gate: Gate, what: (args: readonly unknown[]) => string) =>
  function refused(...args: readonly unknown[]): never {
    return gate.refuse(what(args));
  };

const asksForNames = (name: string) => /^(lookup|resolve|reverse)/.test(name);

/** The methods of a class that ask for names, those that it has from the class above it included. */
function methodsOf(prototype: object): readonly string[] {
  const above = Object.getPrototypeOf(prototype) as object | null;
  const own = Object.getOwnPropertyNames(prototype);
  return [...new Set([...own, ...(above === null ? [] : Object.getOwnPropertyNames(above))])];
}

/**
 * Sends every outgoing connection of this process to the gate, libraries' included: TCP and TLS (so HTTP
 * and fetch), UDP and name lookups; and lets nothing listen for other machines. The lint rule covers our own lines;
 * this covers what we bundle. It is the one place where a built-in is replaced. Standard streams, IPC, local pipes and
 * the gate's own connections are untouched.
 */
export function guardProcess(gate: Gate): void {
  const connect = Reflect.get(net.Socket.prototype, "connect") as (...args: unknown[]) => net.Socket;
  Object.assign(net.Socket.prototype, {
    connect(this: net.Socket, ...args: unknown[]) {
      const target = opened.has(this) ? undefined : remoteTarget(args);
      return target === undefined ? connect.apply(this, args) : gate.refuse(target);
    },
  });
  const datagram = refuse(gate, () => "udp");
  Object.assign(dgram.Socket.prototype, { connect: datagram, send: datagram });
  const lookup = refuse(gate, (args) => `dns ${String(args[0])}`);
  const asking = [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype];
  for (const place of asking)
    for (const name of methodsOf(place).filter(asksForNames)) Object.assign(place, { [name]: lookup });
  const listen = Reflect.get(net.Server.prototype, "listen") as (...args: unknown[]) => net.Server;
  Object.assign(net.Server.prototype, {
    listen(this: net.Server, ...args: unknown[]) {
      const target = remoteTarget(args);
      return target === undefined ? listen.apply(this, args) : gate.refuse(`listen ${target}`);
    },
  });
  syncBuiltinESMExports();
}
