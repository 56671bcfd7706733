// `npm run audit`: fails with a high or critical advisory about a package of the lock file that is not explained in
// `scripts/lib/weaknesses.mjs`, and where the registry answers no such question.
import { spawnSync } from "node:child_process";
import { which } from "./lib/command.mjs";
import { Failure, script } from "./lib/failure.mjs";
import { root } from "./lib/paths.mjs";
import { explained, graveAdvisories } from "./lib/weaknesses.mjs";

await script(async () => {
  const own = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : [];
  const [command, ...before] = own.length > 0 ? own : [which("npm") ?? "npm"];
  // Exit code 1 stands for both: something was found, or nobody answered.
  const { stdout = "" } = spawnSync(command, [...before, "audit", "--json"], { cwd: root, encoding: "utf8" });
  const report = stdout.trim().startsWith("{") ? JSON.parse(stdout) : {};
  if (report.vulnerabilities === undefined)
    throw new Failure(
      `The registry does not answer npm audit (${report.message ?? "no report"}). Run it where the registry does.`,
    );
  const found = graveAdvisories(report);
  for (const { severity, name, title, url } of found) console.log(`${severity}: ${name}: ${title} (${url})`);
  for (const [url, why] of Object.entries(explained)) console.log(`explained: ${url}: ${why}`);
  if (found.length > 0) throw new Failure("Update these packages, or explain in scripts/lib/weaknesses.mjs.");
  console.log("No high or critical advisory about the packages of the lock file.");
});
