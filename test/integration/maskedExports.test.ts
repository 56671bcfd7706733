/** Promise P7: what a rule calls secret or personal leaves the review in no format, nor inside a zip. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { readText } from "../../server/src/documents/read";
import { matchRule, partsOf } from "../../server/src/review/matchRule";
import { writers } from "../../server/src/review/report";
import { annotateDocx } from "../../server/src/review/report/docx/annotate";
import { auditRecord } from "../../server/src/review/audit/record";
import { nextBaseline, writeBaseline } from "../../server/src/review/baseline";
import { type Rule } from "../../server/src/review/rules";
import { escapeXml } from "../../server/src/util/xmlText";
import { p, wordFile } from "../support/officeSamples/wordFile";
import {
  contextOf,
  inText,
  inWord,
  never,
  packsOf,
  readers,
  reportOf,
  reviewed,
} from "../support/reviewSample";
import { shippedPacks } from "../support/shippedPacks";

const packs = shippedPacks();
const masking = packs
  .flatMap(({ rules }) => rules)
  .filter(({ mask, unjudged }) => mask && unjudged === undefined);
const masked = new Set(masking.map(({ id }) => id));
const examples = masking.flatMap((rule) => rule.tests.violation.map((example) => ({ rule, ...example })));

/**
 * The rules' own texts show bad examples, which are nobody's secrets and may be the very ones that are planted: reports
 * are written here without these texts, so that every secret can be looked for.
 */
const textless = (of: typeof packs) => {
  const context = contextOf(of);
  const rules = context.rules.map((info) => ({ ...info, title: "", message: "", help: "" }));
  return { ...context, rules };
};

/** The secrets themselves, as the rule sees them; one with too few characters is everywhere by chance. */
function canaries(rule: Rule, document: Parameters<typeof matchRule>[1]): readonly string[] {
  const { violations } = matchRule(rule, document, partsOf(document, [rule]));
  return violations
    .map(({ value }) => document.text.slice(value.start, value.end))
    .filter((secret) => [...secret].length >= 5);
}

const unpacked = (bytes: Uint8Array) => Object.values(unzipSync(bytes)).map((data) => strFromU8(data));

function assertAbsent(texts: readonly string[], secrets: readonly string[], format: string): void {
  for (const secret of secrets)
    for (const form of [secret, escapeXml(secret), JSON.stringify(secret).slice(1, -1)])
      for (const text of texts) assert.ok(!text.includes(form), `${form} in ${format}`);
}

describe("masked rules in every export", () => {
  it("have examples to plant", () => assert.ok(examples.length >= masking.length && masking.length > 10));

  for (const [index, { rule, text, language, path = "docs/a.txt" }] of examples.entries())
    it(`${rule.id}, example ${index}`, () => {
      const languageId = language ?? [...(rule.applies.languages ?? [])][0] ?? "plaintext";
      const document = readText({ uri: `file:///w/${path}`, languageId, text });
      const secrets = canaries(rule, document);
      const findings = reviewed(document, path, packs);
      const context = textless(packs);
      const report = reportOf(findings);
      for (const format of ["text", "json", "sarif", "html", "markdown", "oscal", "csv"] as const)
        assertAbsent([writers[format](report, context)], secrets, format);
      assertAbsent(unpacked(writers.xlsx(report, context)), secrets, "xlsx");
      const { coverage } = report;
      const input = { tool: context.tool, when: "2026-04-01", packs: context.packs, files: [], coverage };
      assertAbsent([auditRecord({ ...input, findings, packProblems: [] }).text], secrets, "audit record");
      const looking = { pathOf: () => path, looked: () => true };
      assertAbsent([writeBaseline(nextBaseline(undefined, findings, looking))], secrets, "baseline");
    });

  it("a fix that repeats what it replaces", () => {
    const own = packsOf(
      "  - { id: S, severity: high, message: M, mask: true, match: { any: [{ regex: 'key-[a-z]{8}' }] }, fix: { replace: 'removed $&' } }\n" +
        "  - { id: R, severity: low, message: M, match: { any: [{ regex: 'use key-[a-z]+' }] }, fix: { replace: 'do not $&' } }\n",
    );
    const findings = inText("# A\n\nuse key-abcdefgh now\n", own);
    assert.equal(findings.filter(({ fix }) => fix !== undefined).length, 2);
    for (const format of ["json", "sarif"] as const)
      assertAbsent([writers[format](reportOf(findings), contextOf(own))], ["key-abcdefgh"], format);
  });

  for (const [index, { rule, text }] of examples.entries())
    it(`${rule.id}, example ${index}, in a copy of a Word file`, async () => {
      const body = text.split("\n").map((line) => p(escapeXml(line)));
      const bytes = wordFile(body.join(""));
      const { document, findings } = await inWord(bytes, packs);
      const secrets = canaries(rule, document).filter(
        (secret) =>
          // A rule for code finds nothing in a Word file.
          findings.some(({ rule: id }) => id === rule.id) && !secret.includes("\n"),
      );
      const copy = await annotateDocx({ bytes, document, findings, masked }, readers, never);
      const words = unpacked(copy).map((xml) => xml.replace(/<[^>]*>/g, ""));
      assertAbsent([...unpacked(copy), ...words], secrets, "docx");
      // A place is named by the words that stand there.
      const [report, context] = [reportOf(findings), textless(packs)];
      for (const format of ["text", "json", "sarif", "html", "markdown", "oscal", "csv"] as const)
        assertAbsent([writers[format](report, context)], secrets, format);
    });
});
