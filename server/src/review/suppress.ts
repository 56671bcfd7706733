/** Findings the author excused, and excuses that do not hold: both are shown, nothing disappears. */
import { type SourceDocument, type Span } from "../documents/document";
import { type Finding, type Severity } from "../protocol";
import { t } from "../util/l10n";
import { type RulePack } from "./rules";
import { type SuppressionComment, suppressionComments } from "./suppressionComment";
import { isDay, waiverOf } from "./triage";

/** The rule id of findings about suppressions themselves. */
export const suppressionRule = "hanare.suppression";

export interface SuppressionContext {
  readonly document: SourceDocument;
  /** The packs that were checked, all rules included. */
  readonly packs: readonly RulePack[];
  /** Rules that really ran on this document; a suppression of another one cannot be called unused. */
  readonly ran: ReadonlySet<string>;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** The text at a span with the secrets in it masked. */
  readonly show: (span: Span) => string;
}

/** The findings with the excused ones marked, then the findings about the comments. Pure. */
export function applySuppressions(
  findings: readonly Finding[],
  context: SuppressionContext,
): readonly Finding[] {
  const comments = suppressionComments(context.document);
  if (comments.length === 0) return findings;
  const used = new Set<string>();
  const marked = findings.map((finding) => {
    const comment = comments.find(
      (one) =>
        one.rules.includes(finding.rule) &&
        one.lines.has(finding.anchor.start.line) &&
        defect(one, finding.rule, context) === undefined,
    );
    for (const one of comments) {
      if (one.rules.includes(finding.rule) && one.lines.has(finding.anchor.start.line))
        used.add(key(one, finding.rule));
    }
    return comment === undefined ? finding : suppressed(finding, comment);
  });
  return [...marked, ...comments.flatMap((comment) => complaints(comment, used, context))];
}

const key = (comment: SuppressionComment, rule: string) => `${comment.span.start} ${rule}`;

function suppressed(
  { fix: _fix, ...finding }: Finding,
  { reason, owner, until }: SuppressionComment,
): Finding {
  const suppression = {
    reason,
    ...(owner === undefined ? {} : { owner }),
    ...(until === undefined ? {} : { until }),
  };
  return { ...finding, status: "suppressed", suppression };
}

/** Why the comment does not hold for the rule. */
function defect(
  comment: SuppressionComment,
  rule: string,
  { packs, today }: SuppressionContext,
): string | undefined {
  const { reason, owner, until } = comment;
  if (reason === "") {
    return t(
      "This hanare-ignore gives no reason and has no effect. Write why the rule does not apply here: hanare-ignore {0} -- reason",
      rule,
    );
  }
  if (until !== undefined && !isDay(until)) {
    return t("This hanare-ignore ends on {0}, which is not a day. Write the day as YYYY-MM-DD.", until);
  }
  if (until !== undefined && until < today) {
    return t(
      "This hanare-ignore ended on {0}. Mend the finding of rule {1}, or have the exception approved again and change the day.",
      until,
      rule,
    );
  }
  const asking = packs.find(({ rules }) => rules.some(({ id }) => id === rule));
  const severity = asking?.rules.find(({ id }) => id === rule)?.severity;
  const others = asking && severity && waiverOf(asking, severity).waiver?.approvals;
  if (others !== undefined) {
    return t(
      "This hanare-ignore has no effect: by the rule pack, {0} other people must agree to an exception from rule {1}. Record a decision about the finding, to which they can agree.",
      others,
      rule,
    );
  }
  const asks = asking?.suppression;
  if ((asks?.owner === true && owner === undefined) || (asks?.until === true && until === undefined)) {
    return t(
      "This hanare-ignore has no effect: the rule pack asks for more than a reason. Write: hanare-ignore {0} -- reason (owner, until YYYY-MM-DD)",
      rule,
    );
  }
  return undefined;
}

function complaints(
  comment: SuppressionComment,
  used: ReadonlySet<string>,
  context: SuppressionContext,
): readonly Finding[] {
  if (comment.rules.length === 0) {
    const message = t(
      "This hanare-ignore names no rule and has no effect. Write: hanare-ignore RULE-ID -- reason",
    );
    return [finding(comment, "medium", message, context)];
  }
  return comment.rules.flatMap((rule) => {
    const broken = defect(comment, rule, context);
    if (broken !== undefined) return [finding(comment, "medium", broken, context)];
    const known = context.packs.some(({ rules }) => rules.some(({ id }) => id === rule));
    if (used.has(key(comment, rule)) || (known && !context.ran.has(rule))) return [];
    const message = known
      ? t("This hanare-ignore is not needed: rule {0} finds nothing here any more. Remove it.", rule)
      : t(
          "This hanare-ignore names rule {0}, which no rule pack in use has. Correct the name or remove it.",
          rule,
        );
    return [finding(comment, "low", message, context)];
  });
}

function finding(
  { span }: SuppressionComment,
  severity: Severity,
  message: string,
  { document, show }: SuppressionContext,
): Finding {
  const place = document.placeOf?.(span, show);
  return {
    rule: suppressionRule,
    pack: "hanare",
    severity,
    message,
    uri: document.uri,
    anchor: document.rangeOf(span),
    ...(place === undefined ? {} : { place }),
    evidence: show(span),
    status: "confirmed",
    source: "match",
    refs: [],
  };
}
