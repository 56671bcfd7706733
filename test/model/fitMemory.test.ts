/** The memory plan, made from a header alone, beside what llama.cpp says that it took. */
import assert from "node:assert/strict";
import path from "node:path";
import { type FitPlan, planFit } from "../../server/src/model/fit";
import { readModelHeader } from "../../server/src/model/ggufFile";
import { familySamples } from "../support/familySpecs";
import { writeFamily } from "../support/ggufFamilies";
import { type MemoryShape, startMemoryProbe } from "../support/llamaMemory";
import { realModel } from "../support/realModels";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

type Shape = Omit<MemoryShape, "batchSize">;

const machine = { totalRam: 64e9, freeRam: 64e9 };
const batchSize = 512;

describe("the memory that a model is expected to take", function () {
  this.timeout(120_000);
  let probe: ReturnType<typeof startMemoryProbe>;
  let folder: TemporaryFolder;

  before(async () => {
    folder = await temporaryFolder();
    probe = startMemoryProbe();
  });
  after(async () => {
    probe.stop();
    await folder.remove();
  });

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
        const [ours, theirs] = [await planned(file, shape), await probe.taken(file, { ...shape, batchSize })];
        assertWithin(0.1, ours.total, theirs.weights + theirs.kvCache + theirs.compute, "all of it");
      });

  // With a few thousand weights the working memory is of no real model's size; weights and cache are exact.
  for (const sample of familySamples)
    it(`counts the weights and the cache of ${sample.model}`, async () => {
      const file = await writeFamily(path.join(folder.path, `${sample.model}.gguf`), sample);
      const shape: Shape = { contextSize: 2048, flashAttention: true, kvCacheType: "f16" };
      const [ours, theirs] = [await planned(file, shape), await probe.taken(file, { ...shape, batchSize })];
      assertWithin(0.05, ours.weights, theirs.weights, "weights");
      // A file that does not say which layers have a window is planned as if none had.
      if (ours.kvCache < theirs.kvCache || !/gemma/.test(sample.model))
        assertWithin(0.05, ours.kvCache, theirs.kvCache, "cache");
    });
});
