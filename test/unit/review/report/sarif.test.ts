import assert from "node:assert/strict";
import { writers } from "../../../../server/src/review/report";
import { applyDecisions, decide } from "../../../../server/src/review/triage";
import { contextOf, inText, packsOf, reportOf, today } from "../../../support/reviewSample";
import { sarifErrors } from "../../../support/sarifSchema";

const packs = packsOf(
  "  - { id: R, severity: high, message: M, match: { any: [{ regex: 適宜 }] }, fix: { replace: 都度 },\n" +
    "      refs: [{ control: 第1条, url: 'https://example.com/1' }, { control: 第2条 }] }\n" +
    "  - { id: S, severity: low, message: M, match: { any: [{ regex: 速やかに }] }, refs: [{ control: 第2条 }] }\n",
);
const text =
  "# 一\n\n適宜、記録する。\n\n速やかに報告する。\n\n適宜、直す。 <!-- hanare-ignore R -- 定義済み -->\n";
const found = inText(text, packs);
const [first] = found;
assert.ok(first);
const decisions = decide(
  [],
  { finding: first, path: "docs/a.md" },
  { verdict: "falsePositive", by: "佐藤", on: today, reason: "第3条で定義" },
);
const findings = applyDecisions(found, decisions, { path: "docs/a.md", today });
const gone = [{ file: "docs/b.md", rule: "R", count: 1 }];

interface Log {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly rules: readonly { readonly relationships?: readonly unknown[] }[] };
      };
      readonly taxonomies: readonly [{ readonly taxa: readonly { readonly id: string }[] }];
      readonly results: readonly {
        readonly ruleId: string;
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly baselineState?: string;
        readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
      }[];
    },
  ];
}
const written = (more = {}) => JSON.parse(writers.sarif(reportOf(findings), contextOf(packs, more))) as Log;

describe("SARIF 2.1.0", () => {
  const variants: Readonly<Record<string, object>> = {
    plain: {},
    "with a model, a head and a baseline": { model: { name: "m", sha256: "a" }, head: "b", gone },
    "without the excused": { suppressed: "omit" },
    incomplete: { packProblems: ["Rule pack q, line 3: broken"] },
  };
  for (const [name, more] of Object.entries(variants))
    it(`keeps the standard's form: ${name}`, () => assert.deepEqual(sarifErrors(written(more)), []));

  it("keeps it for a file without lines and for an empty review", () => {
    const placed = findings.map((finding) => ({ ...finding, place: "Page 3" }));
    assert.deepEqual(sarifErrors(JSON.parse(writers.sarif(reportOf(placed), contextOf(packs)))), []);
    assert.deepEqual(sarifErrors(JSON.parse(writers.sarif(reportOf([]), contextOf([])))), []);
  });

  it("is told when it does not", () => {
    const log = written() as unknown as { runs: [{ results: [{ message: object }] }] };
    log.runs[0].results[0].message = {};
    assert.notDeepEqual(sarifErrors(log), []);
  });

  it("has each clause once, and every rule points at its own", () => {
    const [run] = written().runs;
    assert.deepEqual(
      run.taxonomies[0].taxa.map(({ id }) => id),
      ["第1条", "第2条"],
    );
    const [rule] = run.tool.driver.rules;
    assert.deepEqual(rule?.relationships?.[1], {
      target: { id: "第2条", index: 1, toolComponent: { name: "clauses", index: 0 } },
      kinds: ["relevant"],
    });
  });

  it("marks what is excused, in the text or by a decision, or leaves it out", () => {
    const kinds = written().runs[0].results.map(
      ({ suppressions }) => suppressions?.map(({ kind }) => kind)[0],
    );
    assert.deepEqual(kinds, ["external", undefined, "inSource"]);
    assert.deepEqual(
      written({ suppressed: "omit" }).runs[0].results.map(({ ruleId }) => ruleId),
      ["S"],
    );
  });

  it("has fingerprints that are hashes and stay when the text moves", () => {
    const moved = inText(`前書き。\n\n${text}`, packs);
    const prints = (of: readonly { readonly partialFingerprints: object }[]) =>
      of.map(({ partialFingerprints }) => partialFingerprints);
    const [run] = written().runs;
    const again = JSON.parse(writers.sarif(reportOf(moved), contextOf(packs))) as Log;
    assert.deepEqual(prints(again.runs[0].results), prints(run.results));
    for (const print of prints(run.results))
      assert.match(JSON.stringify(print), /^\{"evidence\/v1":"[0-9a-f]{32}","context\/v1":"[0-9a-f]{32}"\}$/);
  });

  it("says which are new where there is a baseline", () => {
    const states = (more: object) => written(more).runs[0].results.map(({ baselineState }) => baselineState);
    assert.deepEqual(states({}), [undefined, undefined, undefined]);
    assert.deepEqual(states({ gone }), ["new", "new", "new"]);
  });
});
