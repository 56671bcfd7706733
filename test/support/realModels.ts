/** The development models that `npm run models` put into the cache; a test without its model says so and skips. */
import { access } from "node:fs/promises";
import { join } from "node:path";
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
