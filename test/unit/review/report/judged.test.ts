/** What a model judged is in every report that tells what was looked at. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { writers } from "../../../../server/src/review/report";
import { judgedBy } from "../../../../server/src/review/report/coverage";
import {
  contextOf,
  judgedCoverage,
  packsOf,
  reportOf,
  unhashedCoverage,
} from "../../../support/reviewSample";

const report = { ...reportOf([]), coverage: { ...reportOf([]).coverage, judged: judgedCoverage } };
const context = contextOf(
  packsOf("  - { id: R, severity: low, message: M, match: { any: [{ regex: x }] } }\n"),
);
const named = { ...context, ...judgedBy(report.coverage) };
const unzipped = (bytes: Uint8Array) =>
  Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join();

describe("reports of a review with a model", () => {
  for (const format of ["text", "html", "markdown", "oscal", "sarif", "xlsx"] as const)
    it(`${format} counts its questions and shows its exam`, () => {
      const written = writers[format](report, named);
      const text = typeof written === "string" ? written : unzipped(written);
      assert.match(text, /Judged by judge-7b \(scripted 1 cpu, SHA-256 a{12}…\): 9 questions/);
      assert.match(text, /Exam in rule pack p: precision 100 %, recall 88 %, 8 examples/);
    });

  it("name the rules in which the model gives no more than hints", () => {
    const exams = judgedCoverage.exams.map((exam) => ({ ...exam, hints: ["J7"] }));
    const coverage = { ...report.coverage, judged: { ...judgedCoverage, exams } };
    assert.match(writers.text({ ...report, coverage }, named), /so that its findings are hints: J7\n/);
    assert.doesNotMatch(writers.text(report, named), /are hints: /);
  });

  it("name the file it was, where its hash is known", () => {
    for (const format of ["html", "markdown", "oscal", "sarif", "json"] as const)
      assert.match(writers[format](report, named), /a{64}/, format);
    const unknown = { ...context, ...judgedBy({ ...report.coverage, judged: unhashedCoverage }) };
    assert.deepEqual(unknown.model, { name: "judge-7b" });
    for (const format of ["text", "html", "markdown", "oscal", "sarif", "json", "csv"] as const)
      assert.doesNotMatch(writers[format](report, unknown), /undefined/, format);
    assert.deepEqual(judgedBy(reportOf([]).coverage), {});
  });
});
