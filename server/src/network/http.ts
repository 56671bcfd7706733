/**
 * One HTTP/1.1 exchange over a connection of the gate: no agent, no kept connection, no redirect followed, no proxy,
 * no environment variable looked at. Ending the body early, or aborting, closes the socket: that is how the other side
 * hears of it.
 */
import http from "node:http";
import net from "node:net";
import tls from "node:tls";
import { shownTarget, targetOf } from "./address";
import { OfflineError, type Gate } from "./gate";

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** PEM certificates that are trusted in place of the system's. */
  readonly ca?: string;
  /** What this computer proves itself with, where the server asks for it. PEM; the key is not encrypted. */
  readonly client?: { readonly cert: string; readonly key: string };
  /** Milliseconds until the connection stands, until the first byte of the answer, and between two parts of it. */
  readonly limits: { readonly connect: number; readonly first: number; readonly idle: number };
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  header(name: string): string | undefined;
  /** To be read once. Rejects with an {@link ExchangeError} or the signal's reason; leaving it closes the socket. */
  readonly body: AsyncIterable<Uint8Array>;
  /** For a body that nobody reads. */
  close(): void;
}

/** Rejects with an {@link ExchangeError} or the signal's reason. */
export type Exchange = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;

export type ExchangeFault =
  /** The policy does not permit the connection. */
  | "not-allowed"
  /** Nobody listens there: nothing was received. */
  | "refused"
  /** No such host, no route, a broken connection before the first byte. */
  | "unreachable"
  | "certificate"
  /** The server wants this computer to prove itself, or does not accept its proof. */
  | "client-certificate"
  /** The proof cannot be used: certificate and key are none, or not of each other. */
  | "client-files"
  | "slow-connect"
  | "slow-first"
  | "slow-idle"
  /** What came is not HTTP. */
  | "not-http"
  /** It ended in the middle of the answer. */
  | "broken";

export class ExchangeError extends Error {
  override readonly name = "ExchangeError";
  constructor(
    readonly fault: ExchangeFault,
    /** `host:port`. */
    readonly target: string,
    /** The system's name of it, such as `ECONNREFUSED`. */
    readonly code: string,
  ) {
    super(`${fault} ${target} ${code}`);
  }
}

export function createExchange(gate: Gate): Exchange {
  return async (request, signal) => {
    const target = shownTarget(targetOf(request.url));
    const socket = await connected(gate, request, target, signal);
    const outgoing = http.request({
      method: request.method,
      host: request.url.hostname,
      path: `${request.url.pathname}${request.url.search}`,
      headers: headersOf(request),
      createConnection: () => socket,
    });
    const ending = endingOf(outgoing, target, signal);
    try {
      const response = await answerOf(outgoing, request, ending);
      return {
        status: response.statusCode ?? 0,
        header: (name) => String(response.headers[name] ?? "") || undefined,
        body: bodyOf(response, request.limits.idle, ending),
        close: ending.close,
      };
    } catch (error) {
      ending.close();
      throw ending.reason(error, "unreachable");
    }
  };
}

/** The connection, encrypted where the URL says so. */
async function connected(
  gate: Gate,
  request: HttpRequest,
  target: string,
  signal: AbortSignal,
): Promise<net.Socket> {
  const { url, limits } = request;
  const slow = new ExchangeError("slow-connect", target, "ETIMEDOUT");
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(slow), limits.connect);
  const either = AbortSignal.any([signal, limit.signal]);
  try {
    const proof = proofOf(request, target);
    const socket = await gate.connect(targetOf(url), either);
    return url.protocol === "https:" ? await encrypted(socket, { ...request, ...proof }, either) : socket;
  } catch (error) {
    signal.throwIfAborted();
    if (limit.signal.aborted) throw slow;
    if (error instanceof OfflineError) throw new ExchangeError("not-allowed", target, error.code);
    if (error instanceof ExchangeError) throw error;
    if (isProofFault(error)) throw new ExchangeError("client-certificate", target, codeOf(error));
    if (isCertificateFault(error)) throw new ExchangeError("certificate", target, codeOf(error));
    const code = codeOf(error);
    throw new ExchangeError(code === "ECONNREFUSED" ? "refused" : "unreachable", target, code);
  } finally {
    clearTimeout(timer);
  }
}

function encrypted(
  socket: net.Socket,
  { url, ca, secureContext }: HttpRequest & Proof,
  signal: AbortSignal,
): Promise<net.Socket> {
  const host = url.hostname.replace(/^\[(.*)\]$/u, "$1");
  return new Promise((resolve, reject) => {
    const secure = tls.connect({
      socket,
      host,
      ...(secureContext === undefined ? {} : { secureContext }),
      ...(net.isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
      minVersion: "TLSv1.2",
      // Said, so that no environment variable says otherwise.
      rejectUnauthorized: true,
    });
    secure.on("error", () => undefined);
    const abort = () => secure.destroy(signal.reason as Error);
    const fail = (error: Error) => {
      signal.removeEventListener("abort", abort);
      reject(error);
    };
    signal.addEventListener("abort", abort, { once: true });
    secure.once("error", fail);
    secure.once("secureConnect", () => {
      signal.removeEventListener("abort", abort);
      secure.removeListener("error", fail);
      resolve(secure);
    });
  });
}

interface Proof {
  readonly secureContext?: tls.SecureContext;
}

/** Throws where the files are no certificate with its key: then nobody is connected to. */
function proofOf({ ca, client }: HttpRequest, target: string): Proof {
  if (client === undefined) return {};
  const trusted = ca === undefined ? {} : { ca };
  try {
    return { secureContext: tls.createSecureContext({ ...client, ...trusted, minVersion: "TLSv1.2" }) };
  } catch (error) {
    throw new ExchangeError("client-files", target, codeOf(error));
  }
}

/** Alerts of a server about this computer's certificate; with TLS 1.3 they come after the first words. */
const isProofFault = (error: unknown) =>
  /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_(?:EXPIRED|REVOKED|UNKNOWN)|HANDSHAKE_FAILURE)/u.test(
    codeOf(error),
  );

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown";

const isCertificateFault = (error: unknown) =>
  /CERT|ALTNAME|SELF_SIGNED|UNABLE_TO_|ISSUER|ERR_SSL|EPROTO/u.test(codeOf(error));

function headersOf({ url, headers, body }: HttpRequest): Record<string, string> {
  return {
    host: url.host,
    connection: "close",
    "accept-encoding": "identity",
    ...headers,
    ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
  };
}

interface Ending {
  /** Closes the socket. Idempotent. */
  close(): void;
  /** Closes it, and whatever waits rejects with the error. */
  fail(error: Error): void;
  /** What to reject with for an error of Node's. */
  reason(error: unknown, otherwise: ExchangeFault): Error;
}

/** However an exchange ends, its socket is closed and its listener is gone. */
function endingOf(outgoing: http.ClientRequest, target: string, signal: AbortSignal): Ending {
  let failure: Error | undefined;
  const close = () => {
    signal.removeEventListener("abort", abort);
    // A late error of a socket that nobody waits for any more is no news.
    outgoing.on("error", () => undefined);
    outgoing.destroy();
  };
  const fail = (error: Error) => {
    failure ??= error;
    close();
  };
  const abort = () => fail(signal.reason as Error);
  signal.addEventListener("abort", abort, { once: true });
  return {
    close,
    fail,
    reason(error, otherwise) {
      if (failure !== undefined) return failure;
      if (error instanceof ExchangeError) return error;
      const code = codeOf(error);
      if (isProofFault(error)) return new ExchangeError("client-certificate", target, code);
      return new ExchangeError(code.startsWith("HPE_") ? "not-http" : otherwise, target, code);
    },
  };
}

function answerOf(
  outgoing: http.ClientRequest,
  { body, limits, url }: HttpRequest,
  ending: Ending,
): Promise<http.IncomingMessage> {
  const target = shownTarget(targetOf(url));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const slow = new ExchangeError("slow-first", target, "ETIMEDOUT");
      ending.fail(slow);
      reject(slow);
    }, limits.first);
    outgoing.once("response", (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    outgoing.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    outgoing.once("close", () => {
      clearTimeout(timer);
      reject(new ExchangeError("unreachable", target, "ECONNRESET"));
    });
    outgoing.end(body);
  });
}

async function* bodyOf(
  response: http.IncomingMessage,
  idle: number,
  ending: Ending,
): AsyncGenerator<Uint8Array> {
  const { socket } = response;
  const target = `${socket.remoteAddress ?? ""}:${socket.remotePort ?? ""}`;
  const silent = () => ending.fail(new ExchangeError("slow-idle", target, "ETIMEDOUT"));
  socket.setTimeout(idle, silent);
  try {
    for await (const chunk of response) yield chunk as Uint8Array;
    if (!response.complete) throw new ExchangeError("broken", target, "ECONNRESET");
  } catch (error) {
    throw ending.reason(error, "broken");
  } finally {
    ending.close();
  }
}
