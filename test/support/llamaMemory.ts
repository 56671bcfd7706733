/**
 * What llama.cpp says that a model took, asked in a process of its own: its log is one for the whole process, and whoever
 * started the library first has it.
 */
import { fork, type ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { type LlamaModel } from "node-llama-cpp";
import { type KvCacheType } from "../../server/src/protocol";

export interface MemoryShape {
  readonly contextSize: number;
  readonly batchSize: number;
  readonly flashAttention: boolean;
  readonly kvCacheType: KvCacheType;
}

/** Bytes. */
export interface MemoryTaken {
  readonly weights: number;
  readonly kvCache: number;
  readonly compute: number;
}

type Asked = { readonly file: string; readonly shape: MemoryShape };
type Answer = { readonly taken: MemoryTaken } | { readonly failure: string };

export function startMemoryProbe(): {
  taken(file: string, shape: MemoryShape): Promise<MemoryTaken>;
  stop(): void;
} {
  const child = fork(import.meta.filename, ["probe"], { execArgv: ["--import", "tsx"] });
  return {
    taken: async (file, shape) => {
      const answer = await answerOf(child, { file, shape });
      if ("failure" in answer) throw new Error(answer.failure);
      return answer.taken;
    },
    stop: () => void child.kill("SIGKILL"),
  };
}

function answerOf(child: ChildProcess, asked: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the process ended: ${code ?? "?"}`));
    child.once("exit", ended);
    child.once("message", (answer: Answer) => {
      child.off("exit", ended);
      resolve(answer);
    });
    child.send(asked);
  });
}

/** By llama.cpp's own lines. A mapped file would count twice what is also laid out anew for the processor. */
async function probe(): Promise<void> {
  const library = await import("node-llama-cpp");
  let said: string[] = [];
  const llama = await library.getLlama({
    ...{ gpu: false, build: "never", skipDownload: true, progressLogs: false },
    logLevel: library.LlamaLogLevel.debug,
    logger: (_level, message) => void said.push(message),
  });
  const sum = (kind: string) =>
    said
      .flatMap((line) => new RegExp(` ${kind} buffer size =\\s*([\\d.]+) MiB`).exec(line)?.[1] ?? [])
      .reduce((total, size) => total + Number(size) * 2 ** 20, 0);

  let loaded: { readonly file: string; readonly model: LlamaModel; readonly weights: number } | undefined;

  /** Reading a gigabyte takes longer than all that is asked of it, so it stays until another file is asked for. */
  async function modelOf(file: string): Promise<LlamaModel> {
    said = [];
    if (loaded?.file === file) return loaded.model;
    await loaded?.model.dispose();
    loaded = undefined;
    return llama.loadModel({ modelPath: file, useMmap: false });
  }

  async function taken({ file, shape: { kvCacheType, ...shape } }: Asked): Promise<MemoryTaken> {
    const model = await modelOf(file);
    const type = library.GgmlType[kvCacheType === "f16" ? "F16" : "Q8_0"];
    const context = await model.createContext({
      ...{ sequences: 1, swaFullCache: false, ...shape },
      ...{ experimentalKvCacheKeyType: type, experimentalKvCacheValueType: type },
    });
    await context.dispose();
    // Its lines come a moment after the calls, in order, this one last.
    while (sum("compute") === 0) await delay(1);
    loaded ??= { file, model, weights: sum("model") };
    return {
      weights: loaded.weights,
      kvCache: sum("KV") + sum("RS"),
      compute: sum("compute") + sum("output"),
    };
  }

  process.on("message", (asked: Asked) => {
    taken(asked).then(
      (value) => process.send?.({ taken: value } satisfies Answer),
      (error: unknown) => process.send?.({ failure: String(error) } satisfies Answer),
    );
  });
}

if (process.argv[2] === "probe") void probe();
