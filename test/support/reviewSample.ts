/** Reviews of small texts and Word files with a pack made for the test, as the reports get them. */
import { type ReadFile, viewDocument } from "../../server/src/documents/readFile";
import { readDocx } from "../../server/src/documents/docx/read";
import { readText } from "../../server/src/documents/read";
import { type SourceDocument } from "../../server/src/documents/document";
import { type Finding, type JudgeCoverage, type ReviewReport } from "../../server/src/protocol";
import { loadPacks } from "../../server/src/review/pack";
import { packInfos, ruleInfos } from "../../server/src/review/packSet";
import { type ReportContext } from "../../server/src/review/report";
import { reviewDocument } from "../../server/src/review/reviewDocument";
import { type RulePack } from "../../server/src/review/rules";

export const never = new AbortController().signal;
export const today = "2026-04-01";

export const readers = {
  readFormat: async (_format: string, bytes: Uint8Array, signal: AbortSignal): Promise<ReadFile> =>
    readDocx(bytes, signal),
};

/** `rules`: YAML of the list; `more`: further keys of the pack. */
export function packsOf(rules: string, more = ""): readonly RulePack[] {
  const text = `hanare: 1\npack: { id: p, version: 1.0.0, title: 試験${more} }\nrules:\n${rules}`;
  const { packs, problems } = loadPacks([{ id: "p", uri: "file:///p.yaml", text }]);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  return packs;
}

export const reviewed = (document: SourceDocument, path: string, packs: readonly RulePack[]) =>
  reviewDocument(document, { packs, path, today, language: "en" }).findings;

/** Findings in a Markdown text, `docs/a.md`. */
export function inText(text: string, packs: readonly RulePack[], path = "docs/a.md"): readonly Finding[] {
  return reviewed(readText({ uri: `file:///w/${path}`, languageId: "markdown", text }), path, packs);
}

/** A Word file as it is read, and the findings in it. */
export async function inWord(bytes: Uint8Array, packs: readonly RulePack[]) {
  const document = viewDocument("file:///w/docs/a.docx", "docx", await readDocx(bytes, never));
  return { document, findings: reviewed(document, "docs/a.docx", packs) };
}

export const contextOf = (packs: readonly RulePack[], more: Partial<ReportContext> = {}): ReportContext => ({
  tool: { name: "Hanare", version: "0.1.0" },
  rules: ruleInfos(packs, "en"),
  packs: packInfos(packs, "en"),
  packProblems: [],
  root: "file:///w",
  ...more,
});

export const reportOf = (findings: readonly Finding[]): ReviewReport => ({
  findings,
  coverage: { files: 1, reviewed: 1, sections: 1, rules: 1, skipped: [] },
});

/** Of a model that judged, whose file could not be told. */
export const unhashedCoverage: JudgeCoverage = {
  model: "judge-7b",
  engine: "scripted 1 cpu",
  exams: [{ pack: "p", standing: "confirms", cases: 8, precision: 1, recall: 0.875 }],
  ...{ questions: 9, violations: 1, compliant: 5, notApplicable: 2, setAside: 1 },
  ...{ unlocated: 0, notJudged: 0, hidden: 0 },
};
export const judgedCoverage: JudgeCoverage = { ...unhashedCoverage, sha256: "a".repeat(64) };
