// `node scripts/editor.mjs`: the npm-packaged VS Code, in the cache.
import { ensureCodeServer } from "./lib/editor.mjs";
import { script } from "./lib/failure.mjs";

await script(async () => {
  await ensureCodeServer();
});
