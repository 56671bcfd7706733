/** What a review found, in words and counts; the message, the page and the Markdown all use it. */
import {
  type Coverage,
  type Finding,
  type ReviewRequest,
  severities,
  type Severity,
} from "../../../server/src/protocol";
import { inARow, type Translate } from "../translate";

export type ReviewResult = ReviewRequest.Result;

export interface FileFindings {
  readonly uri: string;
  readonly findings: readonly Finding[];
}

export const groupings = ["file", "rule", "severity"] as const;
export type Grouping = (typeof groupings)[number];

export interface FindingGroup {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export function severityName(severity: Severity, t: Translate): string {
  return {
    critical: t("Critical"),
    high: t("High"),
    medium: t("Medium"),
    low: t("Low"),
    info: t("Information"),
  }[severity];
}

/** Findings that ask for something: not those a person suppressed with a reason. */
export const unsuppressed = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((finding) => finding.status !== "suppressed");

/** `High: 3, Low: 2`, the gravest first, or that there are none. */
export function countsLine(findings: readonly Finding[], t: Translate): string {
  const counts = severities
    .toReversed()
    .map((severity) => ({
      severity,
      count: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${severityName(severity, t)}: ${count}`);
  return counts.length === 0
    ? t("No findings.")
    : t("Findings: {0} ({1}).", findings.length, counts.join(", "));
}

/** Promise P3: what was and what was not looked at. */
export function coverageLine(coverage: Coverage, t: Translate): string {
  const read = t(
    "Reviewed {0} of {1} files with {2} rules.",
    coverage.reviewed,
    coverage.files,
    coverage.rules,
  );
  const left = coverage.skipped.filter(({ textless }) => textless !== true).length;
  const { judged, unjudged = [] } = coverage;
  const open = unjudged.reduce((sum, { rules }) => sum + rules.length, 0);
  const asked =
    judged === undefined || judged.questions === 0
      ? ""
      : t(
          "{0} judged {1} of {2} questions and set {3} aside.",
          judged.model,
          judged.questions - judged.notJudged,
          judged.questions,
          judged.setAside,
        );
  const notAsked = open === 0 ? "" : t("Rules that need a model's judgement and were not judged: {0}.", open);
  const nothing = open === 0 ? t("Nothing was left out.") : "";
  return inARow(
    read,
    asked,
    notAsked,
    left === 0 ? nothing : t("Left out: {0}, listed in the report.", left),
  );
}

/** What was left out, what is only noted, and the rules that nobody judged, each in a line. */
export function leftOutLists(
  { skipped, unjudged = [] }: Coverage,
  t: Translate,
): readonly { readonly title: string; readonly items: readonly string[] }[] {
  const lines = (noted: boolean) =>
    skipped
      .filter(({ textless }) => (textless === true) === noted)
      .map(({ where, why }) => `${where}: ${why}`);
  const items = unjudged.map(({ rules, why }) => inARow(why, rules.join(", ")));
  return [
    { title: t("Rules that were not judged"), items },
    { title: t("Left out"), items: lines(false) },
    { title: t("Noted, no gap"), items: lines(true) },
  ];
}

/** As the user wants to work through them; in a group, by file and line. */
export function groupsOf(
  findings: readonly Finding[],
  grouping: Grouping,
  { nameOf, t }: { readonly nameOf: (uri: string) => string; readonly t: Translate },
): readonly FindingGroup[] {
  const files = byFile(findings);
  if (grouping === "file") return files.map((file) => ({ title: nameOf(file.uri), findings: file.findings }));
  const ordered = files.flatMap((file) => file.findings);
  const groups = new Map<string, Finding[]>();
  for (const finding of ordered) {
    const key = finding[grouping];
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  if (grouping === "rule")
    return [...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([title, list]) => ({ title, findings: list }));
  return severities.toReversed().flatMap((severity) => {
    const list = groups.get(severity);
    return list === undefined ? [] : [{ title: severityName(severity, t), findings: list }];
  });
}

/** What a person decided about a finding, in one line; empty where nobody did. */
export function decisionLine({ decision, waiver }: Finding, t: Translate): string {
  if (decision === undefined) return "";
  const { by, on, reason, state, due, approvals } = decision;
  const said = {
    falsePositive: t("False positive"),
    acceptedRisk: t("Risk accepted"),
    toFix: t("To be fixed"),
    fixed: t("Fixed"),
  }[decision.verdict];
  const notes: Partial<Record<typeof state, string>> = {
    waiting: [
      t("Waiting for approval"),
      t("{0} of {1} others have agreed.", approvals.length, waiver?.approvals ?? 0),
    ].join(" · "),
    ended: due === undefined ? t("It names no last day, as the rule pack asks.") : t("The day has passed."),
    stillFound: t("It is still found."),
  };
  const note = notes[state] ?? "";
  return [`${t("{0}: {1} ({2}, {3})", said, reason, by, on)}${due === undefined ? "" : ` – ${due}`}`, note]
    .filter((part) => part !== "")
    .join(" · ");
}

/** By file, each in the order of its lines. */
export function byFile(findings: readonly Finding[]): readonly FileFindings[] {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = files.get(finding.uri);
    if (list) list.push(finding);
    else files.set(finding.uri, [finding]);
  }
  const place = ({ anchor }: Finding) => anchor.start.line * 100_000 + anchor.start.character;
  return [...files]
    .map(([uri, list]) => ({ uri, findings: list.toSorted((a, b) => place(a) - place(b)) }))
    .toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
}
