/** Behind the signatures, for it may be long: which documents were reviewed, in which version, and by which rules. */
import { type ReviewReport } from "../../../protocol";
import { t } from "../../../util/l10n";
import { openFindings } from "../../packSet";
import { relativePath } from "../../paths";
import { severityName } from "../coverage";
import { type ReportContext } from "../index";
import { escapeHtml, type Html, short, table } from "../../../util/markup";

export const appendix = (report: ReviewReport, context: ReportContext): readonly Html[] => [
  ...documents(context),
  ...rules(report, context),
];

function documents({ files = [], root }: ReportContext): readonly Html[] {
  if (files.length === 0) return [];
  const rows = files.map(({ uri, sha256 }) => [
    escapeHtml(relativePath(root, uri)),
    `<span class="hash">${escapeHtml(sha256)}</span>`,
  ]);
  return [`<h2>${escapeHtml(t("Reviewed documents"))}</h2>`, table([t("Document"), "SHA-256"], rows)];
}

/** Those that found nothing, too: a clause without findings was looked at. */
function rules({ findings, coverage }: ReviewReport, context: ReportContext): readonly Html[] {
  const counts = new Map<string, number>();
  for (const { rule } of openFindings(findings)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const unjudged = new Set((coverage.unjudged ?? []).flatMap((one) => one.rules));
  const rows = context.rules
    .filter(({ pack }) => pack !== "hanare")
    .map(({ id, pack, title, severity, refs }) => [
      escapeHtml(id),
      escapeHtml(title),
      short(severityName(severity)),
      escapeHtml(refs.map(({ control }) => control).join("; ")),
      short(unjudged.has(`${pack} ${id}`) ? t("not judged") : String(counts.get(id) ?? 0)),
    ]);
  if (rows.length === 0) return [];
  const head = [t("Rule"), t("Title"), t("Severity"), t("Clause"), t("Findings")];
  return [`<h2>${escapeHtml(t("Rules in force"))}</h2>`, table(head, rows)];
}
