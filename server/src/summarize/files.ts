/** A summary as a file to hand on: Word and HTML, with its mark, how it came about, and the place of every sentence. */
import { paragraph, wordFile, type WordStyle } from "../documents/docx/wordFile";
import { type Citation, type Summary, type SummaryFormat, type SummarySection } from "../protocol";
import { t } from "../util/l10n";
import { staticPage } from "../util/staticPage";
import { escapeHtml, type Html, list } from "../util/markup";
import { headingsOf, introduction, lineLabel } from "./render";

export const writeSummary = (summary: Summary, format: SummaryFormat): string | Uint8Array =>
  format === "docx" ? docx(summary) : html(summary);

const placesOf = (citations: readonly Citation[]) =>
  citations.map(({ place, range }) => place ?? lineLabel(range)).join(", ");

const title = (summary: Summary) => t("Summary of {0}", summary.title);

/** What did not come out of the text: nobody should take the summary for the whole. */
const notRead = ({ unread }: Summary) => unread.map(({ where, why }) => t("Not read: {0} ({1})", where, why));

const nothing = () => t("The document holds no sentences to summarise.");

function docx(summary: Summary): Uint8Array {
  const { sections, mark } = summary;
  const line = (text: string, style?: WordStyle) => paragraph([{ text }], style);
  const section = ({ notStated, sentences, ...rest }: SummarySection): readonly string[] => [
    ...headingsOf(rest, summary).map((heading) => line(heading, "Heading2")),
    ...(notStated === true ? [line(t("Not stated in the document."))] : []),
    ...sentences.flatMap(({ text, kind, citations }) => [
      line(`・ ${text}${kind === "worded" ? " ✎" : ""} [${placesOf(citations)}]`, "Item"),
      // A reader of the paper has no link to follow: the words it stands on are beside it.
      ...(kind === "worded" ? citations.map(({ quote }) => line(quote, "Quote")) : []),
    ]),
  ];
  const body = [
    ...(mark === undefined ? [] : [line(mark, "Heading3")]),
    line(title(summary), "Heading1"),
    ...introduction(summary).map((text) => line(text)),
    ...(sections.length === 0 ? [line(nothing())] : sections.flatMap(section)),
    ...notRead(summary).map((text) => line(text)),
  ];
  return wordFile(body.join(""), { landscape: false });
}

const style = `
:root{color-scheme:light dark;--ink:#1b1b1b;--soft:#555;--line:#c8c8c8;--paper:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--soft:#a8a8a8;--line:#4a4a4a;--paper:#1c1c1c}}
body{margin:0 auto;max-width:48rem;padding:2rem 1.5rem;background:var(--paper);color:var(--ink);
font:15px/1.7 "Hiragino Sans","Yu Gothic UI","Noto Sans CJK JP","Noto Sans JP",Meiryo,system-ui,sans-serif}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin:1.6rem 0 .4rem;border-bottom:1px solid var(--line)}
li{margin:.3rem 0}.mark{border:2px solid;display:inline-block;padding:.1rem .6rem;font-weight:700}
.soft,blockquote{color:var(--soft)}blockquote{margin:.2rem 0 .2rem 1rem;border-left:3px solid var(--line);padding-left:.6rem;
white-space:pre-wrap;overflow-wrap:anywhere}
@page{size:A4;margin:18mm 15mm}
@media print{:root{color-scheme:light;--ink:#000;--soft:#333;--line:#888;--paper:#fff}body{max-width:none;padding:0}}
`.trim();

function html(summary: Summary): Html {
  const { sections, mark } = summary;
  const section = ({ notStated, sentences, ...rest }: SummarySection): Html => {
    const heading = headingsOf(rest, summary).map((text) => `<h2>${escapeHtml(text)}</h2>`);
    const items = sentences.map(({ text, kind, citations }) => {
      const quotes = citations.map(({ quote }) => `<blockquote>${escapeHtml(quote)}</blockquote>`);
      return `${escapeHtml(text)}${kind === "worded" ? " ✎" : ""} <span class="soft">[${escapeHtml(placesOf(citations))}]</span>${kind === "worded" ? quotes.join("") : ""}`;
    });
    const missing =
      notStated === true ? `<p class="soft">${escapeHtml(t("Not stated in the document."))}</p>` : "";
    return `${heading.join("")}${missing}${list(items)}`;
  };
  const body = sections.length === 0 ? `<p>${escapeHtml(nothing())}</p>` : sections.map(section).join("\n");
  const page = [
    mark === undefined ? "" : `<p class="mark">${escapeHtml(mark)}</p>`,
    `<h1>${escapeHtml(title(summary))}</h1>`,
    ...introduction(summary).map((text) => `<p class="soft">${escapeHtml(text)}</p>`),
    body,
    list(notRead(summary).map(escapeHtml)),
  ];
  return staticPage({ title: title(summary), style, body: page.filter((part) => part !== "").join("\n") });
}
