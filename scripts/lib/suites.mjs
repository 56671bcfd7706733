// The test suites, each one run of mocha with its result as a value.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { run } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { outFolder, root } from "./paths.mjs";
import { bundleTests } from "./testBundle.mjs";

/** Timeouts in milliseconds for one test. `bundled`: loading its files one by one takes longer than running them. */
export const suites = {
  unit: { timeout: 20_000, style: "dot", bundled: true },
  integration: { timeout: 30_000, style: "spec" },
  long: { timeout: 300_000, style: "spec" },
  model: { timeout: 300_000, style: "spec" },
  e2e: { timeout: 120_000, style: "spec" },
};

/** The arguments of node for one suite. `.mocharc.json` is left aside: mocha would add its specs to ours. */
function mochaArguments(name, output, specs) {
  const { timeout, style, bundled } = suites[name];
  const mocha = path.join(root, "node_modules/mocha/bin/mocha.js");
  const reporter = ["--reporter", path.join(root, "scripts/lib/reporter.mjs")];
  const options = ["--reporter-option", `style=${style}`, "--reporter-option", `output=${output}`];
  const common = ["--no-config", "--no-package", "--forbid-only", "--timeout", String(timeout)];
  const [node, loading] = bundled ? [["--enable-source-maps"], []] : [[], ["--require", "tsx/cjs"]];
  return [...node, mocha, ...common, ...loading, ...reporter, ...options, ...specs];
}

/** As `mochaArguments`, for all of a suite or one file of it (`only`: its name without `.test.ts`). */
export const suiteArguments = (name, output, only = "*") =>
  mochaArguments(name, output, [`test/${name}/**/${only}.test.ts`]);

/** The suite's files with their sizes, the largest first. */
function filesOf(name) {
  const folder = path.join(root, "test", name);
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => ({ file: path.join("test", name, file), size: statSync(path.join(folder, file)).size }))
    .sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
}

/** Its files in as many shares as processes run side by side, of about the same length. */
function sharesOf(name, jobs) {
  const shares = Array.from({ length: jobs }, () => ({ size: 0, files: [] }));
  for (const { file, size } of filesOf(name)) {
    const least = shares.reduce((one, other) => (other.size < one.size ? other : one));
    least.size += size;
    least.files.push(file);
  }
  return shares.map((share) => share.files).filter((share) => share.length > 0);
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

async function runShare(name, label, files, quiet) {
  const output = resultFile(label);
  try {
    const specs = suites[name].bundled ? [await bundleTests(label, files)] : files;
    await run(process.execPath, mochaArguments(name, output, specs), { cwd: root, quiet });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (quiet) console.error(error.message);
  }
  return readResult(output);
}

/**
 * Runs one suite on this process's terminal, and answers its result. `jobs`: in so many processes, which say nothing but
 * what fails.
 */
export async function runSuite(name, { quiet = false, jobs = 1 } = {}) {
  if (jobs === 1) {
    const files = filesOf(name).map(({ file }) => file);
    return runShare(name, name, files.sort(), quiet);
  }
  const results = await Promise.all(
    sharesOf(name, jobs).map((files, index) => runShare(name, `${name}-${index + 1}`, files, true)),
  );
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: results.flatMap(({ skipped }) => skipped) };
}
