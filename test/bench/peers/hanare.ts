/** Ours: the loader and the engine process of the product, called through its port, IPC included. */
import { performance } from "node:perf_hooks";
import { type ModelRuntime } from "../../../server/src/model/runtime";
import { settingsFor, startEngine, type TestEngine } from "../../support/engine";
import { type Conditions, type Job, type Rival, type Running, type Sample } from "./rival";

/** `threads` 0: the product's own measured choice. `storagePath` holds the model's hash already. */
export function hanare(
  name: string,
  conditions: Conditions,
  { threads, storagePath }: { readonly threads: number; readonly storagePath: string },
): Rival {
  const { model, contextSize, batchSize } = conditions;
  const settings = settingsFor(model, {
    roles: ["completion"],
    contextSize,
    engine: { threads, batchSize, idleUnloadMinutes: 0 },
  });
  return {
    name,
    async start() {
      const engine = startEngine(settings, storagePath);
      try {
        return runningOf(engine, await engine.ready("completion"));
      } catch (error) {
        await engine.loader.dispose();
        throw error;
      }
    },
  };
}

function runningOf({ loader }: TestEngine, runtime: ModelRuntime): Running {
  const { pid } = loader.status().engine;
  if (pid === undefined) throw new Error("the engine does not say its process id");
  return {
    pid,
    generate: (job, signal) => generate(runtime, job, signal),
    countTokens: (text) => runtime.countTokens(text),
    stop: () => loader.dispose(),
  };
}

async function generate(runtime: ModelRuntime, job: Job, signal: AbortSignal): Promise<Sample> {
  const { prompt, maxTokens, typing = false, onText } = job;
  const begun = performance.now();
  const since = () => performance.now() - begun;
  let first: number | undefined;
  let textChunks = 0;
  const chunks = runtime.generate(
    { kind: "completion", prompt, maxTokens, priority: typing ? "completion" : "interactive" },
    signal,
  );
  for await (const chunk of chunks) {
    if (chunk.type === "text") {
      first ??= since();
      onText?.(++textChunks);
    }
    if (chunk.type !== "end") continue;
    const endMs = since();
    const { promptTokens, reusedTokens, generatedTokens, promptMs, generateMs } = chunk.usage;
    return {
      promptTokens,
      evaluatedTokens: promptTokens - reusedTokens,
      generatedTokens,
      textChunks,
      firstMs: first ?? endMs,
      endMs,
      enginePromptMs: promptMs,
      engineGenerateMs: generateMs,
    };
  }
  throw new Error("the generation ended without its last chunk");
}
