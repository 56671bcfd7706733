import assert from "node:assert/strict";
import { explained, graveAdvisories } from "../../scripts/lib/weaknesses.mjs";

const advisory = (name: string, severity: string, number: number) => ({
  ...{ name, severity, title: `Weakness ${number}`, url: `https://example.org/${number}` },
  ...{ source: number, dependency: name, range: "<2" },
});
/** As npm 10 writes it. */
const report = {
  auditReportVersion: 2,
  vulnerabilities: {
    one: { name: "one", severity: "high", via: [advisory("one", "high", 2), advisory("one", "low", 3)] },
    two: { name: "two", severity: "critical", via: ["one", advisory("two", "critical", 1)] },
    three: { name: "three", severity: "high", via: ["one"] },
    four: { name: "four", severity: "high", via: [advisory("one", "high", 2)] },
  },
};
const numbers = (known?: Readonly<Record<string, string>>) =>
  graveAdvisories(report, known).map(({ url }) => url.slice(-1));

describe("weaknesses of packages", () => {
  it("are the high and critical advisories, each once", () => assert.deepEqual(numbers({}), ["1", "2"]));
  it("are not those that are explained", () =>
    assert.deepEqual(numbers({ "https://example.org/1": "It is only used in tests." }), ["2"]));
  it("are none in a clean report", () => assert.deepEqual(graveAdvisories({ vulnerabilities: {} }), []));
  it("are explained with a reason", () => {
    for (const [url, why] of Object.entries(explained))
      assert.ok(url.startsWith("https://") && why.length > 20);
  });
});
