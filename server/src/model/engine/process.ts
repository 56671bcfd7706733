/**
 * The server's end of the engine process: starts it, pairs replies with calls, and turns its death into a
 * named error for whatever was running. The server itself never holds llama.cpp.
 */
import { fork, type ChildProcess } from "node:child_process";
import { type Role } from "../../protocol";
import { type ModelError, type EmbedRequest, type GenerateChunk, type GenerateRequest } from "../runtime";
import { type Calls, createCalls } from "./calls";
import { engineCrashed, engineEnded } from "./ending";
import { type EngineCall, type EngineLoad, type EngineLoaded, type EngineReply } from "./messages";

export interface EngineProcess {
  readonly pid: number | undefined;
  load(load: EngineLoad, onProgress: (role: Role, progress: number) => void): Promise<EngineLoaded>;
  generate(role: Role, request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateChunk>;
  countTokens(role: Role, text: string): Promise<number>;
  embed(request: EmbedRequest, signal: AbortSignal): Promise<readonly Float32Array[]>;
  noteTyping(): void;
  /** Called once, when the process ended without being asked to. */
  onCrash(listener: (error: ModelError) => void): void;
  /** Tells how many windows share the process, now and whenever that changes; an own one never tells. */
  onWindows(listener: (count: number) => void): void;
  /** Ends the process, or leaves one that is shared; whatever still runs fails with `reason`. Idempotent. */
  stop(reason: ModelError): void;
  /**
   * The same, when it is not going to be asked for again: one that is shared ends with its last window, or for every
   * window. Resolves when this window has nothing to do with it any more.
   */
  release(reason: ModelError, forWhom: "me" | "all"): Promise<void>;
}

export interface EngineProcessOptions {
  /** Path of the engine bundle. */
  readonly script: string;
  /** The runtime that is already there: the editor's own, or the shell's Node. */
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: (line: string) => void;
}

/** Environment of the engine: the editor's runtime must act as Node, and only the chosen GPUs are visible. */
export function engineEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  devices: readonly number[],
): Record<string, string | undefined> {
  const visible = devices.join(",");
  return {
    ...env,
    ELECTRON_RUN_AS_NODE: "1",
    // One thread of Node's pool makes every call into llama.cpp: it stays on its core, and llama.cpp's own
    // threads find the others free. With the usual four, each token woke another one on a core that was
    // taken: measured on 2 cores, a token of a 0.5B model took 17 to 35 ms against 16 to 18 ms so.
    UV_THREADPOOL_SIZE: "1",
    // The language server's own (`serverEnvironment`): the engine's threads allocate beside each other.
    MALLOC_ARENA_MAX: undefined,
    // The library looks at these; the engine must never compile or download.
    NODE_LLAMA_CPP_SKIP_DOWNLOAD: "true",
    ...(devices.length === 0
      ? {}
      : { CUDA_VISIBLE_DEVICES: visible, GGML_VK_VISIBLE_DEVICES: visible, HIP_VISIBLE_DEVICES: visible }),
  };
}

export function startEngineProcess(options: EngineProcessOptions): EngineProcess {
  const child = fork(options.script, [], {
    execPath: options.execPath,
    execArgv: [],
    env: options.env,
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const calls = createCalls((message) => child.send(message));
  const crashListeners: ((error: ModelError) => void)[] = [];
  let ended = false;

  function died(error: ModelError): void {
    if (ended) return;
    ended = true;
    calls.fail(error);
    crashListeners.forEach((listener) => listener(error));
  }

  pipeLines(child, options.log);
  child.on("error", (error) => died(engineCrashed(error.message)));
  child.on("exit", (code, signal) => died(engineEnded(code, signal)));
  child.on("message", (reply: EngineReply) => calls.onReply(reply));

  function stop(reason: ModelError): void {
    if (ended) return;
    ended = true;
    calls.fail(reason);
    // Weights are mapped and caches are memory: nothing is lost by ending at once.
    child.kill("SIGKILL");
  }

  return {
    ...questions(calls),
    pid: child.pid,
    noteTyping: () => {
      if (!ended && child.connected) child.send({ call: "typing" } satisfies EngineCall);
    },
    onCrash: (listener) => crashListeners.push(listener),
    onWindows: () => undefined,
    stop,
    release: (reason) => Promise.resolve(stop(reason)),
  };
}

/** What an engine is asked, over any channel. */
export function questions(calls: Calls): Pick<EngineProcess, "load" | "countTokens" | "embed" | "generate"> {
  return {
    load: (load, onProgress) =>
      calls.ask(
        (id) => ({ call: "load", id, load }),
        (reply) => {
          if (reply.reply === "progress") onProgress(reply.role, reply.progress);
          return reply.reply === "loaded" ? reply : undefined;
        },
      ),
    countTokens: (role, text) =>
      calls.ask(
        (id) => ({ call: "count", id, role, text }),
        (reply) => (reply.reply === "counted" ? reply : undefined),
      ),
    embed: (request, signal) =>
      calls.ask(
        (id) => ({ call: "embed", id, request }),
        (reply) => (reply.reply === "embedded" ? reply : undefined),
        signal,
      ),
    generate: (role, request, signal) =>
      calls.stream((id) => ({ call: "generate", id, role, request }), signal),
  };
}

function pipeLines(child: ChildProcess, log: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (data: string) =>
      data
        .split(/\r?\n/)
        .filter((line) => line.trim() !== "")
        .forEach(log),
    );
  }
}
