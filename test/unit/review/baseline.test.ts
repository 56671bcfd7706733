import assert from "node:assert/strict";
import { type Finding } from "../../../server/src/protocol";
import { compareWith, nextBaseline, readBaseline, writeBaseline } from "../../../server/src/review/baseline";
import { findingsAtLeast } from "../../../server/src/review/report/coverage";
import { inText, packsOf } from "../../support/reviewSample";

const packs = packsOf("  - { id: R, severity: high, message: M, match: { any: [{ regex: 適宜 }] } }\n");
const context = {
  pathOf: ({ uri }: Finding) => uri.replace("file:///w/", ""),
  looked: (file: string) => file.startsWith("docs/"),
};
const before = inText("# 一\n\n弁を適宜閉める。\n\n適宜、記録する。\n", packs);
const baseline = nextBaseline(undefined, before, context);
const fresh = (findings: readonly Finding[]) => findings.filter(({ known }) => known !== true).length;

describe("baseline", () => {
  it("knows everything again, and nothing fails", () => {
    const { findings, gone } = compareWith(baseline, before, context);
    assert.deepEqual([fresh(findings), gone], [0, []]);
    assert.equal(findingsAtLeast(findings, "info").length, 0);
  });

  const cases: readonly [name: string, text: string, fresh: number, gone: number][] = [
    ["one more", "# 一\n\n弁を適宜閉める。\n\n適宜、記録する。\n\n適宜、報告する。\n", 1, 0],
    ["one less", "# 一\n\n適宜、記録する。\n", 0, 1],
    ["text that moved", "# 〇\n\n序。\n\n# 一\n\n弁を適宜閉める。\n\n適宜、記録する。\n", 0, 0],
    ["another heading above the same words", "# 二\n\n弁を適宜閉める。\n\n適宜、記録する。\n", 0, 0],
    ["one for another", "# 一\n\n弁を適宜開ける。\n\n適宜、記録する。\n", 0, 0],
  ];
  for (const [name, text, expectedFresh, expectedGone] of cases)
    it(name, () => {
      const { findings, gone } = compareWith(baseline, inText(text, packs), context);
      const count = gone.reduce((sum, one) => sum + one.count, 0);
      assert.deepEqual([fresh(findings), count], [expectedFresh, expectedGone]);
    });

  it("holds counts and hashes, no text, and comes back from its file", () => {
    const written = writeBaseline(baseline);
    assert.doesNotMatch(written, /適宜|弁/);
    assert.deepEqual(readBaseline(written), baseline);
    assert.equal(baseline.files["docs/a.md"]?.["R"]?.count, 2);
  });

  it("drops what is gone when it is written, and keeps files where nobody looked", () => {
    const other = { files: { ...baseline.files, "src/b.md": { R: { count: 1, findings: ["a b"] } } } };
    const next = nextBaseline(other, [], context);
    assert.deepEqual(next.files, { "src/b.md": { R: { count: 1, findings: ["a b"] } } });
    assert.deepEqual(
      compareWith(other, [], context).gone.map(({ file }) => file),
      ["docs/a.md"],
    );
  });

  it("keeps what it says of a rule that was not judged, and calls none of it gone", () => {
    const unjudged = { ...context, looked: (_file: string, rule: string) => rule !== "R" };
    assert.deepEqual(nextBaseline(baseline, [], unjudged), baseline);
    assert.deepEqual(nextBaseline(baseline, before, unjudged), baseline);
    assert.deepEqual(compareWith(baseline, [], unjudged).gone, []);
  });

  for (const text of ["", "{}", '{"hanare":1,"files":{"a":{"R":{"count":1}}}}', "[]"])
    it(`refuses ${text === "" ? "an empty file" : text}`, () =>
      assert.throws(() => readBaseline(text), /no baseline of Hanare/));
});
