/** The list of findings as people keep it in a spreadsheet (指摘一覧表): the columns of CSV and Excel. */
import { type Finding, type ReviewReport } from "../../protocol";
import { t } from "../../util/l10n";
import { relativePath } from "../paths";
import { type ReportContext } from "./index";
import { actionText, dueText, judgementText, ownerText, placeText, relatedText, stateName } from "./words";

export const tableHead = (): readonly string[] => [
  t("No."),
  t("Document"),
  t("Place"),
  t("Source text"),
  t("Rule and clause"),
  t("Verdict"),
  t("Action"),
  t("Owner"),
  t("Due"),
  t("State"),
];

/** One row a finding, excused ones included. */
export const tableRows = (
  { findings }: ReviewReport,
  { root }: ReportContext,
): readonly (readonly string[])[] =>
  findings.map((finding, index) => [
    String(index + 1),
    relativePath(root, finding.uri),
    placeText(finding),
    [finding.evidence, ...(finding.related ?? []).map((one) => `↔ ${relatedText(one, root)}`)].join("\n"),
    ruleText(finding),
    judgementText(finding),
    actionText(finding),
    ownerText(finding),
    dueText(finding),
    stateName(finding),
  ]);

const ruleText = ({ rule, message, refs }: Finding) =>
  [`${rule}: ${message}`, ...refs.map(({ control }) => control)].join("\n");
