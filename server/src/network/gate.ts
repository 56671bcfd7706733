/**
 * The only module that may connect to anything (promise P1). In this version there is one mode, `offline`:
 * nothing is ever connected to, and an attempt is a named error that says who tried.
 */
import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { t } from "../util/l10n";

export type NetworkMode = "offline";

export class OfflineError extends Error {
  override readonly name = "OfflineError";
  /** For code that switches on Node's error codes. */
  readonly code = "ERR_HANARE_OFFLINE";
  constructor(readonly target: string) {
    super(t("Hanare is offline: the connection to {0} was refused. Nothing was sent.", target));
  }
}

export interface Gate {
  readonly mode: NetworkMode;
  /** Opens a connection; in mode `offline` always throws {@link OfflineError}. */
  connect(target: string): never;
  /** Connections opened since start. */
  connections(): number;
  /** Connections that were asked for and refused. */
  refusals(): number;
}

export function createGate(mode: NetworkMode, onRefusal: (target: string) => void = () => undefined): Gate {
  let refused = 0;
  return {
    mode,
    connect: (target) => {
      refused += 1;
      onRefusal(target);
      throw new OfflineError(target);
    },
    connections: () => 0,
    refusals: () => refused,
  };
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
    return gate.connect(what(args));
  };

const resolvers = Object.keys(dns).filter((name) => /^(lookup|resolve|reverse)/.test(name));

/**
 * Sends every outgoing connection of this process to the gate, libraries' included: TCP and TLS (so HTTP
 * and fetch), UDP and name lookups. The lint rule covers our own lines; this covers what we bundle. It is
 * the one place where a built-in is replaced. Standard streams, IPC and local pipes are untouched.
 */
export function guardProcess(gate: Gate): void {
  const connect = Reflect.get(net.Socket.prototype, "connect") as (...args: unknown[]) => net.Socket;
  Object.assign(net.Socket.prototype, {
    connect(this: net.Socket, ...args: unknown[]) {
      const target = remoteTarget(args);
      return target === undefined ? connect.apply(this, args) : gate.connect(target);
    },
  });
  const datagram = refuse(gate, () => "udp");
  Object.assign(dgram.Socket.prototype, { connect: datagram, send: datagram });
  const lookup = refuse(gate, (args) => `dns ${String(args[0])}`);
  for (const name of resolvers) {
    Object.assign(dns, { [name]: lookup });
    Object.assign(dns.promises, { [name]: lookup });
  }
  syncBuiltinESMExports();
}
