/** The report for an auditor: one file without script or anything remote, to read on screen and to print. */
import { type Finding } from "../../../protocol";
import { t } from "../../../util/l10n";
import { staticPage } from "../../../util/staticPage";
import { openFindings } from "../../packSet";
import { relativePath } from "../../paths";
import { type PackInfo } from "../../rules";
import {
  countBySeverity,
  coverageSentence,
  gapsTitle,
  isIncomplete,
  isWhole,
  judgedLines,
  leftOut,
  notesTitle,
  severityName,
  type SkippedGroup,
  unjudgedLines,
} from "../coverage";
import { type ReportContext, type ReportWriter } from "../index";
import { markOf } from "../words";
import { finding, excusedFinding } from "./finding";
import { appendix } from "./appendix";
import { escapeHtml, facts, type Html, list, short, table } from "../../../util/markup";
import { style } from "./style";

export const writeHtml: ReportWriter = (report, context) => {
  const { findings } = report;
  const title = t("Review report");
  const excused = findings.filter(({ status }) => status === "suppressed");
  const mark = markOf(context);
  const parts = [
    mark === undefined ? "" : `<p class="mark">${escapeHtml(mark)}</p>`,
    `<h1>${escapeHtml(title)}</h1>`,
    head(context),
    `<h2>${escapeHtml(t("Coverage"))}</h2>`,
    statement(report.coverage, context),
    `<h2>${escapeHtml(t("Summary"))}</h2>`,
    summary(findings),
    `<h2>${escapeHtml(t("Findings"))}</h2>`,
    ...byFile(openFindings(findings), context),
    ...(excused.length === 0
      ? []
      : [
          `<h2>${escapeHtml(t("Excused findings"))}</h2>`,
          ...excused.map((one) => excusedFinding(one, context)),
        ]),
    ...gone(context),
    `<h2>${escapeHtml(t("Rule packs"))}</h2>`,
    packTable(context.packs),
    `<h2>${escapeHtml(t("Sign-off"))}</h2>`,
    signatures(context),
    ...appendix(report, context),
  ];
  return staticPage({ title, style, body: parts.filter((part) => part !== "").join("\n") });
};

function head({ tool, when, model, head: hash }: ReportContext): Html {
  return facts([
    [t("Date"), escapeHtml(when ?? "")],
    [t("Made with"), escapeHtml(`${tool.name} ${tool.version}`)],
    [
      t("Model"),
      model === undefined
        ? escapeHtml(t("None: only rules were used."))
        : `${escapeHtml(model.name)}${model.sha256 === undefined ? "" : `<br><span class="hash">SHA-256 ${escapeHtml(model.sha256)}</span>`}`,
    ],
    [
      t("Head of the audit record"),
      hash === undefined ? "" : `<span class="hash">${escapeHtml(hash)}</span>`,
    ],
  ]);
}

function statement(coverage: Parameters<typeof coverageSentence>[0], { packProblems }: ReportContext): Html {
  const incomplete = isIncomplete(coverage, packProblems);
  const { gaps, gapCount, notes, noteCount } = leftOut(coverage);
  const missing = gapCount + packProblems.length;
  const lines = [coverageSentence(coverage), ...judgedLines(coverage), ...unjudgedLines(coverage)];
  return `<div class="statement${incomplete ? " incomplete" : ""}">
${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("\n")}
${titled(missing === 0 ? "" : gapsTitle(missing), [...packProblems.map(escapeHtml), ...gaps.map(group)])}
${isWhole(coverage, packProblems) ? `<p><strong>${escapeHtml(t("Nothing was left out."))}</strong></p>` : ""}
${titled(noteCount === 0 ? "" : notesTitle(noteCount), notes.map(group))}</div>`;
}

const group = ({ why, where }: SkippedGroup): Html => `${escapeHtml(why)}${list(where.map(escapeHtml))}`;

const titled = (title: string, items: readonly Html[]): Html =>
  title === "" ? "" : `<p><strong>${escapeHtml(title)}</strong></p>${list(items)}`;

function summary(findings: readonly Finding[]): Html {
  const counts = countBySeverity(findings);
  if (counts.length === 0) return `<p>${escapeHtml(t("No findings."))}</p>`;
  return table(
    [t("Severity"), t("Findings")],
    counts.map(([severity, count]) => [
      `<span class="severity ${severity}">${escapeHtml(severityName(severity))}</span>`,
      String(count),
    ]),
  );
}

function byFile(open: readonly Finding[], context: ReportContext): readonly Html[] {
  if (open.length === 0) return [`<p>${escapeHtml(t("No findings."))}</p>`];
  const files = new Map<string, Finding[]>();
  for (const one of open) files.set(one.uri, [...(files.get(one.uri) ?? []), one]);
  return [...files].map(
    ([uri, findings]) => `<section><h3>${escapeHtml(relativePath(context.root, uri))}</h3>
${findings.map((one) => finding(one, context)).join("\n")}</section>`,
  );
}

function gone({ gone: groups }: ReportContext): readonly Html[] {
  if (groups === undefined || groups.length === 0) return [];
  return [
    `<h2>${escapeHtml(t("Gone since the baseline"))}</h2>`,
    table(
      [t("Document"), t("Rule"), t("Findings")],
      groups.map(({ file, rule, count }) => [escapeHtml(file), escapeHtml(rule), String(count)]),
    ),
  ];
}

const packTable = (packs: readonly PackInfo[]): Html =>
  table(
    [t("Rule pack"), t("Version"), t("In force"), t("Kept by"), t("Approved by"), "SHA-256"],
    packs.map(({ id, title, version, from, until, owner, approver, sha256 }) => [
      `${escapeHtml(title)}<br><span class="soft">${escapeHtml(id)}</span>`,
      short(version),
      escapeHtml(
        from === undefined && until === undefined ? t("always") : `${from ?? "…"} – ${until ?? "…"}`,
      ),
      escapeHtml(owner ?? ""),
      escapeHtml(approver ?? ""),
      `<span class="hash">${escapeHtml(sha256)}</span>`,
    ]),
  );

function signatures({ head: hash }: ReportContext): Html {
  const empty = ["", "", ""];
  const rows = [t("Made by"), t("Checked by"), t("Approved by")].map((role) => [escapeHtml(role), ...empty]);
  const note =
    hash === undefined
      ? ""
      : `<p>${escapeHtml(t("The audit record belongs to this report if hanare audit verify --head answers this hash:"))} <span class="hash">${escapeHtml(hash)}</span></p>`;
  return `<div class="signatures">${table([t("Role"), t("Name"), t("Date"), t("Signature or seal")], rows)}
<p class="soft">${escapeHtml(t("Whoever made the review cannot check it."))}</p>${note}</div>`;
}
