/** The review of one document: rules in, findings out. No disk, no clock, the same answer every time. */
import { type SourceDocument, type Span } from "../documents/document";
import { type Finding, type RelatedPlace, type Skipped } from "../protocol";
import { type Language, t } from "../util/l10n";
import { type Facts, factsOf, changeDrafts, draftsOf, joinFacts } from "./cross";
import { fixFor } from "./fix";
import { identify } from "./identity";
import { joinSpans, maskedSlice } from "./mask";
import { isKnownQuiet, isPlain, numbersOf, type Remembered, violationsOf } from "./memory";
import { type DocumentParts, matchRule, partsOf, type RuleResult, type Violation } from "./matchRule";
import { type Rule, type RulePack } from "./rules";
import { languagesOf } from "./where";
import { sectionSpans } from "./scopes";
import { applySuppressions } from "./suppress";
import { type UnitMemory } from "./unitMemory";
import { hasExceptions } from "./suppressionComment";
import { waiverOf } from "./triage";

export interface DocumentReviewOptions {
  readonly packs: readonly RulePack[];
  /** Relative to the workspace folder, with `/`; rules with globs look at it. */
  readonly path: string;
  /** Relative to the folder that keeps decisions, where that is another one. */
  readonly recordPath?: string;
  /** YYYY-MM-DD: suppressions end on a day. */
  readonly today: string;
  readonly language: Language;
  /** Of the same bytes, path and packs: only what cannot be made of it is run again. */
  readonly known?: Remembered;
  /** Exceptions in the text excuse nothing. */
  readonly ignoreExceptions?: boolean;
  /** Of the same document as it was before a change: what did not change is not searched again. */
  readonly units?: UnitMemory;
}

export interface DocumentReview {
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** What of the document was not read or not fully checked. */
  readonly skipped: readonly Skipped[];
  readonly sections: number;
  /** For the rules that compare documents. */
  readonly facts: Facts;
  /** For the next review of the same bytes with the same rules. */
  readonly remember: Remembered;
  /** What is masked in the document; findings of a model's stage are shown with it masked, too. */
  readonly secrets: readonly Span[];
}

interface RuleFindings {
  readonly pack: RulePack;
  readonly rule: Rule;
  readonly violations: readonly Violation[];
}

export function reviewDocument(document: SourceDocument, options: DocumentReviewOptions): DocumentReview {
  const { packs, today, path, known } = options;
  const run = runRules(document, options);
  const { results, again, ran } = run;
  const secrets = joinSpans(
    results.flatMap(({ rule, violations }) => (rule.mask ? violations.map(({ value }) => value) : [])),
  );
  const show = (span: Span) => maskedSlice(document.text, span, secrets);
  const findings = results.flatMap(({ pack, rule, violations }) =>
    violations.map((violation) => findingOf({ document, pack, rule, violation, show }, options.language)),
  );
  const cross = crossFacts(document, results, { ...options, show });
  const drafts = draftsOf(cross.facts);
  const all = [...findings, ...drafts];
  const marked =
    options.ignoreExceptions === true ? all : applySuppressions(all, { document, packs, ran, today, show });
  const afterDrafts = findings.length + drafts.length;
  const own = [...marked.slice(0, findings.length), ...marked.slice(afterDrafts)].sort(inTextOrder);
  const identity = { document, path: options.recordPath ?? path, show };
  const identified = identify([...own, ...marked.slice(findings.length, afterDrafts)], identity);
  const sections = known?.sections ?? sectionSpans(document).length;
  const exceptions = hasExceptions(document.text);
  return {
    findings: identified.slice(0, own.length),
    skipped: [...run.skipped, ...cross.costly.map((rule) => ({ where: path, why: tooCostly(rule) }))],
    sections,
    secrets,
    facts: changeDrafts(cross.facts, () => identified.slice(own.length)),
    remember: { sections, hits: run.hits, again: [...again, ...cross.again], exceptions },
  };
}

interface Applying {
  readonly pack: RulePack;
  readonly rule: Rule;
}

/** Every rule that applies, on the document or from what is remembered of it. */
function runRules(document: SourceDocument, { packs, path, known, units }: DocumentReviewOptions) {
  const applying = packs.flatMap((pack) =>
    pack.rules
      .filter((rule) => !isKnownQuiet(rule, known) && appliesTo(rule, document, path))
      .map((rule): Applying => ({ pack, rule })),
  );
  const parts = partsOf(
    document,
    applying.map(({ rule }) => rule),
    units,
  );
  const results: RuleFindings[] = [];
  const ran = new Set<string>();
  const hits: Record<string, readonly number[]> = {};
  const again: string[] = [];
  // The reader of a file names a place in it; a report of many files names the file, too.
  const skipped: Skipped[] = document.unread.map((part) => ({ ...part, where: `${path}: ${part.where}` }));
  for (const { pack, rule } of applying) {
    if (rule.unjudged !== undefined) {
      // A rule for a model is asked about the text itself: such a file is read each time.
      again.push(rule.id);
      continue;
    }
    const result = resultOf(rule, document, parts, known);
    const { violations, incomplete } = result;
    if (!isPlain(rule, result)) again.push(rule.id);
    else if (violations.length > 0) hits[rule.id] = numbersOf(rule, violations);
    if (incomplete) skipped.push({ where: path, why: tooCostly(rule) });
    else ran.add(rule.id);
    results.push({ pack, rule, violations });
  }
  return { results, ran, hits, again, skipped };
}

const resultOf = (
  rule: Rule,
  document: SourceDocument,
  parts: DocumentParts,
  known: Remembered | undefined,
): RuleResult =>
  known === undefined || known.again.includes(rule.id)
    ? matchRule(rule, document, parts)
    : { violations: violationsOf(rule, known.hits[rule.id] ?? []), incomplete: false };

/** What the document says to rules that compare documents; `again`: those to which it says something. */
function crossFacts(
  document: SourceDocument,
  results: readonly RuleFindings[],
  { path, language, known, show }: DocumentReviewOptions & Pick<FindingParts, "show">,
) {
  const found: Facts[] = [];
  const costly: Rule[] = [];
  const again: string[] = [];
  for (const { pack, rule } of results) {
    if (rule.consistency === undefined && rule.parity === undefined) continue;
    if (known !== undefined && !known.again.includes(rule.id)) continue;
    const draft = (span: Span) => draftOf({ document, pack, rule, violation: bare(span), show }, language);
    const facts = factsOf(rule, { document, path: path.replace(/^\/+/, ""), draft, show });
    if (facts === undefined) costly.push(rule);
    else found.push(facts);
    if (facts === undefined || facts.statements.length + facts.skeletons.length > 0) again.push(rule.id);
  }
  return { facts: joinFacts(found), costly, again };
}

const bare = (span: Span): Violation => ({ span, value: span, groups: {} });

/** A finding that the comparison finishes: `{detail}` stays in its message. */
function draftOf(parts: FindingParts, language: Language): Finding {
  return findingOf({ ...parts, violation: { ...parts.violation, detail: "{detail}" } }, language);
}

export function appliesTo(rule: Rule, document: SourceDocument, path: string): boolean {
  const { applies, ast, any, required } = rule;
  const { languages } = applies;
  // A query alone has nothing to say of other languages.
  if (ast?.languages.has(document.languageId) === false && any.length + required.length === 0) return false;
  const named = languages === undefined || languagesOf(document).some((language) => languages.has(language));
  return named && applies.matchesPath(path.replace(/^\/+/, ""));
}

function tooCostly(rule: Rule): string {
  if (rule.ast !== undefined)
    return t(
      "Rule {0} could not be checked to the end: the file has no syntax tree (it is too long, or the grammar could not be loaded), or the rule's query takes too long. Check the file by hand, or divide it.",
      rule.id,
    );
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
  const related = (violation.related ?? []).map((span) => relatedOf(document, span, show));
  const message = named(rule.message[language], violation, show)
    .replaceAll("{match}", () => cut(show(violation.value), 80))
    .replaceAll(
      "{missing}",
      () => violation.missing?.label?.[language] ?? violation.missing?.pattern.source ?? "",
    )
    .replaceAll("{detail}", () => violation.detail ?? "");
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
    ...(related.length === 0 ? {} : { related }),
    ...waiverOf(pack, rule.severity),
    refs: rule.refs,
  };
}

function relatedOf(document: SourceDocument, span: Span, show: (span: Span) => string): RelatedPlace {
  const place = document.placeOf?.(span, show);
  return {
    uri: document.uri,
    anchor: document.rangeOf(span),
    ...(place === undefined ? {} : { place }),
    evidence: cut(show(span)),
  };
}

/** `{name}` is what a capture of the rule's query found. */
function named(message: string, { names = {} }: Violation, show: FindingParts["show"]): string {
  return Object.entries(names).reduce(
    (text, [name, span]) => text.replaceAll(`{${name}}`, () => cut(show(span), 80)),
    message,
  );
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
