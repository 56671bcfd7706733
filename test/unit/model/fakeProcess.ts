/** The loader with a fake engine process, so that nothing is started and no time passes by itself. */
import { type EngineLoaded } from "../../../server/src/model/engine/messages";
import { type EngineProcess } from "../../../server/src/model/engine/process";
import { type GenerationDeps } from "../../../server/src/model/generation";
import { type FimDecision } from "../../../server/src/model/fim";
import { createLoader } from "../../../server/src/model/loader";
import { planLoad, type InspectedModel } from "../../../server/src/model/plan";
import {
  ModelError,
  type EmbedRequest,
  type GenerateRequest,
  type StopReason,
} from "../../../server/src/model/runtime";
import { defaultSettings, type EngineSettings } from "../../../server/src/protocol";

export const request: GenerateRequest = { kind: "chat", messages: [], priority: "interactive", maxTokens: 8 };
const usage = { promptTokens: 1, reusedTokens: 0, generatedTokens: 1, waitMs: 0, promptMs: 0, generateMs: 0 };
const end: { type: "end"; reason: StopReason; usage: typeof usage } = { type: "end", reason: "eos", usage };
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

export const settings = (over: Partial<EngineSettings> = {}): EngineSettings => ({
  ...defaultSettings,
  models: [{ name: "coder", path: "/models/coder.gguf" }],
  model: { completion: "", assistant: "coder", embedding: "" },
  ...over,
});

/** One fake engine process; `crash` is what SIGKILL does to a real one. */
export class FakeProcess implements EngineProcess {
  readonly pid = 4242;
  stopped = false;
  released: "me" | "all" | undefined;
  typing = 0;
  readonly #crashed: ((error: ModelError) => void)[] = [];
  readonly #counted: ((count: number) => void)[] = [];
  #die: (error: Error) => void = () => {};
  #dead = new Promise<never>((_, reject) => (this.#die = reject));

  constructor(
    readonly loaded: () => Promise<EngineLoaded>,
    readonly hold: () => Promise<void>,
  ) {
    this.#dead.catch(() => {});
  }
  load() {
    return Promise.race([this.loaded(), this.#dead]);
  }
  async *generate(_role: string, _request: GenerateRequest, signal: AbortSignal) {
    await Promise.race([this.hold(), this.#dead]);
    signal.throwIfAborted();
    yield { type: "text" as const, text: `from process` };
    yield end;
  }
  countTokens = () => Promise.resolve(3);
  embed = ({ texts }: EmbedRequest) => Promise.resolve(texts.map(() => Float32Array.of(1, 0)));
  noteTyping() {
    this.typing++;
  }
  onCrash(listener: (error: ModelError) => void) {
    this.#crashed.push(listener);
  }
  onWindows(listener: (count: number) => void) {
    this.#counted.push(listener);
  }
  share(windows: number) {
    this.#counted.forEach((listener) => listener(windows));
  }
  stop(reason: ModelError) {
    this.stopped = true;
    this.#die(reason);
  }
  release(reason: ModelError, forWhom: "me" | "all") {
    this.released = forWhom;
    return Promise.resolve(this.stop(reason));
  }
  crash() {
    const error = new ModelError("engine-crashed", "SIGKILL");
    this.#die(error);
    this.#crashed.forEach((listener) => listener(error));
  }
}

const loadedBy = (engine = "test engine"): EngineLoaded => ({
  backend: "cpu",
  devices: [],
  threads: 2,
  engine,
  roles: {
    assistant: {
      ok: true,
      architecture: "qwen2",
      contextSize: 4096,
      chat: true,
      completes: "no",
      separatesFiles: false,
      notes: [],
    },
    completion: {
      ok: true,
      architecture: "qwen2",
      contextSize: 4096,
      chat: true,
      completes: "infill",
      separatesFiles: true,
      notes: [],
    },
  },
});

export function world(
  over: Partial<GenerationDeps> = {},
  fim: FimDecision = { able: "no", reason: "cannot fill in" },
  more: Partial<InspectedModel> = {},
) {
  const processes: FakeProcess[] = [];
  const timers: { at: number; callback: () => void }[] = [];
  const state = {
    time: 0,
    inspections: 0,
    hold: () => Promise.resolve(),
    loaded: () => Promise.resolve(loadedBy()),
    started: (process: FakeProcess) => Promise.resolve(process),
  };
  const inspected: InspectedModel = {
    path: "/models/coder.gguf",
    fim,
    assistant: { able: "yes", reason: "" },
    embedding: {
      able: "yes",
      reason: "",
      style: { pooling: "mean", prefix: { query: "query: ", passage: "passage: " } },
    },
    ...more,
  };
  const deps: GenerationDeps = {
    startProcess: () => {
      const process = new FakeProcess(state.loaded, () => state.hold());
      processes.push(process);
      return state.started(process);
    },
    plan: (wanted, signal) =>
      planLoad(
        wanted,
        {
          inspect: () => {
            state.inspections += 1;
            return Promise.resolve(inspected);
          },
        },
        signal,
      ),
    now: () => state.time,
    after: (milliseconds, callback) => {
      const timer = { at: state.time + milliseconds, callback };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer) >>> 0, 1);
    },
    log: () => {},
    ...over,
  };
  const pass = async (milliseconds: number) => {
    state.time += milliseconds;
    for (const timer of timers.splice(0).filter((each) => each.at <= state.time || !timers.push(each)))
      timer.callback();
    await settle();
  };
  return { loader: createLoader(deps), processes, state, pass };
}
