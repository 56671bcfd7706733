/** The journal's names in the user's language. */
import { type JournalPeriod, type JournalTask } from "../../../server/src/protocol";
import { type Translate } from "../translate";

export const taskName = (task: JournalTask, t: Translate): string =>
  ({
    completion: t("Code completion"),
    summarize: t("Summaries"),
    ask: t("Questions"),
    review: t("Review"),
    proofread: t("Proofreading"),
    draft: t("Drafts"),
    code: t("Tasks on code"),
    commit: t("Commit messages"),
    chat: t("Chat"),
    other: t("Other"),
  })[task];

export const periodName = (days: JournalPeriod, t: Translate): string =>
  ({ 1: t("Today"), 7: t("7 days"), 30: t("30 days"), 90: t("90 days") })[days];

/** Statuses, verdicts and decisions; names of filters and error codes stay as they are. */
export function countName(name: string, t: Translate): string {
  const names: Readonly<Record<string, string>> = {
    confirmed: t("confirmed"),
    advisory: t("advisory"),
    unlocated: t("not located"),
    suppressed: t("excused"),
    violations: t("violations"),
    compliant: t("compliant"),
    notApplicable: t("not applicable"),
    setAside: t("set aside at a second look"),
    notJudged: t("not judged"),
    falsePositive: t("false positive"),
    acceptedRisk: t("accepted risk"),
    toFix: t("to be fixed"),
    fixed: t("fixed"),
    approved: t("agreed to"),
  };
  return names[name] ?? name;
}
