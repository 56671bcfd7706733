/** A server's model behind the rules: what may not go is refused, what may is masked, shown first, and unmasked on its way back. */
import { type RoutingRule } from "../../protocol";
import {
  type EmbedRequest,
  type GenerateChunk,
  type GenerateRequest,
  type ModelRuntime,
  type Usage,
} from "../runtime";
import { estimateTokens } from "../http/tokens";
import { type Consents } from "./consent";
import {
  createUnmasking,
  type FindPrivate,
  inJson,
  maskEmbedding,
  type Masked,
  maskRequest,
  textsOf,
} from "./mask";
import { type RequestOrigin } from "./origin";
import { type Place, rulingOf } from "./rules";
import { notRouted } from "./words";

export interface GuardPorts {
  readonly place: Place;
  rules(): readonly RoutingRule[];
  /** What finds personal data and secrets. Rejects when it cannot be had: then nothing goes. */
  find(): Promise<FindPrivate>;
  readonly consents: Consents;
}

const parting = "\n\n--------\n\n";
const unused: Usage = {
  ...{ promptTokens: 0, reusedTokens: 0, generatedTokens: 0, waitMs: 0, promptMs: 0, generateMs: 0 },
};

/** Throws a `ModelError` unless a rule lets the request go to this server. */
function permitted(
  name: string,
  origin: RequestOrigin | undefined,
  { rules, place }: GuardPorts,
): RequestOrigin {
  const own = rules().filter((rule) => rule.endpoint === name);
  const ruling = rulingOf(origin, own, place);
  if (!("rule" in ruling)) throw notRouted(ruling, name);
  if (origin === undefined) throw notRouted({ obstacle: "no-origin" }, name);
  return origin;
}

/** Every request is looked at by itself, whoever chose the server for it. */
export function guarded(name: string, endpoint: ModelRuntime, ports: GuardPorts): ModelRuntime {
  async function prepared<R>(
    origin: RequestOrigin,
    mask: (find: FindPrivate) => Masked<R> | undefined,
    textOf: (request: R) => readonly string[],
    signal: AbortSignal,
  ): Promise<Masked<R>> {
    const masked = mask(await ports.find());
    signal.throwIfAborted();
    const [source] = origin.sources;
    if (masked === undefined)
      throw notRouted({ obstacle: "unread", ...(source === undefined ? {} : { source }) }, name);
    if (origin.task !== "test") {
      const sources = origin.sources.map(({ uri, mark }) => ({
        uri,
        ...(mark === undefined ? {} : { mark }),
      }));
      const text = textOf(masked.request).join(parting);
      const preview = { endpoint: name, task: origin.task, sources, text, masked: masked.count };
      await ports.consents.ask(preview, signal);
    }
    signal.throwIfAborted();
    return masked;
  }

  async function* generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateChunk> {
    signal.throwIfAborted();
    const origin = permitted(name, request.origin, ports);
    // Nothing is evaluated in advance elsewhere.
    if (request.maxTokens === 0) return yield { type: "end", reason: "length", usage: unused };
    const masked = await prepared(origin, maskingOf(origin, request), textsOf, signal);
    const isJson = request.kind === "chat" && request.jsonSchema !== undefined;
    const unmasking = createUnmasking(masked, isJson ? inJson : (value) => value);
    for await (const chunk of endpoint.generate(masked.request, signal)) {
      const text =
        chunk.type === "text" ? unmasking.push(chunk.text) : chunk.type === "end" ? unmasking.end() : "";
      if (text !== "") yield { type: "text", text };
      if (chunk.type !== "text") yield chunk;
    }
  }

  async function embed(request: EmbedRequest, signal: AbortSignal): Promise<readonly Float32Array[]> {
    signal.throwIfAborted();
    const origin = permitted(name, request.origin, ports);
    const mask = (find: FindPrivate) => maskEmbedding(request, origin.task === "test" ? () => [] : find);
    const masked = await prepared(origin, mask, ({ texts }) => texts, signal);
    return (await endpoint.embed?.(masked.request, signal)) ?? [];
  }

  return {
    get info() {
      return { ...endpoint.info, endpoint: name };
    },
    generate,
    // The server would have to read the text for it.
    countTokens: (text) => Promise.resolve(estimateTokens(text)),
    ...(endpoint.embed === undefined ? {} : { embed }),
    dispose: () => Promise.resolve(),
  };
}

/** The text of the tests ships with Hanare; what looks like personal data in it is made up, and part of the test. */
const maskingOf =
  ({ task }: RequestOrigin, request: GenerateRequest) =>
  (find: FindPrivate) =>
    maskRequest(request, task === "test" ? () => [] : find);
