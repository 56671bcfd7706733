/** The port every feature uses to reach a model (design 4.1): plain data in, text out. */
import { t } from "../util/l10n";
import { type EmbeddingStyle } from "./embeddingModels";
import { type RequestOrigin } from "./routing/origin";

/** Lower runs first; a request of a lower class pre-empts a running one of a higher class at its next step. */
export const priorities = { completion: 0, interactive: 1, batch: 2 } as const;
export type Priority = keyof typeof priorities;

export interface Sampling {
  /** 0: greedy, the same text every time. */
  readonly temperature: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly minP?: number;
}

export interface RequestOptions {
  readonly priority: Priority;
  /** 0: the prompt is evaluated and kept for the next request, nothing is generated. */
  readonly maxTokens: number;
  /** Generation ends before the first of these; it is not part of the text. */
  readonly stop?: readonly string[];
  readonly sampling?: Sampling;
  readonly seed?: number;
  /** Milliseconds of generating after which the request ends with what it has. */
  readonly timeBudget?: number;
  /**
   * The answer gives back parts of its prompt word for word: greedy text without a schema is then proposed from
   * the prompt and checked several tokens at a time. It is the same text but for tokens that are equally likely
   * up to rounding, which depends on how many are evaluated together.
   */
  readonly repeats?: true;
  /** Where the text comes from. A request without it never leaves this computer (`routing/`). */
  readonly origin?: RequestOrigin;
}

/** Fill the hole between prefix and suffix with the model's own FIM tokens. */
export interface InfillRequest extends RequestOptions {
  readonly kind: "infill";
  readonly prefix: string;
  readonly suffix: string;
  /**
   * What the hole holds already: it stands behind the last FIM token, and the model goes on with it. While the
   * user types, only this part grows, so that prefix and suffix stay evaluated.
   */
  readonly middle?: string;
  /** Other files, in front of the prefix in this order. */
  readonly files?: readonly { readonly path: string; readonly text: string }[];
  /** Names of the repository and of the document itself, for families that were trained with them. */
  readonly repository?: string;
  readonly path?: string;
}

/** Go on from a text. */
export interface CompletionRequest extends RequestOptions {
  readonly kind: "completion";
  readonly prompt: string;
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly text: string;
}

export interface ChatRequest extends RequestOptions {
  readonly kind: "chat";
  readonly messages: readonly ChatMessage[];
  /** The answer is JSON of this schema; a model that reasons first may do so freely before it. */
  readonly jsonSchema?: JsonSchema;
}

/** The part of JSON Schema that every engine's grammar supports. */
export type JsonSchema =
  | {
      readonly type: "object";
      readonly properties: Readonly<Record<string, JsonSchema>>;
      readonly required?: readonly string[];
    }
  | {
      readonly type: "array";
      readonly items: JsonSchema;
      readonly minItems?: number;
      readonly maxItems?: number;
    }
  | { readonly type: "string"; readonly maxLength?: number }
  | { readonly type: "number" | "integer" | "boolean" | "null" }
  | { readonly enum: readonly (string | number | boolean | null)[] }
  | { readonly oneOf: readonly JsonSchema[] };

export type GenerateRequest = InfillRequest | CompletionRequest | ChatRequest;

export interface Usage {
  readonly promptTokens: number;
  /** Prompt tokens whose evaluation was kept from an earlier request. */
  readonly reusedTokens: number;
  readonly generatedTokens: number;
  /** Tokens the engine computed for it, in and behind the prompt; absent where an engine does not count. */
  readonly evaluatedTokens?: number;
  /** Prompt tokens computed for it and the milliseconds of that alone, without waiting; absent as above. */
  readonly prefill?: { readonly tokens: number; readonly milliseconds: number };
  /** Milliseconds waiting for the model, evaluating the prompt, generating. */
  readonly waitMs: number;
  readonly promptMs: number;
  readonly generateMs: number;
  /** A server did not count: the numbers of tokens are estimates. */
  readonly approximate?: true;
}

export type StopReason = "eos" | "stop" | "length" | "time";

export type GenerateChunk =
  | { readonly type: "text"; readonly text: string }
  /** The free reasoning of a model that has one; not part of the answer. */
  | { readonly type: "reasoning"; readonly text: string }
  /** Always last, once. */
  | { readonly type: "end"; readonly reason: StopReason; readonly usage: Usage };

export interface RuntimeInfo {
  /** The entry's name in the settings. */
  readonly model: string;
  /** Set where a server on another computer answers; the name of its entry. */
  readonly endpoint?: string;
  readonly architecture: string;
  readonly contextSize: number;
  /** SHA-256 of the model file when it is known: part of every cache key. */
  readonly sha256?: string;
  /** Set where an inference server answers. */
  readonly server?: ServerIdentity;
  /** Engine name, version and backend: part of every cache key. */
  readonly engine: string;
  /** Grows with every change of model or engine settings. */
  readonly generation: number;
  /** `infill` sees both sides of the cursor, `continuation` only what stands before it. */
  readonly completes: Completes;
  /** Not known to be trained for it: completes only after it passed its test (`capabilities.ts`). */
  readonly unproven?: boolean;
  /** Tells the templates of `infill` apart: part of what a test is remembered under. */
  readonly template?: string;
  /** Type of the model file's weights, e.g. `Q4_K_M`. */
  readonly quantization?: string;
  /** Set where LoRA adapters are on the model: what tells them, with their model and scale, from others. */
  readonly adapter?: string;
  /** The family was trained with marks between files (`InfillRequest.files`). */
  readonly separatesFiles: boolean;
  readonly chat: boolean;
  /** Only of a model in the embedding role. */
  readonly embedding?: EmbeddingStyle & {
    /** Numbers of a vector. */
    readonly dimensions: number;
  };
}

export interface ServerIdentity {
  /** Scheme, host and port. */
  readonly origin: string;
  /** As the server calls the model. */
  readonly model: string;
  /**
   * Hash over address, model and what the server says of itself. Absent when that does not tell one model from
   * another: then nothing that the model said is comparable in another process (promise P4).
   */
  readonly identity?: string;
}

/** What results are remembered under; undefined when they must not outlive the process. */
export const identityOf = ({ sha256, server }: RuntimeInfo): string | undefined => sha256 ?? server?.identity;

/** Texts as they are embedded, with whatever the model wants to stand before them. */
export interface EmbedRequest {
  readonly texts: readonly string[];
  readonly priority: Priority;
  /** As of `RequestOptions`. */
  readonly origin?: RequestOrigin;
}

export type Completes = "infill" | "continuation" | "no";

/**
 * One model in one role. Every method rejects with one of the named errors below, or with the signal's
 * reason when it was aborted; a cancelled generation ends within one token or one prefill chunk.
 */
export interface ModelRuntime {
  readonly info: RuntimeInfo;
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateChunk>;
  /** Tokens of plain text; text that looks like a special token counts as the text it is. */
  countTokens(text: string): Promise<number>;
  /**
   * One vector for each text, in order; there only in the embedding role. A text that is longer than the context is
   * embedded by its beginning. A cancelled call ends within one text.
   */
  embed?(request: EmbedRequest, signal: AbortSignal): Promise<readonly Float32Array[]>;
  dispose(): Promise<void>;
}

/** The named errors: each message says what happened and what to do next, in the user's language. */
export type ModelErrorCode =
  | "model-not-configured"
  | "model-file"
  | "model-hash"
  | "model-exists"
  | "model-not-allowed"
  | "allow-list"
  | "bundle"
  | "disk-full"
  | "disk-read-only"
  | "disk-gone"
  /** A model could not be fetched. */
  | "download"
  | "backend-unavailable"
  | "native-library"
  | "out-of-memory"
  | "prompt-too-long"
  | "engine-crashed"
  | "model-changed"
  /** The text may not go to the server, and no model on this computer has the role. */
  | "not-routed"
  /** The user did not want it sent. */
  | "not-sent"
  | "endpoint-not-allowed"
  | "endpoint-unreachable"
  | "endpoint-certificate"
  | "endpoint-timeout"
  | "endpoint-refused"
  | "endpoint-answer"
  | "unsupported";

export class ModelError extends Error {
  override readonly name = "ModelError";
  constructor(
    readonly code: ModelErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export function isModelError(error: unknown): error is ModelError {
  return error instanceof ModelError;
}

export const promptTooLong = (tokens: number, room: number) =>
  new ModelError(
    "prompt-too-long",
    t(
      "The text has {0} tokens, but the model's context has room for {1}. Choose a smaller part, or raise contextSize of the model in hanare.models.",
      tokens,
      room,
    ),
  );

/** All text of a generation, and how it ended. */
export async function collect(
  chunks: AsyncIterable<GenerateChunk>,
): Promise<{ text: string; reason: StopReason; usage: Usage }> {
  let text = "";
  for await (const chunk of chunks) {
    if (chunk.type === "text") text += chunk.text;
    if (chunk.type === "end") return { text, reason: chunk.reason, usage: chunk.usage };
  }
  throw new Error("a runtime ended without its last chunk");
}
