/** The memory plan, made from a header alone, beside what llama.cpp says that it took. */
import assert from "node:assert/strict";
import path from "node:path";
import { type Llama } from "node-llama-cpp";
import { type FitPlan, planFit } from "../../server/src/model/fit";
import { readModelHeader } from "../../server/src/model/ggufFile";
import { type Library } from "../../server/src/model/engine/backend";
import { type KvCacheType } from "../../server/src/protocol";
import { familySamples } from "../support/familySpecs";
import { writeFamily } from "../support/ggufFamilies";
import { realModel } from "../support/realModels";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

interface Taken {
  readonly weights: number;
  readonly kvCache: number;
  readonly compute: number;
}

interface Shape {
  readonly contextSize: number;
  readonly flashAttention: boolean;
  readonly kvCacheType: KvCacheType;
}

const machine = { totalRam: 64e9, freeRam: 64e9 };
const batchSize = 512;

describe("the memory that a model is expected to take", function () {
  this.timeout(120_000);
  let library: Library;
  let llama: Llama;
  let folder: TemporaryFolder;
  let said: string[] = [];

  before(async () => {
    folder = await temporaryFolder();
    library = await import("node-llama-cpp");
    llama = await library.getLlama({
      ...{ gpu: false, build: "never", skipDownload: true, progressLogs: false },
      logLevel: library.LlamaLogLevel.debug,
      logger: (_level, message) => void said.push(message),
    });
  });
  after(async () => {
    await llama.dispose();
    await folder.remove();
  });

  /** Bytes, by llama.cpp's own lines. */
  async function taken(file: string, { kvCacheType, ...shape }: Shape): Promise<Taken> {
    said = [];
    // A mapped file counts twice what is also laid out anew for the processor; the pages of the file can go again.
    const model = await llama.loadModel({ modelPath: file, useMmap: false });
    try {
      const type = library.GgmlType[kvCacheType === "f16" ? "F16" : "Q8_0"];
      const context = await model.createContext({
        ...{ batchSize, sequences: 1, swaFullCache: false, ...shape },
        ...{ experimentalKvCacheKeyType: type, experimentalKvCacheValueType: type },
      });
      await context.dispose();
    } finally {
      await model.dispose();
    }
    const sum = (kind: string) =>
      said
        .flatMap((line) => new RegExp(` ${kind} buffer size =\\s*([\\d.]+) MiB`).exec(line)?.[1] ?? [])
        .reduce((total, size) => total + Number(size) * 2 ** 20, 0);
    return { weights: sum("model"), kvCache: sum("KV") + sum("RS"), compute: sum("compute") + sum("output") };
  }

  async function planned(file: string, shape: Shape): Promise<FitPlan["bytes"]> {
    const header = await readModelHeader(file, { tokens: true });
    return planFit(header, { ...shape, batchSize, roles: ["assistant"] }, machine).bytes;
  }

  function assertWithin(share: number, ours: number, theirs: number, what: string): void {
    const ratio = ours / theirs;
    assert.ok(Math.abs(ratio - 1) <= share, `${what}: ${ratio.toFixed(3)} of what llama.cpp took`);
  }

  const shapes: readonly Shape[] = [
    { contextSize: 2048, flashAttention: true, kvCacheType: "f16" },
    { contextSize: 8192, flashAttention: true, kvCacheType: "q8_0" },
    { contextSize: 8192, flashAttention: false, kvCacheType: "f16" },
  ];
  for (const which of ["small", "coder"] as const)
    for (const shape of shapes)
      it(`is within 10 %: ${which}, ${JSON.stringify(shape)}`, async function () {
        const file = await realModel(this, which);
        const [ours, theirs] = [await planned(file, shape), await taken(file, shape)];
        assertWithin(0.1, ours.total, theirs.weights + theirs.kvCache + theirs.compute, "all of it");
      });

  // With a few thousand weights the working memory is of no real model's size; weights and cache are exact.
  for (const sample of familySamples)
    it(`counts the weights and the cache of ${sample.model}`, async () => {
      const file = await writeFamily(path.join(folder.path, `${sample.model}.gguf`), sample);
      const shape: Shape = { contextSize: 2048, flashAttention: true, kvCacheType: "f16" };
      const [ours, theirs] = [await planned(file, shape), await taken(file, shape)];
      assertWithin(0.05, ours.weights, theirs.weights, "weights");
      // A file that does not say which layers have a window is planned as if none had.
      if (ours.kvCache < theirs.kvCache || !/gemma/.test(sample.model))
        assertWithin(0.05, ours.kvCache, theirs.kvCache, "cache");
    });
});
