import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { oldestNode, oldRuntime } from "../../../server/src/cli/oldRuntime";

describe("a runtime that is too old", () => {
  const cases: readonly (readonly [version: string, old: boolean])[] = [
    ["18.20.4", true],
    ["20.9.0", true],
    ["20.18.3", true],
    ["20.19.0", false],
    ["22.1.0", false],
    ["26.0.0", false],
  ];
  for (const [version, old] of cases)
    it(`${version}: ${old ? "refused" : "taken"}`, () => {
      const said = oldRuntime(version);
      assert.equal(said !== undefined, old);
      if (old) assert.ok(said?.includes(`this runtime has ${version}. Set HANARE_RUNTIME`), said);
    });

  it("is what package.json says", () => {
    const manifest = readFileSync(join(import.meta.dirname, "../../../package.json"), "utf8");
    const { engines } = JSON.parse(manifest) as { engines: { node: string } };
    assert.equal(engines.node, `>=${oldestNode}`);
  });
});
