/** Requests as servers take them. Pure: what is sent can be read here. */
import { t } from "../../util/l10n";
import {
  ModelError,
  type ChatRequest,
  type CompletionRequest,
  type GenerateRequest,
  type InfillRequest,
  type JsonSchema,
} from "../runtime";
import { type KnownServer } from "./server";
import { type CallKind } from "./wire";

export interface Call {
  readonly kind: CallKind;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** More tokens for a model that was seen to reason before it answers. */
export const reasoningRoom = 1024;
/** The protocol has no more; further ones are looked for on this side. */
const mostStops = 4;

/** `reasons`: the model was seen to reason. Throws `unsupported` for what the server does not do. */
export function callOf(request: GenerateRequest, server: KnownServer, reasons: boolean): Call {
  switch (request.kind) {
    case "chat":
      return { kind: "chat", path: "/v1/chat/completions", body: chatBody(request, server, reasons) };
    case "completion":
      return { kind: "completion", path: "/v1/completions", body: completionBody(request, server) };
    case "infill":
      return infillCall(request, server);
  }
}

function chatBody(request: ChatRequest, server: KnownServer, reasons: boolean) {
  const { messages, jsonSchema, maxTokens } = request;
  const schema = jsonSchema && strict(jsonSchema);
  return {
    ...common(request, server),
    messages: messages.map(({ role, text }) => ({ role, content: text })),
    max_tokens: maxTokens + (reasons && maxTokens > 0 ? reasoningRoom : 0),
    ...(schema && {
      response_format: { type: "json_schema", json_schema: { name: "answer", strict: true, schema } },
    }),
  };
}

const completionBody = (request: CompletionRequest, server: KnownServer) => ({
  ...common(request, server),
  prompt: request.prompt,
  max_tokens: request.maxTokens,
});

function infillCall(request: InfillRequest, server: KnownServer): Call {
  const { prefix, suffix, middle = "", files = [], maxTokens } = request;
  if (server.filling === "infill")
    return {
      kind: "infill",
      path: "/infill",
      body: {
        ...common(request, server),
        input_prefix: prefix,
        input_suffix: suffix,
        input_extra: files.map(({ path, text }) => ({ filename: path, text })),
        prompt: middle,
        n_predict: maxTokens,
        cache_prompt: true,
      },
    };
  if (server.filling === "suffix")
    return {
      kind: "completion",
      path: "/v1/completions",
      body: { ...common(request, server), prompt: prefix + middle, suffix, max_tokens: maxTokens },
    };
  throw new ModelError(
    "unsupported",
    t("The server does not fill in code with this model. Choose a code model such as Qwen2.5-Coder for it."),
  );
}

/** What OpenAI's protocol does not know goes only to servers that are known to take it. */
function common({ sampling, seed, stop = [] }: GenerateRequest, { kind, model }: KnownServer) {
  const { temperature = 0, topK, topP, minP } = sampling ?? {};
  const wide = kind === "llama.cpp" || kind === "vllm";
  const stops = wide ? stop : stop.slice(0, mostStops);
  return {
    ...{ model, temperature, seed: seed ?? 0, stream: true },
    stream_options: { include_usage: true },
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(wide && topK !== undefined ? { top_k: topK } : {}),
    ...(wide && minP !== undefined ? { min_p: minP } : {}),
    ...(stops.length === 0 ? {} : { stop: stops }),
  };
}

/** Servers differ in what they take for granted: objects are closed, and all of their keys are needed. */
function strict(schema: JsonSchema): object {
  if (!("type" in schema)) return schema;
  if (schema.type === "array") return { ...schema, items: strict(schema.items) };
  if (schema.type !== "object") return schema;
  const properties = Object.entries(schema.properties).map(([key, value]) => [key, strict(value)]);
  return {
    type: "object",
    properties: Object.fromEntries(properties) as object,
    required: schema.required ?? Object.keys(schema.properties),
    additionalProperties: false,
  };
}
