// `npm run check`: format, lint, types, unit tests, build, integration tests. Stops at the first failure.
import { Failure, script } from "./lib/failure.mjs";
import { seconds } from "./lib/format.mjs";
import { checkRows, runRow } from "./lib/steps.mjs";

await script(async () => {
  const started = Date.now();
  for (const row of checkRows) {
    const failed = (await runRow(row)).filter((step) => step.failed > 0).map((step) => step.name);
    if (failed.length > 0) throw new Failure(`npm run check failed: ${failed.join(", ")}.`);
  }
  console.log(`All checks passed in ${seconds(Date.now() - started)}.`);
});
