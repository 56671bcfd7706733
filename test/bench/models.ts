/** The models a bench runs on. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { ensureModel } from "../../scripts/lib/models.mjs";
import { importModel, openHashCache } from "../../server/src/model/store";
import { writeShape } from "../support/ggufWriter";
import { type BenchOptions } from "./options";

export interface BenchModel {
  readonly title: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Its answers make sense. */
  readonly real: boolean;
}

/**
 * The files of `--model`, or the 0.5B shape and the real coder. Their hashes are put into the storage
 * folder first: the product computes one half a minute after loading, which would fall into a measure.
 */
export async function benchModels(
  { models, quick }: BenchOptions,
  storagePath: string,
): Promise<readonly BenchModel[]> {
  const chosen = models.length > 0 ? models.map(byPath) : await defaultModels(quick);
  const hashes = openHashCache(storagePath);
  const described: BenchModel[] = [];
  for (const { title, file, real } of chosen) {
    const { sha256 } = await importModel(file, { hashes }, () => undefined);
    described.push({ title, path: file, size: (await stat(file)).size, sha256, real });
  }
  return described;
}

const byPath = (file: string) => ({ title: path.basename(file), file: path.resolve(file), real: true });

async function defaultModels(quick: boolean) {
  // Only its vocabulary is needed for the shape, but without it the figures would flatter both.
  const coder = await ensureModel("coder", () => undefined);
  const shape = {
    title: "Qwen2.5 0.5B shape, random weights, Q4_0",
    file: await writeShape("qwen2.5-0.5b", coder.path),
    real: false,
  };
  const real = { title: "Qwen2.5-Coder 1.5B Instruct, Q4_K_M", file: coder.path, real: true };
  return quick ? [shape] : [shape, real];
}
