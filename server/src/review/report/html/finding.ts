/** One finding of the HTML report. */
import { type Finding } from "../../../protocol";
import { t } from "../../../util/l10n";
import { relativePath } from "../../paths";
import { type ReportContext } from "../index";
import { actionText, dueText, judgementText, ownerText, placeText, relatedText, stateName } from "../words";
import { escapeHtml, type Html, lines, link } from "../../../util/markup";

export function finding(one: Finding, context: ReportContext): Html {
  return `<article class="finding ${one.severity}">
<p><span class="severity ${one.severity}">${escapeHtml(judgementText(one))}</span> ${newMark(one, context)}${escapeHtml(one.message)}</p>
${evidence(one)}${related(one, context)}<p>${escapeHtml(placeText(one))} · ${escapeHtml(one.rule)}${clauses(one)}</p>
${work(one)}</article>`;
}

export function excusedFinding(one: Finding, context: ReportContext): Html {
  const place = `${relativePath(context.root, one.uri)} · ${placeText(one)} · ${one.rule}`;
  return `<article class="finding">
<p><span class="severity">${escapeHtml(judgementText(one))}</span> ${escapeHtml(one.message)}</p>
${evidence(one)}${related(one, context)}<p>${escapeHtml(place)}${clauses(one)}</p>
${work(one)}</article>`;
}

const newMark = ({ known }: Finding, { gone }: ReportContext): Html =>
  gone !== undefined && known !== true ? `<strong>${escapeHtml(t("New"))}</strong> ` : "";

const evidence = ({ evidence: text }: Finding): Html =>
  text.trim() === "" ? "" : `<blockquote>${escapeHtml(text)}</blockquote>\n`;

/** What another place says: without it, a contradiction between two documents is not proved. */
const related = ({ related: others = [] }: Finding, { root }: ReportContext): Html =>
  others.map((one) => `<blockquote>↔ ${escapeHtml(relatedText(one, root))}</blockquote>\n`).join("");

const clauses = ({ refs }: Finding): Html =>
  refs.map(({ control, url }) => ` · ${link(control, url)}`).join("");

function work(one: Finding): Html {
  const action = actionText(one);
  const owner = ownerText(one);
  const due = dueText(one);
  if (action === "" && owner === "" && due === "") return "";
  const parts = [
    escapeHtml(stateName(one)),
    lines(action),
    ...(owner === "" ? [] : [escapeHtml(t("Owner: {0}", owner))]),
    ...(due === "" ? [] : [escapeHtml(t("Due: {0}", due))]),
  ];
  return `<p class="soft">${parts.filter((part) => part !== "").join(" · ")}</p>\n`;
}
