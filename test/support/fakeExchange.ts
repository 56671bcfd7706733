/** An inference server without a wire: answers what the test wrote, and keeps what it was asked. */
import { ExchangeError, type Exchange, type HttpRequest } from "../../server/src/network/http";
import { type KnownServer, type ServerPorts } from "../../server/src/model/http/server";

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Parts of the body, in order; an error breaks it off. */
  readonly body?: readonly (string | Error)[];
}

export interface FakePorts extends ServerPorts {
  readonly requests: HttpRequest[];
  readonly waits: number[];
  /** Bodies that were closed or read to their end. */
  readonly closed: () => number;
  advance(milliseconds: number): void;
}

const sse = { "content-type": "text/event-stream" };
export const stream = (...events: readonly (string | object)[]): FakeAnswer => ({
  headers: sse,
  body: events.map((event) => `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`),
});
export const json = (value: unknown, status = 200): FakeAnswer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: [JSON.stringify(value)],
});
export const fault = (kind: ExchangeError["fault"], code = "ETEST") => new ExchangeError(kind, "h:1", code);

/** `answer` gets each request, its parsed body and how many came before. */
export function fakePorts(
  answer: (path: string, body: Readonly<Record<string, unknown>>, before: number) => FakeAnswer | Error,
  key?: string,
): FakePorts {
  const requests: HttpRequest[] = [];
  const waits: number[] = [];
  const timers: { at: number; callback: () => void }[] = [];
  let closed = 0;
  let time = 0;
  const exchange: Exchange = async (request, signal) => {
    signal.throwIfAborted();
    requests.push(request);
    const body = JSON.parse(request.body ?? "{}") as Readonly<Record<string, unknown>>;
    const said = answer(request.url.pathname, body, requests.length - 1);
    await Promise.resolve();
    if (said instanceof Error) throw said;
    return {
      status: said.status ?? 200,
      header: (name) => said.headers?.[name],
      body: parts(said.body ?? [], signal, () => (closed += 1)),
      close: () => (closed += 1),
    };
  };
  return {
    ...{ exchange, requests, waits },
    closed: () => closed,
    key: () => Promise.resolve(key),
    delay: (milliseconds, signal) => {
      signal.throwIfAborted();
      waits.push(milliseconds);
      return Promise.resolve();
    },
    now: () => time,
    after: (milliseconds, callback) => {
      const timer = { at: time + milliseconds, callback };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer) >>> 0, timers.includes(timer) ? 1 : 0);
    },
    advance(milliseconds) {
      time += milliseconds;
      for (const timer of timers.filter(({ at }) => at <= time)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.callback();
      }
    },
  };
}

async function* parts(body: readonly (string | Error)[], signal: AbortSignal, end: () => void) {
  try {
    for (const part of body) {
      await Promise.resolve();
      signal.throwIfAborted();
      if (part instanceof Error) throw part;
      yield new TextEncoder().encode(part);
    }
  } finally {
    end();
  }
}

export const knownServer = (over: Partial<KnownServer> = {}): KnownServer => ({
  route: { source: { url: "http://127.0.0.1:8080" }, origin: "http://127.0.0.1:8080" },
  kind: "other",
  software: "test server",
  model: "m",
  contextSize: 4096,
  filling: "continuation",
  ...over,
});
