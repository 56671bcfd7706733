// `npm run bench:peers`: ripgrep, semgrep and textlint for the throughput bench, in the cache folder, never in the product.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { run, which } from "./lib/command.mjs";
import { script } from "./lib/failure.mjs";
import { cacheFolder } from "./lib/paths.mjs";
import { ensureSystem } from "./lib/system.mjs";

const folder = path.join(cacheFolder, "peers");

async function semgrep() {
  const home = path.join(folder, "semgrep");
  if (existsSync(path.join(home, "bin/semgrep"))) return;
  await run(which("python3"), ["-m", "venv", home]);
  await run(path.join(home, "bin/pip"), [
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "semgrep==1.185.0",
  ]);
}

async function textlint() {
  const home = path.join(folder, "textlint");
  if (existsSync(path.join(home, "node_modules/textlint"))) return;
  mkdirSync(home, { recursive: true });
  const packages = ["textlint@15.8.0", "textlint-rule-prh@6.1.0"];
  await run(
    which("npm"),
    ["install", "--silent", "--ignore-scripts", "--no-save", "--prefix", home, ...packages],
    {
      cwd: home,
    },
  );
}

await script(async () => {
  await ensureSystem("reviewPeers");
  await semgrep();
  await textlint();
  console.log(folder);
});
