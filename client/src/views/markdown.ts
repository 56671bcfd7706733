/** The same summary or review as Markdown text, for a mail or a ticket. */
import { type Summary } from "../../../server/src/protocol";
import { inARow, type Translate } from "../translate";
import { placeLabel } from "./html";
import {
  countLine,
  headingsBelow,
  isShown,
  kindName,
  sectionTitle,
  templateLine,
  tierLine,
  unreadLines,
} from "./summaryHtml";

/** Text as text: on one line, with the characters that Markdown would read escaped. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/gu, " ").replace(/[\\`*_[\]<>#|~]/gu, "\\$&");
}

export function summaryMarkdown(summary: Summary, t: Translate): string {
  const lines = [
    ...(summary.mark === undefined ? [] : [`**${escapeMarkdown(summary.mark)}**`, ""]),
    `# ${escapeMarkdown(summary.title)}`,
    "",
    `> ${inARow(tierLine(summary, t), countLine(summary, t), templateLine(summary, t))}`,
  ];
  if (summary.note !== undefined) lines.push(`> ${summary.note}`);
  for (const line of unreadLines(summary.unread, summary.stopped, t)) lines.push(`> ${escapeMarkdown(line)}`);
  for (const section of summary.sections.filter(isShown)) {
    const level = "#".repeat(Math.min(6, Math.max(2, headingsBelow(summary, section).length + 1)));
    const title = sectionTitle(summary, section, t);
    lines.push("", ...(title === undefined ? [] : [`${level} ${escapeMarkdown(title)}`, ""]));
    if (section.notStated === true) lines.push(t("Not stated in the document."));
    for (const sentence of section.sentences) {
      const places = sentence.citations.map((one) => escapeMarkdown(placeLabel(one))).join(", ");
      const kind = summary.tier === "abstractive" ? `, ${kindName(sentence.kind, t)}` : "";
      lines.push(`- ${escapeMarkdown(sentence.text)} (${places}${kind})`);
    }
  }
  return `${lines.join("\n")}\n`;
}
