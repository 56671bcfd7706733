// Mocha's reporter for the scripts: prints like `spec` or `dot`, and writes as JSON what the summary of `npm test` needs and
// what took longest. A skipped test names its reason (test/support/skip.ts); one without is a failure.
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

function reasonOf(test) {
  for (let node = test; node; node = node.parent) if (node.skipReason) return node.skipReason;
  return undefined;
}

/** Milliseconds of the suites at the top, with their hooks, and of single tests; the longest first. */
function timesOf(runner) {
  const [suites, tests] = [[], []];
  let started = 0;
  const isTop = (suite) => suite.parent?.root === true;
  runner.on("suite", (suite) => isTop(suite) && (started = Date.now()));
  runner.on("suite end", (suite) => isTop(suite) && suites.push([suite.title, Date.now() - started]));
  runner.on("test end", (test) => tests.push([test.fullTitle(), test.duration ?? 0]));
  const longest = (times) => times.sort(([, one], [, other]) => other - one).slice(0, 60);
  return () => ({ suites: longest(suites), tests: longest(tests) });
}

class HanareReporter {
  #printer;

  constructor(runner, options) {
    const { style, output } = options.reporterOption ?? options.reporterOptions;
    const Printer = Mocha.reporters[style === "dot" ? "Dot" : "Spec"];
    this.#printer = new Printer(runner, options);
    const result = { passed: 0, failed: 0, skipped: [] };
    const times = timesOf(runner);
    runner.on("pass", () => result.passed++);
    runner.on("fail", () => result.failed++);
    runner.on("pending", (test) =>
      result.skipped.push({ title: test.fullTitle(), reason: reasonOf(test) ?? null }),
    );
    runner.on("end", () => writeFileSync(output, JSON.stringify({ ...result, times: times() })));
  }
}

export default HanareReporter;
