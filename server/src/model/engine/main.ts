/**
 * The engine process: llama.cpp lives and dies here. It obeys the calls of `messages.ts`, keeps no state that
 * outlives it and opens no connection. An own engine ends with its server; one that is shared (`shared/host.ts`) when
 * no window needs it.
 */
import { performance } from "node:perf_hooks";
import { createGate, guardProcess } from "../../network/gate";
import { setLanguage } from "../../util/l10n";
import { createAdmission, type Clock } from "../admission";
import { createScheduler } from "../scheduler";
import { importLibrary, startLlama } from "./backend";
import { type EngineCall, type EngineLoad, type EngineReply } from "./messages";
import { type PrefillPacer } from "./pacer";
import { loadRoles } from "./roles";
import { createService, type LoadedModels, type ServicePorts } from "./service";
import { startHost } from "./shared/host";
import { launchFlag, launchShared, sharedFlag } from "./shared/launch";
import { createEvaluations, createThreadChoice, fixedThreads } from "./threads";

const now = () => performance.now();
const clock: Clock = {
  now,
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
const scheduler = createScheduler(createAdmission(clock), clock);
let pacers: readonly PrefillPacer[] = [];
let log = (line: string): void => void process.stderr.write(`${line}\n`);

const load: ServicePorts["load"] = async (load: EngineLoad, onProgress) => {
  setLanguage(load.language);
  const library = await importLibrary();
  const llama = await startLlama(library, load, (level, message) => {
    if (level === "error" || level === "warn" || level === "fatal") log(`${level}: ${message.trimEnd()}`);
  });
  const cores = load.engine.threads > 0 ? load.engine.threads : llama.cpuMathCores;
  const measurable = load.engine.threads === 0 && llama.gpu === false;
  const choice = () => (measurable ? createThreadChoice(cores, now) : fixedThreads(cores));
  const setThreads = (threads: number) => (llama.maxThreads = threads);
  const loaded = await loadRoles({
    ...{ library, llama, scheduler, load, now, onProgress },
    evaluation: createEvaluations({
      prompt: choice(),
      token: choice(),
      setThreads,
      settled: threadsFree,
      now,
    }),
  });
  pacers = [...loaded.sessions.values()].map(({ pacer }) => pacer);
  const backend = llama.gpu === false ? "cpu" : llama.gpu;
  return {
    told: {
      backend,
      devices: await llama.getGpuDeviceNames(),
      threads: cores,
      engine: `node-llama-cpp ${await library.getModuleVersion()}, llama.cpp ${llama.llamaCppRelease.release}, ${backend}`,
      roles: loaded.results,
    },
    sessions: new Map([...loaded.sessions].map(([role, { session }]) => [role, session])),
    embedding: loaded.embedding,
  } satisfies LoadedModels;
};

/** The library frees a context's threads in a timer that it sets before the next turn of the event loop. */
const threadsFree = () => new Promise<void>((resolve) => void setImmediate(() => setTimeout(resolve, 1)));

const service = createService({
  load,
  noteTyping: () => {
    scheduler.noteTyping();
    for (const pacer of pacers) pacer.noteTyping();
  },
});

/** An orderly exit would wait for the thread that llama.cpp computes in, which may never come back. There is nothing to save. */
const end = () => process.kill(process.pid, "SIGKILL");

function serveParent(): void {
  const { take } = service.attach((reply: EngineReply) => {
    // A server that is gone needs no answer; `disconnect` ends this process.
    if (process.connected) process.send?.(reply);
  });
  process.on("message", (message: EngineCall) => take(message));
  process.on("disconnect", end);
}

const [, script = "", flag, folder = "", number = "", idle = ""] = process.argv;
const sharing = { folder, number: Number(number), idle: Number(idle) };

async function serveWindows(): Promise<void> {
  const host = await startHost(sharing, { service, clock, end });
  if (host === undefined) return process.exit(0);
  log = host.log;
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, host.end);
  // Whoever started it may be gone already; the next window finds the claim.
  if (process.connected) process.send?.("claimed", () => undefined);
}

// Whatever a dependency may try: this process has the channels that it was given and nothing else.
guardProcess(createGate("offline", (target) => log(`connection refused: ${target}`)));

async function launch(): Promise<void> {
  const { execPath, env } = process;
  await launchShared({ script, execPath, env, ...sharing }, sharing.number, sharedFlag);
  process.exit(0);
}

const failed = () => process.exit(1);
if (flag === sharedFlag) serveWindows().catch(failed);
else if (flag === launchFlag) launch().catch(failed);
else serveParent();
