/**
 * The audit record of reviews: JSON Lines, each of which names the SHA-256 of the line before it. The hash of the last
 * line, the head, stands for all of them; it is printed on the report. Anybody can check it with a program for
 * SHA-256. Hashes, ids, places, reasons and people's own notes; no evidence. Pure: the time is passed in.
 */
import { type Coverage, type Finding } from "../../protocol";
import { sha256 } from "../../util/sha256";
import { relativePath } from "../paths";
import { type ReviewedFile } from "../handler";
import { type PackInfo } from "../rules";

export interface AuditInput {
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601, as the caller's clock says. */
  readonly when: string;
  /** The model that judged, and the hash of its prompts; absent where only rules were used. */
  readonly model?: { readonly name: string; readonly sha256?: string; readonly prompts?: string };
  readonly packs: readonly PackInfo[];
  readonly files: readonly ReviewedFile[];
  readonly findings: readonly Finding[];
  readonly coverage: Coverage;
  readonly packProblems: readonly string[];
  /** URI of the folder that paths are relative to. */
  readonly root?: string;
}

interface AuditEntry {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What the first line of a record follows. */
export const noLine = "0".repeat(64);

export interface AuditRecord {
  /** Ends in a line break. */
  readonly text: string;
  /** SHA-256 of the last line without its line break. */
  readonly head: string;
}

/** The lines of one review; `after`: where an existing record ends. */
export function auditRecord(input: AuditInput, after = { head: noLine, lines: 0 }): AuditRecord {
  let { head, lines } = after;
  const written = entriesOf(input).map((entry) => {
    lines += 1;
    const line = JSON.stringify({ line: lines, previous: head, ...entry });
    head = sha256(line);
    return `${line}\n`;
  });
  return { text: written.join(""), head };
}

function entriesOf(input: AuditInput): readonly AuditEntry[] {
  const { tool, when, model, packs, files, findings, coverage, packProblems, root } = input;
  const own = packs.map((pack) => ({ type: "pack", ...pack }));
  const documents = files.map(({ uri, sha256: hash }) => ({
    type: "document",
    file: relativePath(root, uri),
    sha256: hash,
  }));
  const found = findings.flatMap((finding) => findingEntries(finding, relativePath(root, finding.uri)));
  const left = coverage.skipped.map((one) => ({ type: "skipped", ...one }));
  const unjudged = (coverage.unjudged ?? []).map((one) => ({ type: "unjudged", ...one }));
  return [
    { type: "review", format: "hanare-audit/1", tool, when, model: model ?? null },
    ...own,
    ...packProblems.map((message) => ({ type: "packProblem", message })),
    ...documents,
    ...found,
    ...left,
    ...unjudged,
    {
      type: "end",
      files: coverage.files,
      reviewed: coverage.reviewed,
      sections: coverage.sections,
      rules: coverage.rules,
      skipped: coverage.skipped.length,
      findings: findings.length,
      ...(coverage.judged === undefined ? {} : { judged: coverage.judged }),
    },
  ];
}

function findingEntries(finding: Finding, file: string): readonly AuditEntry[] {
  const { id, fingerprint, rule, pack, severity, status, source, anchor } = finding;
  const { confidence, suppression, decision } = finding;
  const entry = {
    type: "finding",
    ...(id === undefined ? {} : { id }),
    ...{ file, rule, pack, severity, status, source, anchor },
    ...(confidence === undefined ? {} : { confidence }),
    // What the evidence was can be proved by whoever has the document; it cannot be read from here.
    evidence: fingerprint?.evidence ?? sha256(finding.evidence).slice(0, 32),
    ...(fingerprint === undefined ? {} : { context: fingerprint.context }),
    ...(suppression === undefined || decision !== undefined ? {} : { suppression }),
  };
  return decision === undefined ? [entry] : [entry, { type: "decision", id, file, rule, ...decision }];
}
