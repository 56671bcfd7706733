/** The one place where requests to models are measured: a runtime that does what the other does, and tells. */
import {
  type GenerateChunk,
  type GenerateRequest,
  isModelError,
  type ModelRuntime,
  type RuntimeInfo,
} from "../model/runtime";
import { type JournalTask } from "../protocol";
import { type JournalEvent, type ModelUse, type RequestEvent } from "./event";

/** What the user asked for while this runs. */
export interface Subject {
  readonly task: JournalTask;
  /** LSP language id. */
  readonly language?: string;
  /** Documents and folders whose text a prompt may hold. */
  readonly uris: readonly string[];
}

/** A prompt and its answer, for whoever keeps them. */
export interface Exchange {
  readonly subject: Subject;
  readonly request: GenerateRequest;
  readonly answer: string;
  readonly model: ModelUse;
  /** Other files stand apart from the document in the prompt, under marks of the model's own. */
  readonly separatesFiles: boolean;
}

export interface RecorderPorts {
  /** Milliseconds; only differences count. */
  now(): number;
  /** Milliseconds since 1970. */
  time(): number;
  subject(): Subject;
  record(event: JournalEvent): void;
  /** Undefined: the words of this subject are nobody's business. */
  keeps?(subject: Subject): ((exchange: Exchange) => void) | undefined;
}

export interface Recorder {
  /** The same one for the same runtime: caches go by it. */
  watch(runtime: ModelRuntime): ModelRuntime;
}

export const useOf = ({ model, quantization, template, adapter, sha256, engine }: RuntimeInfo): ModelUse => ({
  model,
  ...(quantization === undefined ? {} : { quantization }),
  // Family and order; the tokens behind them are long.
  ...(template === undefined ? {} : { template: template.split(" ").slice(0, 2).join(" ") }),
  ...(adapter === undefined ? {} : { adapter }),
  ...(sha256 === undefined ? {} : { modelHash: sha256 }),
  engine,
});

export function createRecorder(ports: RecorderPorts): Recorder {
  const known = new WeakMap<ModelRuntime, ModelRuntime>();
  return {
    watch(runtime) {
      const watched = known.get(runtime) ?? watchedRuntime(runtime, ports);
      known.set(runtime, watched);
      // Watched once, however often it is handed on.
      known.set(watched, watched);
      return watched;
    },
  };
}

function watchedRuntime(runtime: ModelRuntime, ports: RecorderPorts): ModelRuntime {
  const { embed } = runtime;
  return {
    info: runtime.info,
    // What evaluates a prompt for later, or tests a model, is no answer that anybody waits for.
    generate: (request, signal) =>
      request.maxTokens === 0 || request.origin?.task === "test"
        ? runtime.generate(request, signal)
        : measured(runtime, { request, ports }, signal),
    countTokens: (text) => runtime.countTokens(text),
    ...(embed === undefined ? {} : { embed: embed.bind(runtime) }),
    dispose: () => runtime.dispose(),
  };
}

interface Asked {
  readonly request: GenerateRequest;
  readonly ports: RecorderPorts;
}

async function* measured(
  runtime: ModelRuntime,
  { request, ports }: Asked,
  signal: AbortSignal,
): AsyncIterable<GenerateChunk> {
  const subject = ports.subject();
  const keep = ports.keeps?.(subject);
  const began = ports.now();
  const parts: string[] = [];
  let first: number | undefined;
  let end: Extract<GenerateChunk, { type: "end" }> | undefined;
  let failure: unknown;
  try {
    for await (const chunk of runtime.generate(request, signal)) {
      if (chunk.type === "end") end = chunk;
      else first ??= ports.now() - began;
      if (chunk.type === "text" && keep !== undefined) parts.push(chunk.text);
      yield chunk;
    }
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    const model = useOf(runtime.info);
    const outcome = outcomeOf(end !== undefined, failure, signal);
    ports.record({
      ...{ kind: "request", time: ports.time(), task: subject.task, ...model },
      ...(subject.language === undefined ? {} : { language: subject.language }),
      operation: request.kind === "chat" ? "chat" : "text_completion",
      outcome,
      ...(first === undefined ? {} : { first }),
      whole: ports.now() - began,
      ...(end === undefined ? {} : usageOf(end)),
      ...(outcome === "failed" ? { error: errorCode(failure) } : {}),
    });
    if (outcome !== "failed")
      keep?.({
        subject,
        request,
        answer: parts.join(""),
        model,
        separatesFiles: runtime.info.separatesFiles,
      });
  }
}

function outcomeOf(ended: boolean, failure: unknown, signal: AbortSignal): RequestEvent["outcome"] {
  if (ended) return "done";
  if (signal.aborted) return "stopped";
  return failure === undefined ? "enough" : "failed";
}

const usageOf = ({ reason, usage }: Extract<GenerateChunk, { type: "end" }>) => ({
  finish: reason,
  inputTokens: usage.promptTokens,
  outputTokens: usage.generatedTokens,
  reusedTokens: usage.reusedTokens,
  generating: usage.generateMs,
});

/** Never a message: messages may quote. */
function errorCode(error: unknown): string {
  if (isModelError(error)) return error.code;
  return error instanceof Error && /^[A-Za-z]+$/.test(error.name) ? error.name : "unknown";
}
