/** A draft as a Markdown document: every sentence with the link to where it stands, every gap with its mark. */
import { type Draft, type DraftCitation, type DraftPart, type DraftStatement } from "../protocol";
import { escapeMarkdown as escape } from "../util/markdownText";
import { type Words, words } from "./words";

/** Only a document with lines of its own has a place to link to; of others, the link is the file. */
export type LinkFor = (uri: string, citation?: Pick<DraftCitation, "range" | "place">) => string;

interface Page {
  readonly draft: Draft;
  readonly say: Words;
  readonly linkFor: LinkFor;
  readonly nameOf: (uri: string) => string;
}

/**
 * In the draft's language. Everything of the documents' is
 * escaped, so that no text of them becomes a link or an image.
 */
export function renderDraft(draft: Draft, nameOf: (uri: string) => string, linkFor: LinkFor): string {
  const page = { draft, say: words[draft.language], linkFor, nameOf };
  const lines = [
    ...(draft.mark === undefined ? [] : [`**${escape(draft.mark)}**`, ""]),
    `# ${escape(draft.title)}`,
    "",
    ...introduction(draft, page.say),
    "",
    ...draft.parts.flatMap((part) => partLines(part, page)),
    `## ${page.say.sources}`,
    "",
    ...draft.sources.map(({ uri, mark }, at) => {
      const marked = mark === undefined ? "" : ` (${escape(mark)})`;
      return `${at + 1}. ${link(nameOf(uri), linkFor(uri))}${marked}`;
    }),
    "",
  ];
  const missing = draft.unread.filter(({ textless }) => textless !== true);
  if (missing.length > 0) lines.push(`## ${page.say.notRead}`, "");
  for (const { where, why } of missing) lines.push(`- ${escape(nameOf(where))}: ${escape(why)}`);
  return `${lines.join("\n").trimEnd()}\n`;
}

export const renderJson = (draft: Draft): string => `${JSON.stringify(draft, null, 2)}\n`;

function introduction(draft: Draft, say: Words): readonly string[] {
  const { read, used } = draft.sentences;
  const tier = draft.tier === "abstractive" ? say.worded(escape(draft.model ?? "")) : say.quoted;
  const between = draft.language === "ja" ? "" : " ";
  const lines = [
    [say.introduction, tier, say.used(used, read)].join(between),
    say.places(draft.confirmations),
    ...(draft.note === undefined ? [] : [escape(draft.note)]),
    ...(draft.stopped ? [`**${say.stopped}**`] : []),
  ];
  return lines.flatMap((line, at) => (at === 0 ? [`> ${line}`] : [">", `> ${line}`]));
}

function partLines(part: DraftPart, page: Page): readonly string[] {
  const { say } = page;
  const lines = [`${"#".repeat(part.level)} ${escape(part.title)}`, ""];
  let number = 0;
  for (const { heading, statements } of part.groups) {
    if (heading !== undefined) {
      lines.push(`${"#".repeat(Math.min(6, part.level + 1))} ${escape(heading)}`, "");
      number = 0;
    }
    for (const statement of statements) {
      number += 1;
      lines.push(`${part.numbered ? `${number}.` : "-"} ${statementLine(statement, page)}`);
      for (const code of statement.code ?? []) lines.push("", ...codeLines(code, part.numbered ? 3 : 2), "");
    }
    lines.push("");
  }
  if (part.leftOut > 0) lines.push(say.leftOut(part.leftOut), "");
  for (const asked of part.confirm) lines.push(`**${escape(say.confirm)}** ${escape(asked)}`, "");
  return lines;
}

function statementLine({ text, kind, citations, confirm }: DraftStatement, page: Page): string {
  const { say, draft, linkFor } = page;
  const places = citations.map((citation) => {
    const uri = draft.sources[citation.source - 1]?.uri ?? "";
    return link(`[${citation.source}] ${citation.place ?? lineLabel(citation)}`, linkFor(uri, citation));
  });
  const marks = confirm.map((asked) => ` **${escape(say.confirm)}** ${escape(asked)}`);
  // A reader sees at a glance which words are the model's.
  return `${escape(text)}${kind === "worded" ? " ✎" : ""} ${places.join(" ")}${marks.join("")}`;
}

/** In the list item above it; nothing of the code ends it. */
function codeLines(code: string, indent: number): readonly string[] {
  const longest = (code.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = "`".repeat(longest + 1);
  return [fence, ...code.split(/\r\n|\n|\r/), fence].map((line) => " ".repeat(indent) + line);
}

const link = (label: string, target: string) =>
  `[${escape(label)}](<${target.replace(/[<>\r\n]/g, encodeURIComponent)}>)`;

function lineLabel({ range: { start, end } }: Pick<DraftCitation, "range">): string {
  // A range that ends at the start of a line does not include that line.
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return last === start.line ? `L${start.line + 1}` : `L${start.line + 1}-${last + 1}`;
}
