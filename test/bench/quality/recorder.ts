/** A runtime that remembers what was asked of it and what it said, and never generates the same thing twice. */
import { createHash } from "node:crypto";
import {
  type GenerateChunk,
  type GenerateRequest,
  type ModelRuntime,
} from "../../../server/src/model/runtime";

export interface Recording {
  readonly request: GenerateRequest;
  /** All text the model said, until it ended or nobody listened any more. */
  readonly text: string;
  /** The same request was answered before; nothing was evaluated. */
  readonly repeated: boolean;
  readonly promptTokens?: number;
  readonly reusedTokens?: number;
}

export interface Recorder {
  readonly runtime: ModelRuntime;
  /** The requests since the last call, and forgets them. */
  take(): readonly Recording[];
}

/**
 * Requests lose their time budget: what a busy machine would cut off says nothing about the model's words.
 * Greedy generations only: two requests with the same text get the same answer, which is replayed chunk by
 * chunk. A listener that left early leaves at the same chunk again.
 */
export function createRecorder(inner: ModelRuntime): Recorder {
  const known = new Map<string, readonly GenerateChunk[]>();
  let recordings: Recording[] = [];

  async function* generate(
    { timeBudget: _, ...request }: GenerateRequest,
    signal: AbortSignal,
  ): AsyncIterable<GenerateChunk> {
    // A prompt that is only evaluated says nothing; the generation behind it evaluates it as well.
    if (request.maxTokens === 0) return;
    const key = keyOf(request);
    const before = known.get(key);
    const chunks: GenerateChunk[] = [];
    let failed = false;
    try {
      for await (const chunk of before === undefined ? inner.generate(request, signal) : replay(before)) {
        chunks.push(chunk);
        yield chunk;
      }
    } catch (error) {
      failed = true;
      throw error;
    } finally {
      if (!failed && !signal.aborted) known.set(key, before ?? chunks);
      recordings.push(recordingOf(request, chunks, before !== undefined));
    }
  }

  return {
    runtime: {
      info: inner.info,
      generate,
      countTokens: (text) => inner.countTokens(text),
      dispose: () => inner.dispose(),
    },
    take() {
      const taken = recordings;
      recordings = [];
      return taken;
    },
  };
}

async function* replay(chunks: readonly GenerateChunk[]): AsyncIterable<GenerateChunk> {
  yield* chunks;
  if (chunks.at(-1)?.type !== "end") throw new Error("a replayed generation was listened to for longer");
}

function recordingOf(
  request: GenerateRequest,
  chunks: readonly GenerateChunk[],
  repeated: boolean,
): Recording {
  const text = chunks.map((chunk) => (chunk.type === "text" ? chunk.text : "")).join("");
  const end = chunks.at(-1);
  if (end?.type !== "end") return { request, text, repeated };
  const { promptTokens, reusedTokens } = end.usage;
  return { request, text, repeated, promptTokens, reusedTokens };
}

function keyOf(request: GenerateRequest): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("base64");
}

/**
 * What the model said as text at the cursor: without the white space at the end of the line that the prompt
 * had left to it. `before` is the document up to the cursor.
 */
export function rawText({ request, text }: Pick<Recording, "request" | "text">, before: string): string {
  const left = lastLine(before).length - lastLine(endOfPrompt(request)).length;
  return left > 0 && text.startsWith(before.slice(-left)) ? text.slice(left) : text;
}

function endOfPrompt(request: GenerateRequest): string {
  if (request.kind === "infill") return request.prefix + (request.middle ?? "");
  return request.kind === "completion" ? request.prompt : "";
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}
