/** Markdown cut into parts that parse alone: the parser's time grows faster than the length of its text. */
import { type Span } from "./document";

const partLength = 4_000;
/** Of lists without an end: a part this long took the parser half a minute. */
const longestPart = 20_000;

/**
 * Parts in order, without gaps. A cut is made only before a heading or a paragraph at the margin that
 * follows an empty line, outside fences and HTML: nothing that was open before it can go on after it. A part that
 * grows too long is cut before anything at the margin; a list is then two.
 */
export function markdownParts(text: string): readonly Span[] {
  const parts: Span[] = [];
  let start = 0;
  let blank = false;
  let fence = "";
  let html: RegExp | undefined;
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+(?:\r\n|\n|\r)?|\r\n|\n|\r/g)) {
    const free = fence === "" && html === undefined;
    const length = index - start;
    const cut = length >= longestPart ? atMargin : standsAlone;
    if (free && blank && length >= partLength && cut.test(line)) {
      parts.push({ start, end: index });
      start = index;
    }
    blank = line.trim() === "";
    if (fence !== "") fence = closes(line, fence) ? "" : fence;
    else if (html !== undefined) html = html.test(line) ? undefined : html;
    else {
      fence = openFence(line);
      html = fence === "" ? openHtml(line) : undefined;
    }
  }
  parts.push({ start, end: text.length });
  return parts;
}

const standsAlone = /^(?:#{1,6}[ \t]|[\p{L}「『（【(])/u;
const atMargin = /^[^\s>]/u;

const openFence = (line: string) =>
  /^[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*(`{3,}(?=[^`]*$)|~{3,})/.exec(line.trimEnd())?.[1] ?? "";

const closes = (line: string, fence: string) => {
  const mark = line.replace(/^[ \t>]+/, "").trimEnd();
  return mark.length >= fence.length && mark.startsWith(fence) && mark === fence[0]?.repeat(mark.length);
};

/** What ends HTML that may hold empty lines; undefined when none is open at the end of the line. */
function openHtml(line: string): RegExp | undefined {
  const comment = line.lastIndexOf("<!--");
  if (comment >= 0 && !line.includes("-->", comment)) return /-->/;
  const raw = /<(script|pre|style|textarea)\b/i.exec(line);
  if (raw === null) return undefined;
  const end = new RegExp(`</${raw[1] ?? ""}>`, "i");
  return end.test(line) ? undefined : end;
}

/** Definitions of links, which every part needs to read its references; empty when there are very many. */
export function linkDefinitions(text: string): string {
  const found = text.match(/^ {0,3}\[(?!\^)[^\]\r\n]{1,200}\]:[ \t]*\S[^\r\n]*$/gmu) ?? [];
  return found.length === 0 || found.length > 300 ? "" : `\n\n${found.join("\n")}\n`;
}

/** The parser looks for the partner of every mark to the end of the paragraph: 30,000 marks took it 8 seconds. */
const mostMarks = 5000;
/** Headings with lines below them, without an empty line between: 5000 took it 5 seconds. */
const underline = 5;
/** Indented items of one list: its parser's time grows with the square of them. */
const mostNested = 2000;
/** A line this deep in quotes and lists takes the parser a level of its own for each. */
const deepest = 100;

/** True for text that people do not write, and that would hang whoever parses it. Linear. */
export function isTangled(text: string): boolean {
  let marks = 0;
  let fence = "";
  let nested = 0;
  let blank = true;
  for (const { 0: line } of text.matchAll(/[^\r\n]+(?:\r\n|\n|\r)?|\r\n|\n|\r/g)) {
    if (blank && fence === "" && standsAlone.test(line)) nested = 0;
    blank = line.trim() === "";
    const container = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/.exec(line)?.[0] ?? "";
    if (container.length > deepest && container.replace(/[\d \t]/g, "").length > deepest) return true;
    // An item, a row of a table, a line of HTML or of code and an empty line end what stood before.
    if (fence !== "" || container !== "" || /^\s*(?:\||<[a-z/!]|$)/i.test(line)) marks = 0;
    if (fence !== "") fence = closes(line, fence) ? "" : fence;
    else fence = openFence(line);
    marks += line.match(/[<*_`[~!&\\$:@]/g)?.length ?? 0;
    if (/^ {0,3}(?:=+|-+)\s*$/.test(line)) marks += underline;
    if (container !== "" && fence === "" && /^[ \t]/.test(line)) nested += 1;
    if (marks > mostMarks || nested > mostNested) return true;
  }
  return false;
}
