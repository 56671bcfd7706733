// `npm run models [-- --small]`: the real models of development, in the cache and verified.
import { script } from "./lib/failure.mjs";
import { ensureModel } from "./lib/models.mjs";

await script(async () => {
  await ensureModel("small");
  if (!process.argv.includes("--small")) await ensureModel("coder");
});
