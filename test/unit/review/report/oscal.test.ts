import assert from "node:assert/strict";
import { writers } from "../../../../server/src/review/report";
import { uuidOf } from "../../../../server/src/util/uuid";
import { contextOf, inText, packsOf, reportOf } from "../../../support/reviewSample";

const packs = packsOf(
  "  - { id: R-1, severity: high, message: M, match: { any: [{ regex: 適宜 }] }, refs: [{ control: 第1条 }] }\n",
);
const findings = inText("# 一\n\n適宜、記録する。\n\n適宜、報告する。\n", packs);

interface Result {
  readonly uuid: string;
  readonly observations: readonly {
    readonly uuid: string;
    readonly collected: string;
    readonly subjects: readonly { readonly "subject-uuid": string }[];
  }[];
  readonly findings: readonly {
    readonly uuid: string;
    readonly target: { readonly "target-id": string; readonly status: { readonly state: string } };
    readonly "related-observations": readonly { readonly "observation-uuid": string }[];
  }[];
  readonly remarks: string;
}
interface Results {
  readonly uuid: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly "import-ap": { readonly href: string };
  readonly results: readonly [Result];
  readonly "back-matter": { readonly resources: readonly { readonly uuid: string }[] };
}
const written = (of = findings, when?: string) =>
  (
    JSON.parse(writers.oscal(reportOf(of), contextOf(packs, when === undefined ? {} : { when }))) as {
      readonly "assessment-results": Results;
    }
  )["assessment-results"];

describe("OSCAL assessment results", () => {
  it("derive UUIDs as RFC 9562 says", () => {
    // The example of RFC 9562, appendix A.4: the name www.example.com in the namespace of DNS.
    assert.equal(
      uuidOf("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"),
      "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    );
  });

  it("lead from observations over the rule's finding to the document", () => {
    const { results, metadata, ...rest } = written(findings, "2026-04-01");
    const [result] = results;
    assert.equal(metadata["oscal-version"], "1.1.2");
    assert.equal(metadata["last-modified"], "2026-04-01T00:00:00Z");
    assert.equal(result.observations.length, 2);
    assert.equal(result.findings.length, 1);
    const [finding] = result.findings;
    assert.equal(finding?.target["target-id"], "R-1");
    assert.equal(finding?.target.status.state, "not-satisfied");
    assert.deepEqual(
      finding?.["related-observations"].map((related) => related["observation-uuid"]),
      result.observations.map(({ uuid }) => uuid),
    );
    const resources = rest["back-matter"].resources.map(({ uuid }) => uuid);
    for (const { subjects } of result.observations)
      assert.deepEqual(
        subjects.map((subject) => subject["subject-uuid"]),
        resources,
      );
  });

  it("have UUIDs of version 5, each once, the same for the same review and others for another", () => {
    const form = /"uuid": "([^"]+)"/g;
    const all = (text: string) => [...text.matchAll(form)].map(([, uuid = ""]) => uuid);
    const text = writers.oscal(reportOf(findings), contextOf(packs));
    const uuids = all(text);
    assert.equal(new Set(uuids).size, uuids.length);
    for (const uuid of uuids)
      assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(text, writers.oscal(reportOf(findings), contextOf(packs)));
    assert.notEqual(all(writers.oscal(reportOf(findings.slice(1)), contextOf(packs)))[0], uuids[0]);
  });

  it("say that a rule is satisfied only where everything it found is excused", () => {
    const excused = findings.map((finding) => ({ ...finding, status: "suppressed" as const }));
    assert.equal(written(excused).results[0].findings[0]?.target.status.state, "satisfied");
    assert.equal(
      written([...excused.slice(1), ...findings.slice(0, 1)]).results[0].findings[0]?.target.status.state,
      "not-satisfied",
    );
  });

  it("say that their times mean nothing only where they were given no date", () => {
    assert.match(written(findings).results[0].remarks, /given no date/);
    assert.doesNotMatch(written(findings, "2026-04-01").results[0].remarks, /given no date/);
  });

  it("have no empty lists, which the schema forbids", () => {
    assert.doesNotMatch(writers.oscal(reportOf([]), contextOf(packs)), /\[\]/);
  });
});
