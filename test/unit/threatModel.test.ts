/** Each threat of `docs/threat-model.md` names tests that are there, and both languages name the same. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";

interface Threat {
  readonly id: string;
  readonly proofs: readonly string[];
}

const read = (path: string) => readFileSync(path, "utf8");

function threatsIn(page: string): readonly Threat[] {
  return page
    .split(/^### /mu)
    .slice(1)
    .map((part) => {
      const section = part.split(/^## /mu)[0] ?? "";
      const proofs = [...section.matchAll(/^- `([^`]+)`: “(.+)”$/gmu)].map(([, path = "", title = ""]) =>
        [path, title].join("\n"),
      );
      return { id: section.split(" ")[0] ?? "", proofs };
    });
}

const english = threatsIn(read("docs/threat-model.md"));
const japanese = threatsIn(read("docs/threat-model.ja.md"));

describe("threat model", () => {
  it("is about all six attackers", () => {
    const kinds = new Set(english.map(({ id }) => id.slice(0, 1)));
    assert.deepEqual([...kinds], ["R", "G", "D", "P", "E", "U"]);
  });

  it("has the same threats with the same proofs in both languages", () =>
    assert.deepEqual(japanese, english));

  for (const { id, proofs } of english)
    it(`${id} is proved by tests that are there`, () => {
      assert.ok(proofs.length > 0);
      for (const proof of proofs) {
        const [path = "", title = ""] = proof.split("\n");
        assert.ok(existsSync(path), path);
        assert.ok(read(path).includes(title), `${path}: ${title}`);
      }
    });
});
