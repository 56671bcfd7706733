/** A pack that the build has read is the pack that its YAML is. */
import assert from "node:assert/strict";
import { type BuiltPack, builtPack } from "../../../server/src/review/builtPack";
import { loadPacks } from "../../../server/src/review/pack";
import { hashOf, type PackSource, readPackFile } from "../../../server/src/review/packFile";
import { sha256 } from "../../../server/src/util/sha256";

const base = `hanare: 1
pack: { id: base, version: 1.0.0, title: { ja: 基本, en: Base }, effective: { from: 2026-04-01 } }
rules:
  - id: B1
    severity: high
    message: M
    match: { any: [{ regex: bad }] }
    tests:
      violation:
        - bad
        - text: also bad
          quote: bad
      ok: [good]

  - id: B2
    severity: low
    message: M
    match: { any: [{ terms: [適宜] }] }
`;
const overlay = `hanare: 1
pack: { id: own, version: 1.0.0, title: T, extends: [base] }
rules:
  - id: B2
    severity: high
  - id: O1
    severity: high
    message: M
    match: { any: [{ regex: "(" }] }
`;

const sources: readonly PackSource[] = [
  { id: "base", uri: "file:///packs/base.yaml", text: base },
  { id: "own", uri: "file:///packs/own.yaml", text: overlay },
];

function built(source: PackSource): PackSource {
  const read = readPackFile(source);
  assert.ok("file" in read);
  const pack = JSON.parse(JSON.stringify(builtPack(read.file))) as BuiltPack;
  return { ...source, text: "", built: pack };
}

/** What of packs can be compared: patterns are functions, and what a built pack changes is the product's own. */
const plain = (from: readonly PackSource[]) =>
  loadPacks(from).packs.map(({ rules, changes: _, ...pack }) => ({
    ...pack,
    rules: rules.map(({ id, severity, message, origin, tests }) => ({
      ...{ id, severity, message, origin, tests },
    })),
  }));

describe("built packs", () => {
  it("change nothing that a report would have to name", () => {
    const changes = (from: readonly PackSource[]) => loadPacks(from).packs.flatMap((pack) => pack.changes);
    assert.deepEqual(changes(sources.map(built)), []);
    assert.deepEqual(changes(sources), [{ rule: "B2", of: "base", by: "own", off: false }]);
  });

  it("give the packs that their YAML gives, with the lines of rules and examples", () => {
    assert.deepEqual(plain(sources.map(built)), plain(sources));
    const rules = plain(sources.map(built)).flatMap((pack) => pack.rules);
    const lines = rules.map(({ id, origin, tests }) => [
      ...[id, origin?.uri, origin?.line],
      ...tests.violation.map(({ line }) => line),
    ]);
    assert.deepEqual(lines, [
      ["B1", "file:///packs/base.yaml", 4, 10, 11],
      ["B2", "file:///packs/own.yaml", 4],
    ]);
  });

  it("are extended by packs in YAML, whose errors keep their lines", () => {
    const mixed = sources.map((source) => (source.id === "base" ? built(source) : source));
    assert.deepEqual(plain(mixed), plain(sources));
    assert.deepEqual(loadPacks(mixed).problems, loadPacks(sources).problems);
  });

  it("have the hash of their YAML, which audit records name", () => {
    assert.equal(hashOf(built({ id: "base", uri: "", text: base })), sha256(base));
    assert.equal(plain(sources.map(built))[0]?.sha256, sha256(base));
  });
});
