/** One program that loads a GGUF and generates: ours, or a peer. The measures know nothing else. */

export interface Job {
  readonly prompt: string;
  readonly maxTokens: number;
  /** The request comes from typing; only ours tells the difference. */
  readonly typing?: boolean;
  /** Called with the number of text chunks so far. */
  readonly onText?: (chunks: number) => void;
}

/** Milliseconds since the call, as the caller sees them; `engine…` as the program itself says. */
export interface Sample {
  readonly promptTokens: number;
  /** Prompt tokens that were not kept from the request before. */
  readonly evaluatedTokens: number;
  readonly generatedTokens: number;
  readonly textChunks: number;
  /** First text; the end when there was no text. */
  readonly firstMs: number;
  readonly endMs: number;
  readonly enginePromptMs: number;
  readonly engineGenerateMs: number;
}

export interface Running {
  readonly pid: number;
  /** Rejects when aborted; the program goes on until it notices, which is what the cancel bench measures. */
  generate(job: Job, signal: AbortSignal): Promise<Sample>;
  /** Tokens of a text with this model. */
  countTokens(text: string): Promise<number>;
  stop(): Promise<void>;
}

export interface Rival {
  readonly name: string;
  /** Resolves when the model is loaded and a request would be answered. */
  start(): Promise<Running>;
}

/** What is equal for every rival. */
export interface Conditions {
  readonly model: string;
  /** Tokens. */
  readonly contextSize: number;
  readonly batchSize: number;
  readonly threads: number;
}

/** Tokens a second after the first text, as the caller sees them; undefined when there were too few. */
export function callerRate({ generatedTokens, firstMs, endMs }: Sample): number | undefined {
  const tokens = generatedTokens - 1;
  return tokens < 8 || endMs <= firstMs ? undefined : (tokens * 1000) / (endMs - firstMs);
}

/** As the program itself says. */
export function engineRate({ generatedTokens, engineGenerateMs }: Sample): number | undefined {
  return generatedTokens < 9 || engineGenerateMs <= 0
    ? undefined
    : (generatedTokens * 1000) / engineGenerateMs;
}

/** Prompt tokens a second, as the program itself says. */
export function promptRate({ evaluatedTokens, enginePromptMs }: Sample): number | undefined {
  return enginePromptMs <= 0 ? undefined : (evaluatedTokens * 1000) / enginePromptMs;
}
