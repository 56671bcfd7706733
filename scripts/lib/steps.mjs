// The steps of `npm run check` and `npm test`: each answers `{failed, …}` and prints its duration.
import { rmSync } from "node:fs";
import path from "node:path";
import { run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { seconds } from "./format.mjs";
import { root } from "./paths.mjs";
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

const format = () => tool([bin("prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", "."]);
const lint = () => tool([bin("eslint/bin/eslint.js"), "--max-warnings", "0", "."]);
const types = () => tool([bin("typescript/lib/tsc.js"), "--noEmit", "-p", "tsconfig.json"]);
const build = () => {
  rmSync(path.join(root, "dist"), { recursive: true, force: true });
  return tool(["esbuild.mjs"]);
};

/** One row runs after the other; the steps of a row run side by side. */
export const checkRows = [
  // Alone, because its tests have the shortest timeouts.
  { unit: () => runSuite("unit", { quiet: true }) },
  { format, types },
  { lint, build },
  { integration: () => runSuite("integration", { quiet: true, jobs: 2 }) },
];

/** Runs `{name: step}` side by side; answers the results with their names. */
export async function runRow(row) {
  return Promise.all(
    Object.entries(row).map(async ([name, step]) => {
      const started = Date.now();
      const result = await step();
      const { passed, failed, skipped } = result;
      const tests = passed + skipped.length > 0 ? `, ${passed} passed` : "";
      const verdict = failed === 0 ? "ok" : "FAILED";
      console.log(`${verdict.padEnd(7)}${name} (${seconds(Date.now() - started)}${tests})`);
      return { name, ...result };
    }),
  );
}
