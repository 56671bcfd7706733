/** A summary as a document: Markdown to read and copy, JSON for other tools. */
import { type Range } from "vscode-languageserver-types";
import { type Citation, type Summary, type SummarySection, type SummarySentence } from "../protocol";
import { t } from "../util/l10n";
import { escapeMarkdown as escape } from "../util/markdownText";

/** Only a document with lines of its own has a place to link to; of others, the link is the file. */
export type LinkFor = (citation: Citation) => string;

/**
 * Markdown in the user's language. `linkFor` answers the target of a link to a place of the source, e.g.
 * `manual.md#L12`. Everything of the document's is escaped, so that no text of it becomes a link or an image.
 */
export function renderMarkdown(summary: Summary, linkFor: LinkFor): string {
  const lines = [`# ${t("Summary of {0}", escape(summary.title))}`, "", ...introductionLines(summary), ""];
  for (const section of summary.sections) lines.push(...sectionLines(section, summary, linkFor), "");
  if (summary.sections.length === 0) lines.push(t("The document holds no sentences to summarise."), "");
  if (summary.unread.length > 0) {
    lines.push(`## ${t("Not read")}`, "");
    for (const { where, why } of summary.unread) lines.push(`- ${escape(where)}: ${escape(why)}`);
    lines.push("");
  }
  return lines.join("\n");
}

/** The summary's own data, stable and indented. */
export const renderJson = (summary: Summary): string => `${JSON.stringify(summary, null, 2)}\n`;

function introductionLines(summary: Summary): readonly string[] {
  const { mark, stopped } = summary;
  const said = introduction(summary).map(escape);
  const last = said.length - 1;
  return [
    ...(mark === undefined ? [] : [`> **${escape(mark)}**`, ">"]),
    ...said.flatMap((line, at) => [
      ...(at === 0 ? [] : [">"]),
      // What is not whole must not be overlooked.
      `> ${stopped && at === last ? `**${line}**` : line}`,
    ]),
  ];
}

/** How the summary came about, in plain sentences. */
export function introduction(summary: Summary): readonly string[] {
  const shown = summary.sections.reduce((sum, { sentences }) => sum + sentences.length, 0);
  const tier =
    summary.tier === "abstractive"
      ? t(
          "Sentences with ✎ are worded by {0}; every sentence links to the lines it stands on.",
          summary.model ?? "",
        )
      : t("Key sentences of the document, in its own words.");
  return [
    `${tier} ${t("{0} of {1} sentences.", shown, summary.sourceSentences)}`,
    ...templateLine(summary),
    ...(summary.note === undefined ? [] : [summary.note]),
    ...(summary.stopped ? [t("Stopped: only the sections finished until then are here.")] : []),
  ];
}

const notStatedNote = () =>
  t(
    "“Not stated” means that no sentence was found by the part's headings and words; look yourself before you rely on it.",
  );

/** Not said where the summary goes by the document's own headings without anybody's choice. */
function templateLine({ template, sections }: Summary): readonly string[] {
  if (template === undefined || (template.id === "general" && template.chosen === "auto")) return [];
  const line =
    template.chosen === "auto"
      ? t("Template, chosen by title and headings: {0}.", template.title)
      : t("Template: {0}.", template.title);
  const missing = sections.some(({ notStated }) => notStated === true) ? ` ${notStatedNote()}` : "";
  return [`${line}${missing}`];
}

/** The title is above already, so a section's headings are shown from the next one on: one line, or none. */
export function headingsOf(
  { headings }: Pick<SummarySection, "headings">,
  { title }: Summary,
): readonly string[] {
  const own = headings[0] === title ? headings.slice(1) : headings;
  return own.length === 0 ? [] : [own.join(" › ")];
}

function sectionLines(section: SummarySection, summary: Summary, linkFor: LinkFor): readonly string[] {
  const heading = headingsOf(section, summary).flatMap((line) => [`## ${escape(line)}`, ""]);
  if (section.notStated === true) return [...heading, t("Not stated in the document.")];
  return [...heading, ...section.sentences.map((sentence) => `- ${sentenceLine(sentence, linkFor)}`)];
}

/** A sentence with the links to where it stands. */
export function sentenceLine({ text, kind, citations }: SummarySentence, linkFor: LinkFor): string {
  const links = citations.map(
    (citation) =>
      `[${escape(citation.place ?? lineLabel(citation.range))}](<${linkFor(citation).replace(/[<>\r\n]/g, encodeURIComponent)}>)`,
  );
  // A reader sees at a glance which words are the model's.
  return `${escape(text)}${kind === "worded" ? " ✎" : ""} ${links.join(" ")}`;
}

export function lineLabel({ start, end }: Range): string {
  // A range that ends at the start of a line does not include that line.
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return last === start.line ? `L${start.line + 1}` : `L${start.line + 1}-${last + 1}`;
}
