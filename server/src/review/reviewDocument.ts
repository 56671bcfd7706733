/** The review of one document: rules in, findings out. No disk, no clock, the same answer every time. */
import { type SourceDocument, type Span } from "../documents/document";
import { type Finding, type Skipped } from "../protocol";
import { type Language, t } from "../util/l10n";
import { fixFor } from "./fix";
import { identify } from "./identity";
import { joinSpans, maskedSlice } from "./mask";
import { matchRule, type Violation } from "./matchRule";
import { type Rule, type RulePack } from "./rules";
import { sectionSpans, unitsOf } from "./scopes";
import { applySuppressions } from "./suppress";

export interface DocumentReviewOptions {
  readonly packs: readonly RulePack[];
  /** Relative to the workspace folder, with `/`; rules with globs look at it. */
  readonly path: string;
  /** Relative to the folder that keeps decisions, where that is another one. */
  readonly recordPath?: string;
  /** YYYY-MM-DD: suppressions end on a day. */
  readonly today: string;
  readonly language: Language;
}

export interface DocumentReview {
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** What of the document was not read or not fully checked. */
  readonly skipped: readonly Skipped[];
  readonly sections: number;
  /** What is masked in the document; findings of a model's stage are shown with it masked, too. */
  readonly secrets: readonly Span[];
}

interface RuleFindings {
  readonly pack: RulePack;
  readonly rule: Rule;
  readonly violations: readonly Violation[];
}

export function reviewDocument(document: SourceDocument, options: DocumentReviewOptions): DocumentReview {
  const units = unitsOf(document);
  const results: RuleFindings[] = [];
  // The reader of a file names a place in it; a report of many files names the file, too.
  const skipped: Skipped[] = document.unread.map((part) => ({
    ...part,
    where: `${options.path}: ${part.where}`,
  }));
  const ran = new Set<string>();
  for (const pack of options.packs) {
    for (const rule of pack.rules) {
      if (rule.unjudged !== undefined || !appliesTo(rule, document, options.path)) continue;
      const { violations, incomplete } = matchRule(rule, document, units);
      if (incomplete) skipped.push({ where: options.path, why: tooCostly(rule) });
      else ran.add(rule.id);
      results.push({ pack, rule, violations });
    }
  }
  const secrets = joinSpans(
    results.flatMap(({ rule, violations }) => (rule.mask ? violations.map(({ value }) => value) : [])),
  );
  const show = (span: Span) => maskedSlice(document.text, span, secrets);
  const findings = results.flatMap(({ pack, rule, violations }) =>
    violations.map((violation) => findingOf({ document, pack, rule, violation, show }, options.language)),
  );
  const { packs, today } = options;
  const judged = [...applySuppressions(findings, { document, packs, ran, today, show })].sort(inTextOrder);
  return {
    findings: identify(judged, { document, path: options.recordPath ?? options.path, show }),
    skipped,
    sections: sectionSpans(document).length,
    secrets,
  };
}

export function appliesTo({ applies }: Rule, document: SourceDocument, path: string): boolean {
  const { languages } = applies;
  const named = languages === undefined || languagesOf(document).some((language) => languages.has(language));
  return named && applies.matchesPath(path.replace(/^\/+/, ""));
}

/** A rule for prose means the text that people read, whichever program it was written with. */
const languagesOf = ({ languageId, placeOf }: SourceDocument): readonly string[] =>
  placeOf === undefined ? [languageId] : [languageId, "markdown", "plaintext"];

function tooCostly(rule: Rule): string {
  return t(
    "Rule {0} could not be checked to the end: its pattern would take too long on this text. Ask the owner of the rule pack to limit its repetitions, e.g. {1} instead of {2}.",
    rule.id,
    "{0,200}",
    "*",
  );
}

interface FindingParts {
  readonly document: SourceDocument;
  readonly pack: RulePack;
  readonly rule: Rule;
  readonly violation: Violation;
  readonly show: (span: Span) => string;
}

/** Longer evidence is cut at its end; the range still covers all of it. */
const maxEvidence = 300;

function findingOf({ document, pack, rule, violation, show }: FindingParts, language: Language): Finding {
  const place = document.placeOf?.(violation.span, show);
  // The view of a file that is no text cannot be edited, so there is nothing that a fix could change.
  const fix = place === undefined ? fixFor(rule, violation, { document, language }) : undefined;
  const evidence = cut(show(violation.span));
  const message = rule.message[language]
    .replaceAll("{match}", () => cut(show(violation.value), 80))
    .replaceAll(
      "{missing}",
      () => violation.missing?.label?.[language] ?? violation.missing?.pattern.source ?? "",
    );
  return {
    rule: rule.id,
    pack: pack.id,
    severity: rule.severity,
    message,
    uri: document.uri,
    anchor: document.rangeOf(violation.span),
    ...(place === undefined ? {} : { place }),
    evidence,
    status: "confirmed",
    source: "match",
    ...(fix === undefined ? {} : { fix }),
    refs: rule.refs,
  };
}

export function cut(text: string, limit = maxEvidence): string {
  return text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, "")}…`;
}

export function inTextOrder(a: Finding, b: Finding): number {
  const { start, end } = a.anchor;
  const other = b.anchor;
  return (
    start.line - other.start.line ||
    start.character - other.start.character ||
    end.line - other.end.line ||
    end.character - other.end.character ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
