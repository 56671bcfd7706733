// Mocha's reporter for the scripts: prints like `spec` or `dot`, and writes what the summary of `npm test`
// needs as JSON. A skipped test names its reason (test/support/skip.ts); one without is a failure.
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

function reasonOf(test) {
  for (let node = test; node; node = node.parent) if (node.skipReason) return node.skipReason;
  return undefined;
}

class HanareReporter {
  #printer;

  constructor(runner, options) {
    const { style, output } = options.reporterOption ?? options.reporterOptions;
    const Printer = Mocha.reporters[style === "dot" ? "Dot" : "Spec"];
    this.#printer = new Printer(runner, options);
    const result = { passed: 0, failed: 0, skipped: [] };
    runner.on("pass", () => result.passed++);
    runner.on("fail", () => result.failed++);
    runner.on("pending", (test) =>
      result.skipped.push({ title: test.fullTitle(), reason: reasonOf(test) ?? null }),
    );
    runner.on("end", () => writeFileSync(output, JSON.stringify(result)));
  }
}

export default HanareReporter;
