/**
 * The peer: llama.cpp's own server, built from the sources of the very engine version, over HTTP on
 * loopback. The bench talks to it; the product never does.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type Conditions, type Job, type Rival, type Running, type Sample } from "./rival";
import { serverEvents } from "./serverEvents";

const startLimit = 300_000;

/** A server that answers on loopback. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** `bin`: the folder of llama.cpp's programs. */
export function llamaServer(name: string, bin: string, conditions: Conditions): Rival {
  return {
    name,
    start: async () => runningOf(await startServer(bin, argumentsOf(conditions))),
  };
}

/** Resolves when the model is loaded. `args`: all but the address, which is a free port on loopback. */
export async function startServer(bin: string, args: readonly string[]): Promise<ServerProcess> {
  const port = await freePort();
  const address = ["--host", "127.0.0.1", "--port", String(port)];
  const child = spawn(path.join(bin, "llama-server"), [...args, ...address], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  // A bench that ends early leaves nothing behind.
  process.once("exit", () => child.kill("SIGKILL"));
  const log: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => log.push(text));
  const url = `http://127.0.0.1:${port}`;
  try {
    await healthy(url, child);
  } catch (error) {
    child.kill("SIGKILL");
    throw new Error(`llama-server did not start: ${log.join("").slice(-1000)}`, { cause: error });
  }
  if (child.pid === undefined) throw new Error("llama-server has no process id");
  return { url, pid: child.pid, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** One slot, and nothing that ours has no counterpart for: no second prompt cache in memory, no warm-up run. */
function argumentsOf({ model, contextSize, batchSize, threads }: Conditions): string[] {
  const values = {
    "-m": model,
    "-np": 1,
    "-c": contextSize,
    "-b": batchSize,
    "-ub": batchSize,
    "-t": threads,
    "-tb": threads,
    "-fa": "auto",
    "-fit": "off",
    "-cram": 0,
  };
  const switches = ["--no-warmup", "--no-webui", "--offline"];
  return [...Object.entries(values).flatMap(([key, value]) => [key, String(value)]), ...switches];
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port on loopback");
  return address.port;
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  const limit = performance.now() + startLimit;
  while (performance.now() < limit) {
    if (child.exitCode !== null) throw new Error(`ended with code ${child.exitCode}`);
    const response = await fetch(`${url}/health`).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await delay(10);
  }
  throw new Error(`not ready after ${startLimit / 1000} s`);
}

/** The server as a rival that completes plain prompts. */
export function runningOf({ url, pid, stop }: ServerProcess): Running {
  return {
    pid,
    generate: (job, signal) => generate(url, job, signal),
    async countTokens(text) {
      const response = await fetch(`${url}/tokenize`, {
        method: "POST",
        body: JSON.stringify({ content: text }),
      });
      const { tokens } = (await response.json()) as { readonly tokens: readonly number[] };
      return tokens.length;
    },
    stop,
  };
}

/** Greedy with the least work in the sampler, so that the comparison is with the peer at its best. */
async function generate(url: string, job: Job, signal: AbortSignal): Promise<Sample> {
  const { prompt, maxTokens, onText } = job;
  const begun = performance.now();
  const response = await fetch(`${url}/completion`, {
    method: "POST",
    signal,
    body: JSON.stringify({
      prompt,
      n_predict: maxTokens,
      temperature: 0,
      top_k: 1,
      samplers: ["top_k"],
      seed: 0,
      stream: true,
      cache_prompt: true,
    }),
  });
  if (!response.ok || response.body === null) throw new Error(await response.text());
  let first: number | undefined;
  let textChunks = 0;
  for await (const event of serverEvents(response.body)) {
    if (event.content !== "") {
      first ??= performance.now() - begun;
      onText?.(++textChunks);
    }
    const { timings } = event;
    if (!event.stop || timings === undefined) continue;
    const endMs = performance.now() - begun;
    return {
      promptTokens: timings.prompt_n + timings.cache_n,
      evaluatedTokens: timings.prompt_n,
      generatedTokens: timings.predicted_n,
      textChunks,
      firstMs: first ?? endMs,
      endMs,
      enginePromptMs: timings.prompt_ms,
      engineGenerateMs: timings.predicted_ms,
    };
  }
  throw new Error("llama-server ended its answer without timings");
}
