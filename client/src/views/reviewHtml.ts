/** A review as a page that somebody who does not code can read from top to bottom. */
import { type Finding } from "../../../server/src/protocol";
import { inARow, type Translate } from "../translate";
import { button, chip, escapeHtml, langAttribute, type Target } from "./html";
import {
  byFile,
  countsLine,
  coverageLine,
  unsuppressed,
  type ReviewResult,
  severityName,
} from "./reviewText";
import { type Rendered } from "./summaryHtml";

export interface ReviewOptions {
  /** A file's name as the user knows it. */
  readonly nameOf: (uri: string) => string;
  /** Date and time of the review, as the user writes them. */
  readonly when: string;
}

function references(finding: Finding): string {
  return finding.refs
    .map(({ control, url }) =>
      url !== undefined && /^https:\/\//u.test(url)
        ? `<a href="${escapeHtml(url)}">${escapeHtml(control)}</a>`
        : escapeHtml(control),
    )
    .join(", ");
}

function statusLine(finding: Finding, t: Translate): string {
  if (finding.status === "suppressed") return t("Suppressed: {0}", finding.suppression?.reason ?? "");
  if (finding.status === "advisory") return t("A hint, please check it yourself.");
  return finding.status === "unlocated" ? t("The exact place was not found.") : "";
}

/** The finding's range and, where the file has no lines, its place in words. */
export const placeOf = ({ anchor, place }: Finding): Omit<Target, "uri"> => ({
  range: anchor,
  ...(place === undefined ? {} : { place }),
});

function findingItem(finding: Finding, targets: Target[], t: Translate): string {
  const place =
    finding.status === "unlocated" ? "" : chip(targets, { uri: finding.uri, ...placeOf(finding) }, t);
  const status = statusLine(finding, t);
  const facts = [escapeHtml(finding.rule), references(finding), escapeHtml(status)].filter(
    (fact) => fact !== "",
  );
  const evidence =
    finding.evidence.trim() === ""
      ? ""
      : `<blockquote${langAttribute(finding.evidence)}>${escapeHtml(finding.evidence)}</blockquote>`;
  return `<li><span class="severity ${finding.severity}">${escapeHtml(severityName(finding.severity, t))}</span>
<span${langAttribute(finding.message)}>${escapeHtml(finding.message)}</span> ${place}
${evidence}<p class="facts">${facts.join(" · ")}</p></li>`;
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("");
  return `<section><h2>${escapeHtml(title)}</h2><ul>${items}</ul></section>`;
}

export function renderReview(result: ReviewResult, options: ReviewOptions, t: Translate): Rendered {
  const targets: Target[] = [];
  const files = byFile(result.findings).map(({ uri, findings }) => {
    const items = findings.map((finding) => findingItem(finding, targets, t)).join("\n");
    return `<section><h2>${escapeHtml(options.nameOf(uri))}</h2><ul class="findings">${items}</ul></section>`;
  });
  const suppressed = result.findings.length - unsuppressed(result.findings).length;
  const hidden = suppressed > 0 ? t("Suppressed with a reason: {0}.", suppressed) : "";
  const skipped = result.coverage.skipped.map(({ where, why }) => `${where}: ${why}`);
  const body = `<header><div class="bar">${button("copy", t("Copy as Markdown"))} ${button("problems", t("Show Problems"))}</div></header>
<main>
<h1>${escapeHtml(t("Review result"))}</h1>
<p class="path">${escapeHtml(options.when)}</p>
<p class="counts">${escapeHtml(inARow(countsLine(unsuppressed(result.findings), t), hidden))}</p>
<p>${escapeHtml(coverageLine(result.coverage, t))}</p>
${list(t("Rule packs that could not be used"), result.packProblems)}
${files.join("\n")}
${list(t("Left out"), skipped)}
</main>`;
  return { body, targets };
}
