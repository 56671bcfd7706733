/** Ours with both roles on one file: what a workstation runs while it reviews and completes. */
import { startEngine, settingsFor, type TestEngine } from "../support/engine";
import { type ModelRuntime } from "../../server/src/model/runtime";

export interface Pair {
  readonly completion: ModelRuntime;
  readonly assistant: ModelRuntime;
  readonly loader: TestEngine["loader"];
}

/** Loads `model` as the product does, threads chosen by itself; hands it to `work` and ends the engine. */
export async function withPair<T>(
  model: string,
  storagePath: string,
  work: (pair: Pair) => Promise<T>,
): Promise<T> {
  const settings = settingsFor(model, {
    roles: ["completion", "assistant"],
    contextSize: 4096,
    engine: { idleUnloadMinutes: 0 },
  });
  const engine = startEngine(settings, storagePath);
  try {
    const completion = await engine.ready("completion");
    const assistant = await engine.ready("assistant");
    return await work({ completion, assistant, loader: engine.loader });
  } finally {
    await engine.loader.dispose();
  }
}
