/** Where a connection may go: pure decisions about hosts and ports. Names are compared, never resolved. */

export type NetworkMode = "offline" | "allowlist";

export interface HostPort {
  /** Lower case; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
}

export interface AllowedHost {
  readonly host: string;
  /** Absent: every port of the host. */
  readonly port?: number;
}

export interface NetworkPolicy {
  readonly mode: NetworkMode;
  /** Entries as in `hanare.network.allow`; what is no host is without effect. */
  readonly allow: readonly string[];
  /** The inference servers of the settings; those on this machine may be reached in every mode. */
  readonly endpoints: readonly HostPort[];
}

const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);
export const isLoopback = (host: string): boolean => loopback.has(host);

/** `host:port` for messages and logs, IPv6 in brackets. */
export const shownTarget = ({ host, port }: HostPort): string =>
  `${host.includes(":") ? `[${host}]` : host}:${port}`;

/** Where a URL leads, with the scheme's port where it names none. */
export function targetOf(url: URL): HostPort {
  const standard = url.protocol === "https:" ? 443 : 80;
  return { host: bare(url.hostname), port: url.port === "" ? standard : Number(url.port) };
}

/** Where figures may be sent: encrypted, or to this machine; with nothing in it that would be a secret. */
export function isCollector(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isPlain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  const isLocal = url.protocol === "http:" && isLoopback(targetOf(url).host);
  return isPlain && (url.protocol === "https:" || isLocal);
}

/** The one entry `host` or `host:port`; undefined for anything else: no scheme, no path, no wildcard. */
export function allowedHost(entry: string): AllowedHost | undefined {
  const [, name = "", digits] =
    /^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]\\%*]+)(?::(\d{1,5}))?$/iu.exec(entry.trim()) ?? [];
  const host = hostOf(name);
  if (host === undefined) return undefined;
  if (digits === undefined) return { host };
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { host, port } : undefined;
}

/** As a URL spells it: lower case, Punycode, numbers as an address. */
function hostOf(name: string): string | undefined {
  if (name === "") return undefined;
  const url = `http://${name}/`;
  return URL.canParse(url) ? bare(new URL(url).hostname) : undefined;
}

const bare = (hostname: string) => hostname.replace(/^\[(.*)\]$/u, "$1");

/** This machine: only the servers that are configured. Others: only what the list names, in `allowlist` mode. */
export function permits({ mode, allow, endpoints }: NetworkPolicy, target: HostPort): boolean {
  if (isLoopback(target.host) && endpoints.some((each) => isSame(each, target))) return true;
  if (mode !== "allowlist") return false;
  return allow.some((entry) => {
    const allowed = allowedHost(entry);
    return allowed?.host === target.host && (allowed.port ?? target.port) === target.port;
  });
}

const isSame = (one: HostPort, other: HostPort) => one.host === other.host && one.port === other.port;

/** Addresses that need no name service; undefined for a name that does. */
export const knownAddresses = (host: string): readonly string[] | undefined => {
  if (host === "localhost") return ["127.0.0.1", "::1"];
  return /^[\d.]+$|:/u.test(host) ? [host] : undefined;
};
