/** A review as a page that somebody who does not code can read from top to bottom. */
import { type Finding } from "../../../server/src/protocol";
import { inARow, type Translate } from "../translate";
import { button, chip, escapeHtml, langAttribute, placeLabel, type Target } from "./html";
import {
  countsLine,
  coverageLine,
  decisionLine,
  type Grouping,
  groupings,
  groupsOf,
  leftOutLists,
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
  /** Default: by file. */
  readonly grouping?: Grouping;
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
  if (finding.decision !== undefined) return decisionLine(finding, t);
  if (finding.status === "suppressed") return t("Suppressed: {0}", finding.suppression?.reason ?? "");
  if (finding.status === "advisory") return t("A hint, please check it yourself.");
  return finding.status === "unlocated" ? t("The exact place was not found.") : "";
}

/** The finding's range and, where the file has no lines, its place in words. */
export const placeOf = ({ anchor, place }: Finding): Omit<Target, "uri"> => ({
  range: anchor,
  ...(place === undefined ? {} : { place }),
});

/** Many stand on a page: read aloud, each says what it is about. */
function decideButton(finding: Finding, number: number, t: Translate): string {
  const about = `${finding.rule}, ${placeLabel(placeOf(finding))}`;
  return button(`decide:${number}`, t("Decide…"), `${t("Decide…")} ${about}`);
}

interface Item {
  readonly finding: Finding;
  /** Its number in the result: the page names no finding in another way. */
  readonly number: number;
  /** The file, where the group's title does not name it. */
  readonly file?: string;
}

function findingItem({ finding, number, file }: Item, targets: Target[], t: Translate): string {
  const place =
    finding.status === "unlocated" ? "" : chip(targets, { uri: finding.uri, ...placeOf(finding) }, t);
  const status = statusLine(finding, t);
  const decide = finding.id === undefined ? "" : decideButton(finding, number, t);
  const facts = [
    escapeHtml(file ?? ""),
    escapeHtml(finding.rule),
    references(finding),
    escapeHtml(status),
    decide,
  ].filter((fact) => fact !== "");
  const evidence =
    finding.evidence.trim() === ""
      ? ""
      : `<blockquote${langAttribute(finding.evidence)}>${escapeHtml(finding.evidence)}</blockquote>`;
  return `<li><span class="severity ${finding.severity}">${escapeHtml(severityName(finding.severity, t))}</span>
<span${langAttribute(finding.message)}>${escapeHtml(finding.message)}</span> ${place}
${evidence}<p class="facts">${facts.join(" · ")}</p></li>`;
}

/** `<select>` is reached and changed with the keyboard; the panel's script reports the change. */
function groupingChoice(chosen: Grouping, t: Translate): string {
  const names: Readonly<Record<Grouping, string>> = {
    file: t("By file"),
    rule: t("By rule"),
    severity: t("By severity"),
  };
  const items = groupings.map(
    (one) => `<option value="${one}"${one === chosen ? " selected" : ""}>${escapeHtml(names[one])}</option>`,
  );
  return `<select data-choice="grouping" aria-label="${escapeHtml(t("Order of the findings"))}">${items.join("")}</select>`;
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const items = lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("");
  return `<section><h2>${escapeHtml(title)}</h2><ul>${items}</ul></section>`;
}

export function renderReview(result: ReviewResult, options: ReviewOptions, t: Translate): Rendered {
  const targets: Target[] = [];
  const { nameOf, grouping = "file" } = options;
  const numbers = new Map(result.findings.map((finding, number) => [finding, number]));
  const groups = groupsOf(result.findings, grouping, { nameOf, t }).map(({ title, findings }) => {
    const items = findings.map((finding) => {
      const file = grouping === "file" ? {} : { file: nameOf(finding.uri) };
      return findingItem({ finding, number: numbers.get(finding) ?? -1, ...file }, targets, t);
    });
    return `<section><h2>${escapeHtml(title)}</h2><ul class="findings">${items.join("\n")}</ul></section>`;
  });
  const suppressed = result.findings.length - unsuppressed(result.findings).length;
  const hidden = suppressed > 0 ? t("Suppressed with a reason: {0}.", suppressed) : "";
  const left = leftOutLists(result.coverage, t).map(({ title, items }) => list(title, items));
  const body = `<header><div class="bar" role="group" aria-label="${escapeHtml(t("Report options"))}">${button("copy", t("Copy as Markdown"))} ${button("save", t("Save report as…"))} ${button("problems", t("Show Problems"))} ${groupingChoice(grouping, t)}</div></header>
<main>
<h1>${escapeHtml(t("Review result"))}</h1>
<p class="path">${escapeHtml(options.when)}</p>
<p class="counts">${escapeHtml(inARow(countsLine(unsuppressed(result.findings), t), hidden))}</p>
<p>${escapeHtml(coverageLine(result.coverage, t))}</p>
${list(t("Rule packs that could not be used"), result.packProblems)}
${groups.join("\n")}
${left.join("\n")}
</main>`;
  return { body, targets };
}
