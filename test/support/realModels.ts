/** The development models that `npm run models` put into the cache; a test without its model says so and skips. */
import { mkdtempSync, rmSync } from "node:fs";
import { access } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileHash } from "../../server/src/model/store";
import models from "../../scripts/developmentModels.json";
import { cacheFolder } from "./cache";
import { skip } from "./skip";

/** Absolute path of the model file. Call it first in a `before` hook. */
export async function realModel(context: Mocha.Context, which: keyof typeof models): Promise<string> {
  const path = join(await cacheFolder("models"), models[which].file);
  const present = await access(path).then(
    () => true,
    () => false,
  );
  return present ? path : skip(context, `${models[which].file} is not in the cache: run "npm run models"`);
}

let remembered: string | undefined;

/**
 * A cache folder (`XDG_CACHE_HOME`) for suites that are not about a model's test: it is taken once in a run, and its card is
 * found again under the product's own key (hash, engine, test). Goes with the process.
 */
function rememberedFolder(): string {
  if (remembered !== undefined) return remembered;
  const folder = mkdtempSync(join(tmpdir(), "hanare-models-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return (remembered = folder);
}

export interface RememberedModel {
  readonly path: string;
  /** `XDG_CACHE_HOME` of a command line. */
  readonly cacheHome: string;
  /** The product's folder in it. */
  readonly storagePath: string;
}

/** As `realModel`, with its hash known, without which no card is kept. */
export async function rememberedModel(
  context: Mocha.Context,
  which: keyof typeof models,
): Promise<RememberedModel> {
  const path = await realModel(context, which);
  const cacheHome = rememberedFolder();
  const storagePath = join(cacheHome, "hanare");
  await fileHash(path, storagePath, new AbortController().signal);
  return { path, cacheHome, storagePath };
}
