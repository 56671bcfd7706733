// `npm run test:e2e [-- documents]`: the suite, or one file of it, in a real VS Code. VSCODE_EXECUTABLE_PATH names a
// desktop VS Code to use.
import { script } from "./lib/failure.mjs";
import { runE2e } from "./lib/e2e.mjs";

await script(async () => {
  const { failed, skipped } = await runE2e(process.argv[2]);
  for (const { title, reason } of skipped) console.log(`skipped: ${title}: ${reason ?? "no reason given"}`);
  if (failed > 0) process.exitCode = 1;
});
