// `node scripts/suite.mjs unit|integration|long|model`: one suite on the terminal.
import { Failure, script } from "./lib/failure.mjs";
import { runSuite, suites } from "./lib/suites.mjs";

await script(async () => {
  const [name = ""] = process.argv.slice(2);
  if (!(name in suites) || name === "e2e") throw new Failure(`No such suite: "${name}".`);
  const { failed, skipped } = await runSuite(name);
  for (const { title, reason } of skipped) console.log(`skipped: ${title}: ${reason ?? "no reason given"}`);
  if (failed > 0) process.exitCode = 1;
});
