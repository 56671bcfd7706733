/** Words that every report uses for the same thing. */
import { strictest } from "../../documents/marks";
import { type Finding, type FindingDecision, type RelatedPlace, type Verdict } from "../../protocol";
import { t } from "../../util/l10n";
import { relativePath } from "../paths";
import { severityName } from "./coverage";
import { type ReportContext } from "./index";

/** A report shows words of its documents, so it bears the strictest of their confidentiality marks. */
export const markOf = ({ files = [] }: ReportContext): string | undefined =>
  strictest(files.flatMap(({ mark }) => mark ?? []));

export function verdictName(verdict: Verdict): string {
  const names: Readonly<Record<Verdict, string>> = {
    falsePositive: t("False positive"),
    acceptedRisk: t("Risk accepted"),
    toFix: t("To be fixed"),
    fixed: t("Fixed"),
  };
  return names[verdict];
}

/** Every state that `stateName` can answer, in the order of work. */
export const stateNames = (): readonly string[] => [
  t("Not handled"),
  t("To be fixed"),
  t("Waiting for approval"),
  t("Excused"),
  t("Fixed"),
];

export function stateName({ status, decision }: Finding): string {
  if (status === "suppressed") return t("Excused");
  const names: Readonly<Record<FindingDecision["state"], string>> = {
    inForce: t("Excused"),
    waiting: t("Waiting for approval"),
    ended: t("Not handled"),
    open: t("To be fixed"),
    stillFound: t("Not handled"),
  };
  return decision === undefined ? t("Not handled") : names[decision.state];
}

/** How grave, and how sure: only what a rule or an able model found is confirmed. */
export function judgementText({ severity, status }: Finding): string {
  const name = severityName(severity);
  if (status === "advisory") return t("{0} (a hint)", name);
  return status === "unlocated" ? t("{0} (place not found)", name) : name;
}

export const placeText = ({ anchor, place }: Pick<Finding, "anchor" | "place">): string =>
  place ?? t("Line {0}", anchor.start.line + 1);

/** Another place of a finding with what stands there, in one line. */
export const relatedText = (one: RelatedPlace, root: string | undefined): string =>
  `${relativePath(root, one.uri)} (${placeText(one)}): ${one.evidence.trim().replace(/\s+/gu, " ")}`;

/** Where a fix, an exception or a decision stands; empty for a finding that nobody has looked at. */
export function actionText({ decision, suppression, waiver }: Finding): string {
  if (decision === undefined) return suppression?.reason ?? "";
  const { verdict, by, on, reason, due, approvals, state } = decision;
  const said = t("{0}: {1} ({2}, {3})", verdictName(verdict), reason, by, on);
  const agreed = approvals.map((approval) => t("Agreed: {0}, {1}", approval.by, approval.on));
  const notes: Partial<Record<FindingDecision["state"], string>> = {
    waiting: t("{0} of {1} others have agreed.", approvals.length, waiver?.approvals ?? 0),
    ended: due === undefined ? t("It names no last day, as the rule pack asks.") : t("The day has passed."),
    stillFound: t("It is still found."),
  };
  const note = notes[state];
  return [said, ...agreed, ...(note === undefined ? [] : [note])].join("\n");
}

export const ownerText = ({ decision, suppression }: Finding): string =>
  decision?.owner ?? (decision === undefined ? suppression?.owner : undefined) ?? "";

export const dueText = ({ decision, suppression }: Finding): string =>
  decision?.due ?? suppression?.until ?? "";
