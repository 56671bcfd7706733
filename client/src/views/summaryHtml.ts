/** A summary as a page: headings, sentences, and for each the lines it stands on. */
import {
  type Skipped,
  type Summary,
  type SummaryLength,
  type SummarySection,
  type SummarySentence,
} from "../../../server/src/protocol";
import { inARow, type Translate } from "../translate";
import { feedbackBar, type Opinion } from "./feedbackHtml";
import { button, chip, escapeHtml, langAttribute, type Target } from "./html";

export interface Rendered {
  readonly body: string;
  readonly targets: readonly Target[];
}

const lengths: readonly SummaryLength[] = ["short", "medium", "long"];

function lengthName(length: SummaryLength, t: Translate): string {
  return { short: t("Three lines"), medium: t("Paragraph"), long: t("Page") }[length];
}

/** How the sentences came about, in words; the reader decides by it how far to trust them. */
export function tierLine(summary: Summary, t: Translate): string {
  return summary.tier === "extractive"
    ? t("Every sentence below is the document's own, chosen without a model.")
    : t(
        "Worded by the model {0} from the lines shown. Sentences marked “quoted” are the document's own.",
        summary.model ?? "",
      );
}

export function countLine(summary: Summary, t: Translate): string {
  const shown = summary.sections.reduce((sum, section) => sum + section.sentences.length, 0);
  return t("Sentences here: {0}, in the source: {1}.", shown, summary.sourceSentences);
}

/** Headings of a section below the document's title, which stands over the whole page already. */
export function headingsBelow({ title }: Summary, { headings }: SummarySection): readonly string[] {
  return headings[0] === title ? headings.slice(1) : headings;
}

/** Undefined for what stands directly below the title, unless it would seem to stand before the first heading. */
export function sectionTitle(summary: Summary, section: SummarySection, t: Translate): string | undefined {
  if (section.headings.length === 0) return t("Before the first heading");
  const hasLead = summary.sections.some(({ headings }) => headings.length === 0);
  return headingsBelow(summary, section).at(-1) ?? (hasLead ? summary.title : undefined);
}

export function kindName(kind: SummarySentence["kind"], t: Translate): string {
  return kind === "quoted" ? t("quoted") : t("worded by the model");
}

/** What the user has chosen, and what there is to choose from. */
export interface SummaryChoices {
  readonly length: SummaryLength;
  /** Id, or `auto`. */
  readonly template: string;
  readonly templates: readonly { readonly id: string; readonly title: string }[];
  /** What the model reads; absent where no model is asked. */
  readonly reading?: "sentences" | "whole";
  /** Summaries of this document in this window, the newest first; the one that is shown is `shown`. */
  readonly history?: readonly string[];
  readonly shown?: number;
  readonly opinion?: Opinion;
}

function historyChoice({ history = [], shown = 0 }: SummaryChoices, t: Translate): string {
  if (history.length < 2) return "";
  const options = history.map(
    (name, at) => `<option value="${at}"${at === shown ? " selected" : ""}>${escapeHtml(name)}</option>`,
  );
  return ` <label for="history">${escapeHtml(t("Summaries so far"))}</label> <select id="history" data-choice="history">${options.join("")}</select>`;
}

/** What tells one summary of a document from another. */
export function historyName(when: string, length: SummaryLength, summary: Summary, t: Translate): string {
  const { template } = summary;
  return [when, lengthName(length, t), ...(template === undefined ? [] : [template.title])].join(" · ");
}

function readingChoice({ reading }: SummaryChoices, running: boolean, t: Translate): string {
  if (reading === undefined) return "";
  const names = { sentences: t("Key sentences"), whole: t("The whole text") };
  const options = Object.entries(names).map(
    ([value, name]) =>
      `<option value="${value}"${value === reading ? " selected" : ""}>${escapeHtml(name)}</option>`,
  );
  return ` <label for="reading">${escapeHtml(t("The model reads"))}</label> <select id="reading" data-choice="reading"${running ? " disabled" : ""}>${options.join("")}</select>`;
}

function templateChoice({ template, templates }: SummaryChoices, running: boolean, t: Translate): string {
  if (templates.length === 0) return "";
  const all = [{ id: "auto", title: t("Automatic") }, ...templates];
  const options = all.map(
    ({ id, title }) =>
      `<option value="${escapeHtml(id)}"${id === template ? " selected" : ""}>${escapeHtml(title)}</option>`,
  );
  return ` <label for="template">${escapeHtml(t("Template"))}</label> <select id="template" data-choice="template"${running ? " disabled" : ""}>${options.join("")}</select>`;
}

function toolbar(choices: SummaryChoices, running: boolean, t: Translate): string {
  const options = lengths
    .map((value) => {
      const selected = value === choices.length ? " selected" : "";
      return `<option value="${value}"${selected}>${escapeHtml(lengthName(value, t))}</option>`;
    })
    .join("");
  const choice = `<label for="length">${escapeHtml(t("Length"))}</label> <select id="length"${running ? " disabled" : ""}>${options}</select>${templateChoice(choices, running, t)}${readingChoice(choices, running, t)}${running ? "" : historyChoice(choices, t)}`;
  const buttons = running
    ? button("stop", t("Stop"))
    : [
        button("copy", t("Copy as Markdown")),
        button("open", t("Open as Markdown")),
        button("docx", t("Save as Word…")),
        button("html", t("Save as HTML…")),
      ].join(" ");
  return `<div class="bar" role="group" aria-label="${escapeHtml(t("Summary options"))}">${choice} ${buttons}</div>`;
}

export function sentenceItem(
  summary: Summary,
  sentence: SummarySentence,
  targets: Target[],
  t: Translate,
): string {
  const chips = sentence.citations
    .map(({ quote, ...place }) => chip(targets, { uri: summary.uri, ...place }, t, quote))
    .join(" ");
  const kind =
    summary.tier === "abstractive"
      ? ` <span class="kind">${escapeHtml(kindName(sentence.kind, t))}</span>`
      : "";
  const quotes = sentence.citations
    .map(({ quote }) => `<blockquote${langAttribute(quote)}>${escapeHtml(quote)}</blockquote>`)
    .join("");
  const source =
    sentence.kind === "worded"
      ? `<details><summary>${escapeHtml(t("The document's own words"))}</summary>${quotes}</details>`
      : "";
  return `<li><span${langAttribute(sentence.text)}>${escapeHtml(sentence.text)}</span> ${chips}${kind}${source}</li>`;
}

function sectionBlock(summary: Summary, section: SummarySection, targets: Target[], t: Translate): string {
  const title = sectionTitle(summary, section, t);
  const headings = headingsBelow(summary, section);
  const level = Math.min(6, Math.max(2, headings.length + 1));
  const above = headings.slice(0, -1);
  const path = above.length > 0 ? `<p class="path">${escapeHtml(above.join(" › "))}</p>` : "";
  const heading =
    title === undefined ? "" : `<h${level}${langAttribute(title)}>${escapeHtml(title)}</h${level}>`;
  if (section.notStated === true)
    return `<section>${path}${heading}<p class="kind">${escapeHtml(t("Not stated in the document."))}</p></section>`;
  const items = section.sentences.map((sentence) => sentenceItem(summary, sentence, targets, t)).join("\n");
  return `<section>${path}${heading}<ul>${items}</ul></section>`;
}

/** Promise P3: what was not read is said, and so is that all was. */
export function unreadLines(unread: readonly Skipped[], stopped: boolean, t: Translate): readonly string[] {
  const notes = unread.filter(({ textless }) => textless === true).map(({ why }) => why);
  const left = unread
    .filter(({ textless }) => textless !== true)
    .map(({ where, why }) => t("Not read: {0} ({1})", where, why));
  if (stopped)
    return [t("You stopped this summary; what follows was finished until then."), ...left, ...notes];
  return [...(left.length > 0 ? left : [t("Everything was read.")]), ...notes];
}

/** Which template it is, and who chose it. */
export function templateLine({ template, sections }: Summary, t: Translate): string {
  if (template === undefined || (template.id === "general" && template.chosen === "auto")) return "";
  const line =
    template.chosen === "auto"
      ? t("Template, chosen by title and headings: {0}.", template.title)
      : t("Template: {0}.", template.title);
  if (!sections.some(({ notStated }) => notStated === true)) return line;
  return inARow(
    line,
    t(
      "“Not stated” means that no sentence was found by the part's headings and words; look yourself before you rely on it.",
    ),
  );
}

export const isShown = ({ sentences, notStated }: SummarySection): boolean =>
  sentences.length > 0 || notStated === true;

function sectionBlocks(summary: Summary, targets: Target[], t: Translate): string {
  return summary.sections
    .filter(isShown)
    .map((section) => sectionBlock(summary, section, targets, t))
    .join("\n");
}

export function renderSummary(summary: Summary, choices: SummaryChoices, t: Translate): Rendered {
  const targets: Target[] = [];
  const sections = sectionBlocks(summary, targets, t);
  const mark = summary.mark === undefined ? "" : `<p class="mark">${escapeHtml(summary.mark)}</p>`;
  const note = summary.note === undefined ? "" : `<p class="note">${escapeHtml(summary.note)}</p>`;
  const unread = unreadLines(summary.unread, summary.stopped, t)
    .map((line) => `<li>${escapeHtml(line)}</li>`)
    .join("");
  const empty = sections === "" ? `<p>${escapeHtml(t("There are no sentences to show."))}</p>` : "";
  const body = `<header>${toolbar(choices, false, t)}</header>
<main>
<h1${langAttribute(summary.title)}>${escapeHtml(summary.title)}</h1>
${mark}
<p class="tier">${escapeHtml(inARow(tierLine(summary, t), countLine(summary, t), templateLine(summary, t)))}</p>
${note}
<ul class="coverage">${unread}</ul>
${sections}${empty}
${feedbackBar(choices.opinion ?? {}, t)}
</main>`;
  return { body, targets };
}

/** The page while the server works, with what there is until then; the script moves the bar and the words. */
export function renderRunning(
  title: string,
  choices: SummaryChoices,
  t: Translate,
  soFar?: Summary,
): Rendered {
  const targets: Target[] = [];
  const sections = soFar === undefined ? "" : sectionBlocks(soFar, targets, t);
  const body = `<header>${toolbar(choices, true, t)}</header>
<main aria-busy="true">
<h1${langAttribute(title)}>${escapeHtml(title)}</h1>
<p id="progress" role="status">${escapeHtml(t("Summarizing…"))}</p>
<progress id="bar" aria-label="${escapeHtml(t("Summarizing…"))}"></progress>
${sections}
</main>`;
  return { body, targets };
}

export function renderFailure(title: string, message: string, t: Translate): Rendered {
  const body = `<header><div class="bar">${button("again", t("Try Again"))} ${button("log", t("Show Log"))}</div></header>
<main>
<h1${langAttribute(title)}>${escapeHtml(title)}</h1>
<p class="failure" role="alert">${escapeHtml(message)}</p>
</main>`;
  return { body, targets: [] };
}
