// The test suites, each one run of mocha with its result as a value.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { outFolder, root } from "./paths.mjs";

/** Timeouts in milliseconds for one test. */
export const suites = {
  unit: { timeout: 20_000, style: "dot" },
  integration: { timeout: 30_000, style: "spec" },
  model: { timeout: 300_000, style: "spec" },
  e2e: { timeout: 120_000, style: "spec" },
};

/**
 * The arguments of node for one suite, or for one file of it (`only`: its name without `.test.ts`). `.mocharc.json` is
 * left aside: mocha would add its specs to ours.
 */
export function mochaArguments(name, output, only = "*") {
  const { timeout, style } = suites[name];
  const mocha = path.join(root, "node_modules/mocha/bin/mocha.js");
  const reporter = ["--reporter", path.join(root, "scripts/lib/reporter.mjs")];
  const options = ["--reporter-option", `style=${style}`, "--reporter-option", `output=${output}`];
  const loading = ["--no-config", "--no-package", "--require", "tsx/cjs", "--forbid-only"];
  return [
    mocha,
    ...loading,
    ...reporter,
    ...options,
    "--timeout",
    String(timeout),
    `test/${name}/**/${only}.test.ts`,
  ];
}

/** `{passed, failed, skipped: [{title, reason}]}`; a suite that dies or has no tests is one failure. */
export function readResult(output) {
  if (!existsSync(output)) return { passed: 0, failed: 1, skipped: [] };
  const result = JSON.parse(readFileSync(output, "utf8"));
  const silent = result.skipped.filter(({ reason }) => reason === null).length;
  const empty = result.passed + result.failed + result.skipped.length === 0;
  return { ...result, failed: result.failed + silent + (empty ? 1 : 0) };
}

/** Where a suite's result goes; an old one is removed. */
export function resultFile(name) {
  const output = path.join(outFolder, "results", `${name}.json`);
  mkdirSync(path.dirname(output), { recursive: true });
  rmSync(output, { force: true });
  return output;
}

/** Runs one suite on this process's terminal (or `quiet`), and answers its result. */
export async function runSuite(name, { quiet = false } = {}) {
  const output = resultFile(name);
  try {
    await run(process.execPath, mochaArguments(name, output), { cwd: root, quiet });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (quiet) console.error(error.message);
  }
  return readResult(output);
}
