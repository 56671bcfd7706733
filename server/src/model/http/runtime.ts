/** The `ModelRuntime` of one role over an inference server that speaks OpenAI's protocol. */
import { ExchangeError } from "../../network/http";
import { callInForce, generateInForce, type InForce, modelChanged } from "../inForce";
import {
  isModelError,
  promptTooLong,
  type EmbedRequest,
  type GenerateChunk,
  type GenerateRequest,
  type ModelRuntime,
  type RuntimeInfo,
} from "../runtime";
import { createAnswering, type Answering } from "./answering";
import { askJson, isType, send, streamError } from "./call";
import { brokenOff, refused, tooSlow, wrongAnswer } from "./errors";
import { eventsOf } from "./events";
import { callOf, type Call } from "./requests";
import { type KnownServer, type Limits, type ServerPorts } from "./server";
import { estimatePrompt, estimateTokens } from "./tokens";
import { deltaOf, type Delta, firstAt, isJson, numberAt } from "./wire";
import { isOnThisMachine } from "./endpoint";

/** What ends with the settings that the runtime was made under. */
export interface ServedSource extends InForce {
  /** The server holds another model than it said: whoever made the runtime asks it again what it is. */
  changed(): void;
}

/** Milliseconds. A department's server may keep a request waiting for minutes before its first word. */
const limits: Limits & { readonly silence: number } = {
  connect: 5_000,
  first: 300_000,
  idle: 120_000,
  silence: 120_000,
};
/** Attempts after the first; a completion that waits is of no use. */
const attempts = { completion: 0, interactive: 2, batch: 4 };
/** An event holds a token or two, a whole answer some thousands of them. */
const eventLimits = { event: 256 * 1024, total: 16 * 1024 * 1024 };

export function createHttpRuntime(
  info: RuntimeInfo,
  server: KnownServer,
  ports: ServerPorts,
  source: ServedSource,
): ModelRuntime {
  const asking = { server, ports, source, learned: { reasons: false } };
  return {
    info,
    generate: (request, signal) =>
      generateInForce(source, request, (either) => generate(request, asking, either), signal),
    async countTokens(text) {
      source.retired.throwIfAborted();
      return countTokens(text, server, ports);
    },
    ...(info.embedding === undefined
      ? {}
      : {
          embed: (request: EmbedRequest, signal: AbortSignal) =>
            callInForce(source, (either) => embed(request, asking, either), signal),
        }),
    dispose: () => Promise.resolve(),
  };
}

interface Asking {
  readonly server: KnownServer;
  readonly ports: ServerPorts;
  readonly source: Pick<ServedSource, "changed">;
  readonly learned: { reasons: boolean };
}

async function* generate(
  request: GenerateRequest,
  asking: Asking,
  signal: AbortSignal,
): AsyncGenerator<GenerateChunk> {
  const { server, ports, learned } = asking;
  signal.throwIfAborted();
  const call = callOf(request, server, learned.reasons);
  requireRoom(request, server);
  const answering = createAnswering(request, ports.now);
  // Only llama-server evaluates a prompt for later.
  if (request.maxTokens === 0 && server.kind !== "llama.cpp") return yield* answering.end("length");
  const watch = createWatch(request, asking);
  try {
    yield* read(call, answering, { asking, request, watch }, AbortSignal.any([signal, watch.signal]));
  } catch (error) {
    signal.throwIfAborted();
    if (!watch.isOver()) throw streamError(error, server.route.origin);
    yield* answering.end("time");
  } finally {
    learned.reasons ||= answering.reasons();
    watch.end();
  }
}

interface Reading {
  readonly asking: Asking;
  readonly request: GenerateRequest;
  readonly watch: Watch;
}

async function* read(
  call: Call,
  answering: Answering,
  { asking: { server, ports, source }, request, watch }: Reading,
  signal: AbortSignal,
): AsyncGenerator<GenerateChunk> {
  const { origin } = server.route;
  const sending = {
    ...{ path: call.path, body: call.body, accept: "text/event-stream" as const },
    again: attempts[request.priority],
    limits: { ...limits, ...ports.limits },
  };
  const response = await send(server.route, sending, ports, signal);
  if (!isType(response, "text/event-stream")) {
    response.close();
    throw wrongAnswer(origin, "content-type");
  }
  for await (const data of eventsOf(response.body, eventLimits)) {
    signal.throwIfAborted();
    const delta = deltaOf(data, call.kind);
    if (delta === "done") return yield* answering.end(answering.reason() ?? "eos");
    if (delta === undefined) throw wrongAnswer(origin, "JSON");
    if (delta.error !== undefined) throw refused(origin, delta.error);
    if (isOther(delta, server)) {
      source.changed();
      throw modelChanged();
    }
    if (delta.text !== "" || delta.reasoning !== "") watch.progress();
    yield* answering.take(delta);
    const enough = answering.finished();
    if (enough !== undefined) return yield* answering.end(enough);
    // llama-server's `/infill` has no mark behind its last event.
    if (call.kind === "infill" && delta.finish !== undefined) break;
  }
  const reason = answering.reason();
  if (reason === undefined) throw brokenOff(origin);
  yield* answering.end(reason);
}

/** llama-server was started again with another file. Others repeat the name that they were asked for. */
const isOther = ({ model }: Delta, server: KnownServer): boolean =>
  server.kind === "llama.cpp" && model !== undefined && model !== server.model;

interface Watch {
  readonly signal: AbortSignal;
  /** Something of the answer came. */
  progress(): void;
  /** The time for generating is used up. */
  isOver(): boolean;
  end(): void;
}

/** Ends an answer that does not go on, though the connection lives, and one that has had its time. */
function createWatch({ timeBudget }: GenerateRequest, { server, ports }: Asking): Watch {
  const controller = new AbortController();
  const { first, silence } = { ...limits, ...ports.limits };
  const slow = () => controller.abort(tooSlow(server.route.origin));
  let over = false;
  let callOffBudget: (() => void) | undefined;
  let callOffSilence = ports.after(first + silence, slow);
  return {
    signal: controller.signal,
    progress() {
      callOffSilence();
      callOffSilence = ports.after(silence, slow);
      if (timeBudget === undefined || callOffBudget !== undefined) return;
      callOffBudget = ports.after(timeBudget, () => {
        over = true;
        controller.abort(new Error("time"));
      });
    },
    isOver: () => over,
    end() {
      callOffSilence();
      callOffBudget?.();
    },
  };
}

/** Servers that say their context also refuse what does not fit; others may cut it without a word. */
function requireRoom(request: GenerateRequest, { kind, contextSize }: KnownServer): void {
  if (kind === "llama.cpp" || kind === "vllm") return;
  const tokens = estimatePrompt(request);
  if (tokens > contextSize) throw promptTooLong(tokens, contextSize);
}

/** A text is never sent to another machine only to be counted. */
async function countTokens(text: string, server: KnownServer, ports: ServerPorts): Promise<number> {
  const { kind, route, model } = server;
  if (kind !== "llama.cpp" && kind !== "vllm") return estimateTokens(text);
  if (text === "" || !isOnThisMachine(route.source)) return estimateTokens(text);
  const body =
    kind === "llama.cpp"
      ? { content: text, parse_special: false, model }
      : { model, prompt: text, add_special_tokens: false };
  const sending = { path: "/tokenize", body, again: 1, limits: { ...limits, ...ports.limits } };
  try {
    const value = await askJson(route, sending, ports, new AbortController().signal);
    const tokens = value["tokens"];
    return numberAt(value, "count") ?? (Array.isArray(tokens) ? tokens.length : estimateTokens(text));
  } catch (error) {
    // A server that does not count, or refuses to: the estimate stands in. One that is gone is told.
    if (isModelError(error) && ["endpoint-refused", "endpoint-answer"].includes(error.code))
      return estimateTokens(text);
    throw error;
  }
}

/** Of a text that is too long, its beginning. */
const shorter = 0.6;
const mostCuts = 8;

async function embed(
  { texts, priority }: EmbedRequest,
  { server, ports }: Asking,
  signal: AbortSignal,
): Promise<readonly Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (const text of texts) {
    vectors.push(await vectorOf(text, { server, ports, again: attempts[priority] }, signal));
    signal.throwIfAborted();
  }
  return vectors;
}

export async function vectorOf(
  text: string,
  {
    server,
    ports,
    again,
  }: { readonly server: KnownServer; readonly ports: ServerPorts; readonly again: number },
  signal: AbortSignal,
): Promise<Float32Array> {
  const { route, model, dimensions } = server;
  for (let cut = 0, rest = text; ; cut++, rest = rest.slice(0, Math.floor(rest.length * shorter))) {
    const body = { model, input: rest, encoding_format: "float" };
    const sending = { path: "/v1/embeddings", body, again, limits: { ...limits, ...ports.limits } };
    try {
      const item = firstAt(await askJson(route, sending, ports, signal), "data");
      const numbers = isJson(item) ? item["embedding"] : undefined;
      if (!Array.isArray(numbers) || numbers.length === 0 || !numbers.every(Number.isFinite))
        throw wrongAnswer(route.origin, "embedding");
      if (dimensions !== undefined && numbers.length !== dimensions)
        throw wrongAnswer(route.origin, "dimensions");
      return unit(Float32Array.from(numbers as readonly number[]));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ExchangeError || !isModelError(error)) throw error;
      if (error.code !== "prompt-too-long" || cut >= mostCuts) throw error;
    }
  }
}

/** Not every server makes vectors of length one. */
function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
