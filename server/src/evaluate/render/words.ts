/** Kinds, outcomes and figures in the user's language. */
import { t } from "../../util/l10n";
import { type CaseKind } from "../cases";
import { type Interval } from "../interval";
import { type CaseResult } from "../run";
import { type Tally } from "../tally";

export function kindName(kind: CaseKind | undefined): string {
  switch (kind) {
    case "complete":
      return t("Completion");
    case "review":
      return t("Review");
    case "ask":
      return t("Questions");
    case "summarize":
      return t("Summaries");
    case "refuse":
      return t("Prompts and refusals");
    case "code":
      return t("Tasks on code");
    case "draft":
      return t("Drafts");
    case "commit":
      return t("Commit messages");
    default:
      return t("All cases");
  }
}

export function outcomeName({ outcome }: Pick<CaseResult, "outcome">): string {
  if (outcome === "passed") return t("passed");
  return outcome === "failed" ? t("not passed") : t("not run");
}

const percent = (share: number) => (share * 100).toFixed(0);

/** `31/40 (78 %, 63–88 %)`; a dash where nothing was run. */
export function shareText({ passed, run, share, interval: { low, high } }: Tally): string {
  if (run === 0) return "–";
  return t("{0}/{1} ({2} %, {3}–{4} %)", passed, run, percent(share), percent(low), percent(high));
}

/** `+12 (-3 to +25)`, in percentage points. */
export const differenceText = (difference: number, { low, high }: Interval): string =>
  t("{0} ({1} to {2})", signed(difference), signed(low), signed(high));

function signed(share: number): string {
  const points = Math.round(share * 100);
  return points > 0 ? `+${points}` : String(points);
}

export const secondsText = (ms: number): string => t("{0} s", (ms / 1000).toFixed(1));

export const chanceText = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));

/** An answer as one line of a table. */
export function excerpt(text: string | undefined): string {
  const line = (text ?? "").trim().replace(/\s*[\r\n]+\s*/gu, " ⏎ ");
  return line.length > longestExcerpt ? `${line.slice(0, longestExcerpt)}…` : line;
}

const longestExcerpt = 240;
