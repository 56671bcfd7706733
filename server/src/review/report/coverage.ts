/** What a reader must know beside the findings: what was checked, and what was not. */
import {
  type Coverage,
  type Finding,
  type JudgeCoverage,
  type JudgeExam,
  severities,
  type Severity,
  type Skipped,
} from "../../protocol";
import { language, t } from "../../util/l10n";
import { type Gone } from "../baseline";
import { openFindings } from "../packSet";
import { type ReportContext } from "./index";

export interface SkippedGroup {
  readonly why: string;
  readonly where: readonly string[];
}

/** What was left out, apart from what is only noted. Each reason once, with everything it holds for. */
export interface LeftOut {
  /** Not read, or not checked to the end: the review is incomplete. */
  readonly gaps: readonly SkippedGroup[];
  readonly gapCount: number;
  /** Nothing is missing, or somebody wanted it so. */
  readonly notes: readonly SkippedGroup[];
  readonly noteCount: number;
}

export function leftOut({ skipped }: Coverage): LeftOut {
  const gaps = skipped.filter(({ textless }) => textless !== true);
  const notes = skipped.filter(({ textless }) => textless === true);
  return {
    ...{ gaps: grouped(gaps), gapCount: gaps.length },
    ...{ notes: grouped(notes), noteCount: notes.length },
  };
}

function grouped(skipped: readonly Skipped[]): readonly SkippedGroup[] {
  const groups = new Map<string, string[]>();
  for (const { where, why } of skipped) {
    const known = groups.get(why);
    if (known === undefined) groups.set(why, [where]);
    else known.push(where);
  }
  return [...groups].map(([why, where]) => ({ why, where }));
}

/** Titles of the two lists. */
export const gapsTitle = (count: number) => t("Not reviewed or not fully reviewed: {0}", count);
export const notesTitle = (count: number) => t("Noted, no gap: {0}", count);

/** Nothing of what should have been read and checked is missing, rules for a model included. */
export const isWhole = (coverage: Coverage, packProblems: ReportContext["packProblems"]): boolean =>
  !isIncomplete(coverage, packProblems) && (coverage.unjudged ?? []).length === 0;

/** Rules that need a model, where none judged them; empty when there are none. */
export function unjudgedLines({ unjudged = [] }: Coverage): readonly string[] {
  const space = language() === "ja" ? "" : " ";
  return unjudged.map(({ rules, why, required }) =>
    [
      t(
        "Rules that need a model's judgement and were not judged ({0}): {1}.",
        rules.length,
        rules.join(", "),
      ),
      why,
      ...(required === true ? [t("Their judgement is required: the review is incomplete.")] : []),
    ].join(space),
  );
}

/** The gravest first; severities without findings are left out. */
export function countBySeverity(findings: readonly Finding[]): readonly (readonly [Severity, number])[] {
  const open = openFindings(findings);
  return [...severities]
    .reverse()
    .map((severity) => [severity, open.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0);
}

export function severityName(severity: Severity): string {
  const names: Readonly<Record<Severity, string>> = {
    critical: t("critical"),
    high: t("high"),
    medium: t("medium"),
    low: t("low"),
    info: t("info"),
  };
  return names[severity];
}

export function coverageSentence({ files, reviewed, sections, rules }: Coverage): string {
  return t("Files reviewed: {0} of {1}. Sections: {2}. Rules: {3}.", reviewed, files, sections, rules);
}

/** True when something was not read, not judged or not loaded: exit code 4 of the CLI. */
export function isIncomplete(coverage: Coverage, packProblems: ReportContext["packProblems"]): boolean {
  const { skipped, judged, unjudged = [] } = coverage;
  const isAwaited = unjudged.some(({ required }) => required === true);
  // A violation that the model sees but does not place is not judged to the end, either.
  const unplaced = judged !== undefined && judged.unlocated > 0;
  const hasGaps = skipped.some(({ textless }) => textless !== true);
  return hasGaps || isAwaited || unplaced || packProblems.length > 0;
}

/** The model as reports name it; nothing where only rules were used. */
export const judgedBy = ({ judged }: Coverage): Pick<ReportContext, "model"> =>
  judged === undefined
    ? {}
    : { model: { name: judged.model, ...(judged.sha256 === undefined ? {} : { sha256: judged.sha256 }) } };

/** What a model judged and how it did in its exams; empty when none was asked. */
export function judgedLines({ judged }: Coverage): readonly string[] {
  if (judged === undefined) return [];
  const { questions, violations, compliant, notApplicable, setAside, unlocated, notJudged, hidden } = judged;
  const { leftOut = 0 } = judged;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const standings: Readonly<Record<JudgeExam["standing"], string>> = {
    confirms: t("its findings count"),
    advises: t("its findings are hints"),
    "not-asked": t("not asked"),
  };
  return [
    t(
      "Judged by {0} ({1}): {2} questions (a rule on a section). Violation: {3}. Compliant: {4}. Not applicable: {5}. Judged and set aside: {6}. Place not found: {7}. Not judged: {8}.",
      ...[judged.model, engineOf(judged), questions, violations, compliant, notApplicable],
      ...[setAside, unlocated, notJudged],
    ),
    ...judged.exams.flatMap(({ pack, standing, cases, of, precision, recall, hints = [] }) => [
      of === undefined
        ? t(
            "Exam in rule pack {0}: precision {1}, recall {2}, {3} examples; {4}.",
            ...[pack, percent(precision), percent(recall), cases, standings[standing]],
          )
        : t(
            "Exam in rule pack {0}: ended after {1} of {2} examples, for it could not be passed any more; {3}.",
            ...[pack, cases, of, standings[standing]],
          ),
      ...(hints.length === 0
        ? []
        : [
            t(
              "Rules in whose examples it was wrong too often, so that its findings are hints: {0}",
              hints.join(", "),
            ),
          ]),
    ]),
    ...(leftOut === 0
      ? []
      : [
          t(
            "Questions not asked, because the rule pack asks only about the sections that are most like the rule: {0}.",
            leftOut,
          ),
        ]),
    ...(hidden === 0
      ? []
      : [t("Sentences that tell the reviewer what to think, hidden from the model: {0}.", hidden)]),
  ];
}

/** Judgements of another one are not comparable. */
const engineOf = ({ engine, sha256 }: JudgeCoverage) =>
  sha256 === undefined ? engine : `${engine}, SHA-256 ${sha256.slice(0, 12)}…`;

/** What a reader must know of a finding that is less than confirmed; empty for others. */
export function statusNote({ status }: Finding): string {
  if (status === "advisory") return t("a hint, check it yourself");
  return status === "unlocated" ? t("the model names no place in this section; check it yourself") : "";
}

/**
 * Open findings of at least this severity that no baseline has: exit code 1 of the CLI. Hints of a model are no
 * reason to stop somebody's pipeline.
 */
export function findingsAtLeast(findings: readonly Finding[], severity: Severity): readonly Finding[] {
  const least = severities.indexOf(severity);
  return openFindings(findings).filter(
    ({ known, severity, status }) =>
      known !== true && status === "confirmed" && severities.indexOf(severity) >= least,
  );
}

export const goneCount = (gone: readonly Gone[]): number => gone.reduce((sum, { count }) => sum + count, 0);
