/** What a reader must know beside the findings: what was checked, and what was not. */
import { type Coverage, type Finding, severities, type Severity } from "../../protocol";
import { t } from "../../util/l10n";
import { type Gone } from "../baseline";
import { openFindings } from "../packSet";
import { type ReportContext } from "./index";

export interface SkippedGroup {
  readonly why: string;
  readonly where: readonly string[];
}

/** The same reason once, with everything it holds for. */
export function skippedGroups({ skipped }: Coverage): readonly SkippedGroup[] {
  const groups = new Map<string, string[]>();
  for (const { where, why } of skipped) groups.set(why, [...(groups.get(why) ?? []), where]);
  return [...groups].map(([why, where]) => ({ why, where }));
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
export function isIncomplete({ skipped }: Coverage, packProblems: ReportContext["packProblems"]): boolean {
  return skipped.some(({ textless }) => textless !== true) || packProblems.length > 0;
}

/** Open findings of at least this severity that no baseline has: exit code 1 of the CLI. */
export function findingsAtLeast(findings: readonly Finding[], severity: Severity): readonly Finding[] {
  const least = severities.indexOf(severity);
  return openFindings(findings).filter(
    (finding) => finding.known !== true && severities.indexOf(finding.severity) >= least,
  );
}

export const goneCount = (gone: readonly Gone[]): number => gone.reduce((sum, { count }) => sum + count, 0);
