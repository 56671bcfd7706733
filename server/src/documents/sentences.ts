/** Sentences of a block, Japanese and English, each with its span in the source. */
import { type Block, sourceSpan, type Span } from "./document";
import { listMark } from "./textHeadings";

export interface Sentence {
  /** Readable text on one line. */
  readonly text: string;
  readonly span: Span;
}

const openers = "「『（(【〔［[“《";
const closers = "」』）)】〕］]”》";
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々。、，．！？」』）】〕]/u;

/** Brackets nobody closed must not swallow the rest of the block. */
const longestBracket = 300;
const longestSentence = 2000;

/** In order, without gaps other than white space. Linear in the block's length. */
export function sentencesOf(block: Block): readonly Sentence[] {
  return sentenceBounds(block.text).map(({ start, end }) => ({
    text: oneLine(block.text.slice(start, end)),
    span: sourceSpan(block, start, end),
  }));
}

/** Where the sentences of a readable text stand in it, without the white space around them. Linear. */
export function sentenceBounds(text: string): readonly Span[] {
  const breaks = hardBreaks(text);
  const sentences: Span[] = [];
  let start = 0;
  let bracket = -1;
  let depth = 0;

  const cut = (end: number) => {
    const raw = text.slice(start, end);
    const from = start + raw.length - raw.trimStart().length;
    const to = start + raw.trimEnd().length;
    if (to > from) sentences.push({ start: from, end: to });
    start = end;
    depth = 0;
  };

  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (openers.includes(character)) {
      if (depth === 0) bracket = at;
      depth += 1;
    } else if (closers.includes(character)) depth = Math.max(0, depth - 1);
    else if (character === "\n" && breaks.has(at)) cut(at);
    else if (at - start >= longestSentence) cut(at);
    else if ((depth === 0 || at - bracket > longestBracket) && endsSentence(text, at)) {
      let end = at + 1;
      while (end < text.length && /[。！？!?.．」』）)”"’']/u.test(text[end] ?? "")) end += 1;
      cut(end);
      at = end - 1;
    }
  }
  cut(text.length);
  return sentences;
}

function oneLine(text: string): string {
  return text
    .replace(/[ \t]*\n[ \t　]*/g, (match, at: number) => {
      const between = `${text[at - 1] ?? ""}${text[at + match.length] ?? ""}`;
      return [...between].some((character) => cjk.test(character)) ? "" : " ";
    })
    .replace(/[ \t]+/g, " ");
}

/** Words before a full stop that do not end a sentence. */
const abbreviation =
  /(?:^|[\s(（[“"'])(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|Nos|Fig|Figs|Eq|Eqs|Art|Arts|Sec|Ch|Vol|Ed|Rev|Inc|Ltd|Co|Corp|vs|cf|ca|approx|e\.g|i\.e|al|pp?|para|paras|min|max|incl|excl|resp|[A-Z]|(?:[A-Z]\.)+[A-Z])$/u;

/** 500 V. is a value, not somebody's initial. */
const endsWithUnit = /\d\s?[A-Z]$/u;

function endsSentence(text: string, at: number): boolean {
  const character = text[at];
  if (character === "。" || character === "！" || character === "？") return true;
  const before = text[at - 1] ?? "";
  const after = text[at + 1] ?? "";
  if (character === "．") return !/[0-9０-９]/u.test(after);
  if (character !== "." && character !== "!" && character !== "?") return false;
  if (cjk.test(before)) return !/[\w.]/.test(after);
  const rest = /^[”"’')\]]*(?:\s+|$)/u.exec(text.slice(at + 1, at + 12));
  if (rest === null) return false;
  if (character !== ".") return true;
  const next = text[at + 1 + rest[0].length] ?? "";
  if (/\p{Ll}/u.test(next)) return false;
  return (
    (!abbreviation.test(text.slice(Math.max(0, at - 12), at)) ||
      endsWithUnit.test(text.slice(Math.max(0, at - 12), at))) &&
    !/(?:^|\n)\s*\d{1,3}$/.test(text.slice(Math.max(0, at - 6), at))
  );
}

/** Columns a line takes: two for a full-width character. */
const width = (line: string) => [...line].reduce((sum, character) => sum + (cjk.test(character) ? 2 : 1), 0);

/** Narrower than this a Japanese text is a list of short lines, not wrapped prose. */
const narrow = 40;

/** Offsets of line breaks that end a sentence; the others are the author's or a tool's line wrapping. */
function hardBreaks(text: string): ReadonlySet<number> {
  const lines = text.split("\n");
  const breaks = new Set<number>();
  if (lines.length === 1) return breaks;
  const widths = lines.map(width);
  const widest = widths.reduce((most, each) => Math.max(most, each), 0);
  let at = 0;
  for (const [index, line] of lines.slice(0, -1).entries()) {
    at += line.length;
    if (isHardBreak(line.trim(), (lines[index + 1] ?? "").trim(), { width: widths[index] ?? 0, widest }))
      breaks.add(at);
    at += 1;
  }
  return breaks;
}

function isHardBreak(
  line: string,
  next: string,
  layout: { readonly width: number; readonly widest: number },
): boolean {
  if (line === "" || next === "") return true;
  if (/[。！？:：]$/u.test(line) || /^[@\\]\w/.test(next)) return true;
  // Lines of a log, each with its time.
  if (/^(?:\[|\d{4}[-/]\d{2}|\d{1,2}:\d{2}:)/.test(next)) return true;
  if (listMark(next) > 0 || /^[^\s：:、。]{1,12}[：:](?!\/\/)/u.test(next)) return true;
  if (cjk.test(line.at(-1) ?? "") && layout.widest < narrow) return !/[、，]$/u.test(line);
  const word = /^\S*/.exec(next)?.[0] ?? "";
  return layout.width + (cjk.test(next[0] ?? "") ? 2 : word.length) < layout.widest * 0.7;
}
