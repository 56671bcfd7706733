// The steps of `npm run check` and `npm test`: each answers `{failed, …}` and prints its duration.
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { seconds } from "./format.mjs";
import { outFolder, root } from "./paths.mjs";
import { runSuite } from "./suites.mjs";

const bin = (file) => path.join(root, "node_modules", file);

/** A tool that is silent when all is well; its output is shown when it is not. */
async function tool(args) {
  try {
    await run(process.execPath, args, { cwd: root, quiet: true });
    return { passed: 0, failed: 0, skipped: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: [] };
  }
}

/** What was found good is not looked at again while its bytes stay. ESLint's rules see other files too: it has no such memory. */
const remembered = (name) => path.join(outFolder, "checked", name);

const format = () => {
  const cache = ["--cache", "--cache-strategy", "content", "--cache-location", remembered("format")];
  return tool([bin("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", ...cache, "."]);
};
const lint = () => tool([bin("eslint/bin/eslint.js"), "--max-warnings", "0", "."]);
const types = () => {
  const incremental = ["--incremental", "--tsBuildInfoFile", remembered("types.json")];
  return tool([bin("typescript/lib/tsc.js"), "--noEmit", ...incremental, "-p", "tsconfig.json"]);
};
const build = () => {
  rmSync(path.join(root, "dist"), { recursive: true, force: true });
  return tool(["esbuild.mjs"]);
};

/** One row runs after the other; the steps of a row run side by side, the longest first. */
export const checkRows = [
  // Alone, because its tests have the shortest timeouts.
  { unit: () => runSuite("unit", { quiet: true, jobs: 2 }) },
  { lint, format, types, build },
  { integration: () => runSuite("integration", { quiet: true, jobs: 2 }) },
];

async function runStep([name, step]) {
  const started = Date.now();
  const result = await step();
  const { passed, failed, skipped } = result;
  const tests = passed + skipped.length > 0 ? `, ${passed} passed` : "";
  const verdict = failed === 0 ? "ok" : "FAILED";
  console.log(`${verdict.padEnd(7)}${name} (${seconds(Date.now() - started)}${tests})`);
  return { name, ...result };
}

/** Runs `{name: step}` side by side, as many as there are cores; answers the results with their names. */
export async function runRow(row) {
  const waiting = Object.entries(row);
  const results = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results.push(await runStep(next));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
