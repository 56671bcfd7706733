/** What is written for people holds: the example in both pages, and the suites that ship. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { caseKinds, materialsOf } from "../../../server/src/evaluate/cases";
import { readSuite } from "../../../server/src/evaluate/suite";

const shipped = readdirSync("media/suites");

describe("the pages about suites", () => {
  for (const page of ["docs/evaluate.md", "docs/evaluate.ja.md"])
    it(`${page} has an example that can be used, with every kind of case`, () => {
      const [, text = ""] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(page, "utf8")) ?? [];
      const result = readSuite({ name: page, text });
      assert.ok("suite" in result, JSON.stringify(result));
      const kinds = new Set(result.suite.cases.map(({ kind }) => kind));
      assert.deepEqual(
        caseKinds.filter((kind) => !kinds.has(kind)),
        [],
      );
    });

  it("names every suite that ships", () => {
    for (const page of ["docs/evaluate.md", "docs/evaluate.ja.md"]) {
      const text = readFileSync(page, "utf8");
      for (const name of shipped)
        assert.ok(text.includes(`\`${name.replace(".yaml", "")}\``), `${page}: ${name}`);
    }
  });
});

describe("shipped suites", () => {
  for (const name of shipped)
    it(`${name} has no fault, bears its file's name and needs no other file`, () => {
      const result = readSuite({ name, text: readFileSync(`media/suites/${name}`, "utf8") });
      assert.ok("suite" in result, JSON.stringify(result));
      const { id, title, cases } = result.suite;
      assert.equal(`${id}.yaml`, name);
      assert.notEqual(title.ja, title.en);
      for (const one of cases)
        assert.ok(
          materialsOf(one).every((material) => "text" in material),
          one.id,
        );
    });

  it("are small enough for a processor, with questions that have no answer among them", () => {
    const cases = shipped.flatMap((name) => {
      const result = readSuite({ name, text: readFileSync(`media/suites/${name}`, "utf8") });
      return "suite" in result ? result.suite.cases : [];
    });
    assert.ok(cases.length >= 40 && cases.length < 60, String(cases.length));
    assert.ok(cases.filter((one) => one.kind === "ask" && one.notFound).length >= 3);
  });
});
