/** Several documents as one page: a few sentences of each, and what could not be read. */
import { type Overview } from "../../../server/src/protocol";
import { type Translate } from "../translate";
import { button, escapeHtml, langAttribute, type Target } from "./html";
import { type Rendered, sentenceItem } from "./summaryHtml";
import { escapeMarkdown } from "./markdown";
import { placeLabel } from "./html";

export type NameOf = (uri: string) => string;

function documentBlock(
  summary: Overview["summaries"][number],
  nameOf: NameOf,
  targets: Target[],
  t: Translate,
): string {
  const items = summary.sections
    .flatMap(({ sentences }) => sentences)
    .map((sentence) => sentenceItem(summary, sentence, targets, t))
    .join("\n");
  const left = summary.unread
    .filter(({ textless }) => textless !== true)
    .map(({ where, why }) => `<p class="note">${escapeHtml(t("Not read: {0} ({1})", where, why))}</p>`)
    .join("");
  const none =
    items === "" ? `<p>${escapeHtml(t("There are no sentences to show."))}</p>` : `<ul>${items}</ul>`;
  return `<section><h2${langAttribute(summary.title)}>${escapeHtml(summary.title)}</h2><p class="path">${escapeHtml(nameOf(summary.uri))}</p>${none}${left}</section>`;
}

const notesOf = ({ unread, stopped }: Overview, nameOf: NameOf, t: Translate): readonly string[] => [
  ...(stopped ? [t("Stopped: only the documents finished until then are here.")] : []),
  ...unread
    .filter(({ textless }) => textless !== true)
    .map(({ where, why }) => t("Not read: {0} ({1})", nameOf(where), why)),
  ...unread.filter(({ textless, where }) => textless === true && !where.includes(":")).map(({ why }) => why),
];

export function renderOverview(overview: Overview, nameOf: NameOf, t: Translate): Rendered {
  const targets: Target[] = [];
  const documents = overview.summaries.map((summary) => documentBlock(summary, nameOf, targets, t));
  const notes = notesOf(overview, nameOf, t).map((line) => `<li>${escapeHtml(line)}</li>`);
  const body = `<header><div class="bar">${button("copy", t("Copy as Markdown"))}</div></header>
<main>
<h1>${escapeHtml(t("Documents at a glance: {0}", overview.summaries.length))}</h1>
<ul class="coverage">${notes.join("")}</ul>
${documents.join("\n")}
</main>`;
  return { body, targets };
}

export function overviewMarkdown(overview: Overview, nameOf: NameOf, t: Translate): string {
  const lines = [`# ${t("Documents at a glance: {0}", overview.summaries.length)}`, ""];
  for (const note of notesOf(overview, nameOf, t)) lines.push(`> ${escapeMarkdown(note)}  `);
  for (const { uri, title, sections } of overview.summaries) {
    lines.push("", `## ${escapeMarkdown(title)} (${escapeMarkdown(nameOf(uri))})`, "");
    for (const { text, citations } of sections.flatMap(({ sentences }) => sentences))
      lines.push(
        `- ${escapeMarkdown(text)} (${citations.map((one) => escapeMarkdown(placeLabel(one))).join(", ")})`,
      );
  }
  return `${lines.join("\n")}\n`;
}
