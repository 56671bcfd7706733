import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { auditRecord, type AuditInput } from "../../../../server/src/review/audit/record";
import {
  isSignedBy,
  readSignature,
  signHead,
  writeSignature,
} from "../../../../server/src/review/audit/signature";
import { verifyRecord } from "../../../../server/src/review/audit/verify";
import { packInfos } from "../../../../server/src/review/packSet";
import { sha256 } from "../../../../server/src/util/sha256";
import { inText, judgedCoverage, packsOf } from "../../../support/reviewSample";

const packs = packsOf("  - { id: R, severity: low, message: M, match: { any: [{ regex: 適宜 }] } }\n");
const findings = inText("# 一\n\n弁を適宜閉める。\n", packs);
const input: AuditInput = {
  tool: { name: "Hanare", version: "0.1.0" },
  when: "2026-04-01T09:00:00Z",
  packs: packInfos(packs, "en"),
  files: [{ uri: "file:///w/docs/a.md", sha256: sha256("x") }],
  findings,
  coverage: { files: 1, reviewed: 1, sections: 1, rules: 1, skipped: [{ where: "b.pdf", why: "Not read." }] },
  packProblems: [],
  root: "file:///w",
};
const one = auditRecord(input);
const second = auditRecord(
  { ...input, when: "2026-04-02T09:00:00Z" },
  { head: one.head, lines: one.text.split("\n").length - 1 },
);
const both = one.text + second.text;
const broken = (text: string, head?: string) => {
  const result = verifyRecord(text, head);
  return "broken" in result ? result.broken : "holds";
};

describe("audit record", () => {
  it("holds as it was written, also with a second review, up to its head", () => {
    assert.deepEqual(verifyRecord(one.text, one.head), { head: one.head, lines: 6, reviews: 1, until: 6 });
    assert.deepEqual(verifyRecord(both, second.head.slice(0, 16)), {
      head: second.head,
      lines: 12,
      reviews: 2,
      until: 12,
    });
  });

  it("holds up to the head of an earlier report, and says how far that is", () => {
    assert.deepEqual(verifyRecord(both, one.head), { head: second.head, lines: 12, reviews: 2, until: 6 });
    const middle = sha256(both.split("\n")[2] ?? "");
    assert.match(broken(both, middle), /No review in the record/);
  });

  it("names the model that judged, its prompts, and how it did", () => {
    const model = { name: "judge", sha256: "a".repeat(64), prompts: "b".repeat(16) };
    const coverage = { ...input.coverage, judged: judgedCoverage };
    const lines = auditRecord({ ...input, model, coverage })
      .text.trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly model?: unknown; readonly judged?: unknown });
    assert.deepEqual(lines[0]?.model, model);
    assert.deepEqual(lines.at(-1)?.judged, judgedCoverage);
    assert.match(one.text, /"model":null/);
  });

  it("can be checked with nothing but SHA-256, and holds no text of the document", () => {
    const lines = one.text.trimEnd().split("\n");
    for (const [index, line] of lines.slice(1).entries())
      assert.equal((JSON.parse(line) as { previous: string }).previous, sha256(lines[index] ?? ""));
    assert.equal(sha256(lines.at(-1) ?? ""), one.head);
    assert.doesNotMatch(one.text, /適宜|弁/);
  });

  const lines = both.trimEnd().split("\n");
  const without = (at: number) => `${lines.filter((_, index) => index !== at).join("\n")}\n`;
  for (const [index] of lines.entries()) {
    it(`names line ${index + 1} when one character of it changes`, () => {
      const changed = lines.map((line, at) =>
        at === index ? line.replace(/"type":"\w/, (part) => `${part}x`) : line,
      );
      const last = index === lines.length - 1;
      const text = `${changed.join("\n")}\n`;
      if (last) assert.match(broken(text, second.head), /ends in the middle|No review in the record/);
      else assert.match(broken(text, second.head), new RegExp(`Line ${index + 1} was changed`));
    });
    it(`sees that line ${index + 1} is missing`, () =>
      assert.notEqual(broken(without(index), second.head), "holds"));
  }

  const cases: readonly [name: string, text: string, expected: RegExp][] = [
    ["an empty file", "", /empty/],
    ["a cut line", both.slice(0, -3), /cut off/],
    ["a line that is no JSON", both.replace("{", ""), /Line 1 is not/],
    ["the first review cut off", second.text, /lines before it are missing/],
    ["the last review cut off", one.text, /No review in the record ends with the head/],
    ["the end of a review cut off", one.text.replace(/[^\n]+\n$/, ""), /middle of a review, at line 5/],
  ];
  for (const [name, text, expected] of cases)
    it(`does not hold: ${name}`, () => assert.match(broken(text, second.head), expected));

  it("is signed and checked with Ed25519, and with no other key", () => {
    const pem = (
      key: { export(options: { type: "pkcs8" | "spki"; format: "pem" }): string | Buffer },
      type: "pkcs8" | "spki",
    ) => String(key.export({ type, format: "pem" }));
    const own = generateKeyPairSync("ed25519");
    const other = generateKeyPairSync("ed25519");
    const signature = readSignature(writeSignature(signHead(one.head, pem(own.privateKey, "pkcs8"))));
    assert.ok(signature);
    assert.equal(isSignedBy(one.head, signature, pem(own.publicKey, "spki")), true);
    assert.equal(isSignedBy(one.head, signature, pem(other.publicKey, "spki")), false);
    assert.equal(
      isSignedBy(second.head, { ...signature, head: second.head }, pem(own.publicKey, "spki")),
      false,
    );
    const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" });
    assert.throws(() => signHead(one.head, pem(elliptic.privateKey, "pkcs8")), /not an Ed25519 key/);
    assert.throws(() => signHead(one.head, "x"), /no private key/);
    assert.equal(readSignature("{}"), undefined);
    assert.equal(readSignature("x"), undefined);
  });
});
