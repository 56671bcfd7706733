// `npm test`: everything, from a fresh clone. Ends with one line "N passed, N failed, N skipped".
import { runE2e } from "./lib/e2e.mjs";
import { ensureCodeServer } from "./lib/editor.mjs";
import { script } from "./lib/failure.mjs";
import { seconds } from "./lib/format.mjs";
import { ensureModel } from "./lib/models.mjs";
import { ensureNodeModules } from "./lib/nodeModules.mjs";
import { checkRows, runRow } from "./lib/steps.mjs";
import { runSuite } from "./lib/suites.mjs";
import { ensureSystem } from "./lib/system.mjs";

async function prepare() {
  await ensureNodeModules();
  await ensureSystem("models", "browser");
  await ensureModel("small");
  await ensureModel("coder");
  if (!process.env.VSCODE_EXECUTABLE_PATH && !process.env.HANARE_EDITOR) await ensureCodeServer();
}

/** Every step runs even after a failure: the one run of CI shows all there is to mend. */
async function runAll() {
  const results = [];
  const long = () => runSuite("long", { quiet: true });
  const rows = [...checkRows, { long }, { model: () => runSuite("model") }, { e2e: () => runE2e() }];
  for (const row of rows) results.push(...(await runRow(row)));
  return results;
}

function report(results, duration) {
  const skipped = results.flatMap((step) => step.skipped);
  const sum = (key) => results.reduce((total, step) => total + step[key], 0);
  console.log(`\nDone in ${seconds(duration)}.`);
  for (const { title, reason } of skipped) console.log(`skipped: ${title}: ${reason ?? "NO REASON GIVEN"}`);
  console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${skipped.length} skipped`);
  if (sum("failed") > 0 || sum("passed") === 0) process.exitCode = 1;
}

await script(async () => {
  const started = Date.now();
  await prepare();
  report(await runAll(), Date.now() - started);
});
