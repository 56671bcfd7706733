/** What a server says, read strictly: chat and text completions as OpenAI has them, `/infill` as llama-server has it. */
import { type StopReason } from "../runtime";

export type CallKind = "chat" | "completion" | "infill";

/** Tokens, as the server counts them. */
export interface ServerUsage {
  readonly prompt: number;
  readonly cached?: number;
  readonly generated: number;
}

/** llama-server's own clock. */
export interface ServerTimings {
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly promptMs: number;
  readonly generatedTokens: number;
}

export interface Delta {
  readonly text: string;
  readonly reasoning: string;
  readonly finish?: StopReason;
  readonly usage?: ServerUsage;
  readonly timings?: ServerTimings;
  /** Which model says it, as the server calls it. */
  readonly model?: string;
  /** The server gave up: its status or short code. */
  readonly error?: string;
}

type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const textAt = (from: unknown, key: string): string => {
  const value = isJson(from) ? from[key] : undefined;
  return typeof value === "string" ? value : "";
};
export const numberAt = (from: unknown, key: string): number | undefined => {
  const value = isJson(from) ? from[key] : undefined;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
};
export const firstAt = (from: unknown, key: string): unknown => {
  const value = isJson(from) ? from[key] : undefined;
  return Array.isArray(value) ? (value as readonly unknown[])[0] : undefined;
};

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: undefined is no JSON value.
    return undefined;
  }
}

/** One event of a stream; `done` for the mark behind the last, undefined when it is none of this protocol. */
export function deltaOf(data: string, kind: CallKind): Delta | "done" | undefined {
  if (data.trim() === "[DONE]") return "done";
  const value = parsed(data);
  if (!isJson(value)) return undefined;
  if (value["error"] !== undefined && value["error"] !== null)
    return { text: "", reasoning: "", error: shortCode(value["error"]) };
  const timings = timingsOf(value["timings"]);
  const usage = usageOf(value["usage"]);
  const model = textAt(value, "model");
  const counted = { ...(timings && { timings }), ...(usage && { usage }), ...(model !== "" && { model }) };
  if (kind === "infill") {
    if (typeof value["content"] !== "string") return undefined;
    const finish = value["stop"] === true ? infillReason(textAt(value, "stop_type")) : undefined;
    return { text: value["content"], reasoning: "", ...(finish && { finish }), ...counted };
  }
  if (!Array.isArray(value["choices"])) return undefined;
  const choice = firstAt(value, "choices");
  const said = kind === "chat" ? (isJson(choice) ? choice["delta"] : undefined) : choice;
  const finish = finishOf(isJson(choice) ? choice["finish_reason"] : undefined);
  return {
    text: textAt(said, kind === "chat" ? "content" : "text"),
    // llama-server, DeepSeek and older vLLM say the first; newer vLLM and Ollama the second.
    reasoning: textAt(said, "reasoning_content") || textAt(said, "reasoning"),
    ...(finish && { finish }),
    ...counted,
  };
}

const infillReason = (type: string): StopReason =>
  type === "limit" ? "length" : type === "word" ? "stop" : "eos";

function finishOf(reason: unknown): StopReason | undefined {
  if (typeof reason !== "string" || reason === "") return undefined;
  return reason === "length" ? "length" : "eos";
}

function usageOf(value: unknown): ServerUsage | undefined {
  const prompt = numberAt(value, "prompt_tokens");
  if (prompt === undefined || !isJson(value)) return undefined;
  const cached = numberAt(value["prompt_tokens_details"], "cached_tokens");
  return {
    prompt,
    generated: numberAt(value, "completion_tokens") ?? 0,
    ...(cached === undefined ? {} : { cached }),
  };
}

function timingsOf(value: unknown): ServerTimings | undefined {
  const promptTokens = numberAt(value, "prompt_n");
  const promptMs = numberAt(value, "prompt_ms");
  if (promptTokens === undefined || promptMs === undefined) return undefined;
  return {
    ...{ promptTokens, promptMs },
    cachedTokens: numberAt(value, "cache_n") ?? 0,
    generatedTokens: numberAt(value, "predicted_n") ?? 0,
  };
}

/** A code without a word of the user's in it: digits, or one identifier. */
export function shortCode(error: unknown): string {
  for (const key of ["code", "type"]) {
    const value = isJson(error) ? error[key] : undefined;
    if (typeof value === "number") return String(value);
    if (typeof value === "string" && /^[A-Za-z][\w.-]{0,47}$/u.test(value)) return value;
  }
  return "error";
}

/** Tokens that a server says are too many for its context; zeros where it does not say how many. */
export function overflowOf(error: unknown): { readonly tokens: number; readonly room: number } | undefined {
  const said = textAt(error, "message");
  const known =
    ["exceed_context_size_error", "context_length_exceeded"].includes(textAt(error, "type")) ||
    textAt(error, "code") === "context_length_exceeded" ||
    /maximum context length|context (?:size|window|length) exceeded/iu.test(said);
  if (!known) return undefined;
  return { tokens: numberAt(error, "n_prompt_tokens") ?? 0, room: numberAt(error, "n_ctx") ?? 0 };
}
