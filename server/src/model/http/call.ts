/** One request to a server: the key with it, again where nothing was received, its refusals as named errors. */
import { ExchangeError, type HttpResponse } from "../../network/http";
import { isModelError, promptTooLong, type ModelError } from "../runtime";
import { addressOf } from "./endpoint";
import { busy, exchangeError, needsKey, refused, wrongAnswer } from "./errors";
import { type Limits, type Route, type ServerPorts } from "./server";
import { overflowOf, parsed, shortCode, isJson } from "./wire";

export interface Sending {
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly accept: "text/event-stream" | "application/json";
  /** How often it is sent again when the server had not taken it: it was not there, or had no room. */
  readonly again: number;
  readonly limits: Limits;
}

/** Milliseconds; a server that asks for more is told to the user. */
const longestWait = 10_000;
const firstWait = 250;
/** Bytes of a refusal that are read for its code. */
const refusalLimit = 65_536;

/** The answer's head is there and says success. Rejects with a named error or the signal's reason. */
export async function send(
  route: Route,
  sending: Sending,
  ports: ServerPorts,
  signal: AbortSignal,
): Promise<HttpResponse> {
  for (let attempt = 0; ; attempt++) {
    const last = attempt >= sending.again;
    const response = await attemptIt(route, sending, ports, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      if (!(error instanceof ExchangeError)) throw error;
      if (error.fault !== "refused" || last) throw exchangeError(error, route.origin);
      return undefined;
    });
    if (response !== undefined) {
      if (response.status >= 200 && response.status < 300) return response;
      if (last || ![429, 503].includes(response.status))
        throw await refusalOf(response, route.origin, signal);
      response.close();
    }
    await ports.delay(waitOf(response, attempt), signal);
  }
}

async function attemptIt(route: Route, sending: Sending, ports: ServerPorts, signal: AbortSignal) {
  const key = await ports.key(route.origin);
  signal.throwIfAborted();
  const { body, accept, path, limits } = sending;
  const request = {
    url: addressOf(route.source, path),
    method: body === undefined ? ("GET" as const) : ("POST" as const),
    headers: {
      accept,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    limits,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(route.ca === undefined ? {} : { ca: route.ca }),
    ...(route.client === undefined ? {} : { client: route.client }),
  };
  return ports.exchange(request, signal);
}

/** The server's own wish within bounds, else longer each time. */
export function waitOf(response: HttpResponse | undefined, attempt: number): number {
  const wish = Number(response?.header("retry-after") ?? Number.NaN);
  const wait = Number.isFinite(wish) && wish >= 0 ? wish * 1000 : firstWait * 4 ** attempt;
  return Math.min(longestWait, wait);
}

async function refusalOf(response: HttpResponse, origin: string, signal: AbortSignal): Promise<ModelError> {
  const { status } = response;
  if (status === 401 || status === 403) {
    response.close();
    return needsKey(origin, status);
  }
  if (status === 429 || status === 503) {
    response.close();
    return busy(origin, status);
  }
  const text = await bounded(response, refusalLimit, origin).catch((error: unknown) => {
    signal.throwIfAborted();
    if (isModelError(error)) return "";
    throw error;
  });
  if (status < 400) return wrongAnswer(origin, `HTTP ${status}`);
  const value = parsed(text);
  // OpenAI's way, and vLLM's older one.
  const error = isJson(value) ? (value["error"] ?? value) : undefined;
  const overflow = overflowOf(error);
  if (overflow !== undefined) return promptTooLong(overflow.tokens, overflow.room);
  const code = shortCode(error);
  return refused(origin, code === "error" || code === String(status) ? String(status) : `${status}, ${code}`);
}

/** The whole body as text. Rejects with a named error when it is longer, or ends early. */
async function bounded(response: HttpResponse, limit: number, origin: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of response.body) {
      size += part.length;
      if (size > limit) throw wrongAnswer(origin, "too long");
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof ExchangeError) throw exchangeError(error, origin);
    throw error;
  }
  return Buffer.concat(parts).toString("utf8");
}

/** Bytes; the vectors of a text are the longest. */
const jsonLimit = 4 * 1024 * 1024;

/** A JSON object. Rejects with a named error or the signal's reason. */
export async function askJson(
  route: Route,
  sending: Omit<Sending, "accept">,
  ports: ServerPorts,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await send(route, { ...sending, accept: "application/json" }, ports, signal);
  if (!isType(response, "application/json")) {
    response.close();
    throw wrongAnswer(route.origin, "content-type");
  }
  const value = parsed(await bounded(response, jsonLimit, route.origin));
  signal.throwIfAborted();
  if (!isJson(value)) throw wrongAnswer(route.origin, "JSON");
  return value;
}

export const isType = (response: HttpResponse, type: string): boolean => {
  const [given = ""] = (response.header("content-type") ?? "").split(";");
  const encoding = response.header("content-encoding") ?? "identity";
  return given.trim().toLowerCase() === type && encoding === "identity";
};

/** What reading a stream may reject with, as a named error; anything else is a fault of ours. */
export function streamError(error: unknown, origin: string): unknown {
  if (error instanceof ExchangeError) return exchangeError(error, origin);
  return error instanceof Error && error.name === "EventOverflow" ? wrongAnswer(origin, "too long") : error;
}
