/**
 * The engine process: llama.cpp lives and dies here. It obeys the calls of `messages.ts`, keeps no state
 * that outlives it, opens no connection and ends with the server.
 */
import { performance } from "node:perf_hooks";
import { type Role } from "../../protocol";
import { createGate, guardProcess } from "../../network/gate";
import { setLanguage } from "../../util/l10n";
import { createAdmission, type Clock } from "../admission";
import { createScheduler } from "../scheduler";
import { importLibrary, startLlama } from "./backend";
import { type EmbeddingSession } from "./embedding";
import { type EngineCall, type EngineLoad, type EngineLoaded, type EngineReply } from "./messages";
import { loadRoles, type LoadedRole } from "./roles";
import { createEvaluations, createThreadChoice, fixedThreads } from "./threads";
import { toWireError } from "./wireError";

const now = () => performance.now();
const clock: Clock = {
  now,
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
const scheduler = createScheduler(createAdmission(clock), clock);
const cancels = new Map<number, AbortController>();
let sessions: ReadonlyMap<Role, LoadedRole> = new Map();
let embedding: EmbeddingSession | undefined;

function send(reply: EngineReply): void {
  // A server that is gone needs no answer; `disconnect` ends this process.
  if (process.connected) process.send?.(reply);
}

async function load(id: number, load: EngineLoad): Promise<EngineLoaded> {
  setLanguage(load.language);
  const library = await importLibrary();
  const llama = await startLlama(library, load, (level, message) => {
    if (level === "error" || level === "warn" || level === "fatal")
      process.stderr.write(`${level}: ${message.trimEnd()}\n`);
  });
  const cores = load.engine.threads > 0 ? load.engine.threads : llama.cpuMathCores;
  const measurable = load.engine.threads === 0 && llama.gpu === false;
  const choice = () => (measurable ? createThreadChoice(cores, now) : fixedThreads(cores));
  const setThreads = (threads: number) => (llama.maxThreads = threads);
  const loaded = await loadRoles({
    library,
    llama,
    scheduler,
    evaluation: createEvaluations({
      prompt: choice(),
      token: choice(),
      setThreads,
      settled: threadsFree,
      now,
    }),
    load,
    now,
    onProgress: (role, progress) => send({ reply: "progress", id, role, progress }),
  });
  sessions = loaded.sessions;
  embedding = loaded.embedding;
  const backend = llama.gpu === false ? "cpu" : llama.gpu;
  return {
    backend,
    devices: await llama.getGpuDeviceNames(),
    threads: cores,
    engine: `node-llama-cpp ${await library.getModuleVersion()}, llama.cpp ${llama.llamaCppRelease.release}, ${backend}`,
    roles: loaded.results,
  };
}

function sessionOf(role: Role): LoadedRole {
  const session = sessions.get(role);
  if (session === undefined) throw new Error(`no session for ${role}`);
  return session;
}

function cancellable(id: number): AbortSignal {
  const cancel = new AbortController();
  cancels.set(id, cancel);
  return cancel.signal;
}

async function answer(message: Exclude<EngineCall, { call: "cancel" | "typing" }>): Promise<void> {
  const { id } = message;
  try {
    switch (message.call) {
      case "load":
        return send({ reply: "loaded", id, value: await load(id, message.load) });
      case "count":
        return send({
          reply: "counted",
          id,
          value: sessionOf(message.role).session.countTokens(message.text),
        });
      case "embed": {
        if (embedding === undefined) throw new Error("no session for embedding");
        const value = await embedding.embed(message.request, cancellable(id));
        return send({ reply: "embedded", id, value });
      }
      case "generate": {
        const signal = cancellable(id);
        const emit = (chunk: Parameters<Parameters<LoadedRole["session"]["generate"]>[1]>[0]) =>
          send({ reply: "chunk", id, chunk });
        if (message.request.priority === "completion") noteTyping();
        await sessionOf(message.role).session.generate(message.request, emit, signal);
        return send({ reply: "done", id });
      }
    }
  } catch (error) {
    send({ reply: "failed", id, error: toWireError(error) });
  } finally {
    cancels.delete(id);
  }
}

/** The library frees a context's threads in a timer that it sets before the next turn of the event loop. */
const threadsFree = () => new Promise<void>((resolve) => void setImmediate(() => setTimeout(resolve, 1)));

function noteTyping(): void {
  scheduler.noteTyping();
  for (const { pacer } of sessions.values()) pacer.noteTyping();
}

// Whatever a dependency may try: this process has the parent's channel and nothing else.
guardProcess(createGate("offline", (target) => process.stderr.write(`connection refused: ${target}\n`)));

process.on("message", (message: EngineCall) => {
  if (message.call === "cancel") cancels.get(message.id)?.abort();
  else if (message.call === "typing") noteTyping();
  else void answer(message);
});
// An orderly exit would wait for the thread that llama.cpp computes in, which may never come back. There is nothing to save.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
