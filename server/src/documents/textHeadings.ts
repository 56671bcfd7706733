/** Which lines of a plain text are headings or list items, and what a heading is numbered with. */
import { type Numbering, numberOf, type NumberScheme } from "./numbering";

export interface HeadingLine {
  /** Where the line itself says it: `##`, an underline, 0 for a title. */
  readonly level?: number;
  readonly number?: Numbering;
  /** `■` or `【】`, for a heading that has no number. */
  readonly mark?: string;
  /** The heading's text within the line. */
  readonly from: number;
  readonly to: number;
  /** Where ordinary text begins after it (第3条　従業員は…); the line's length when there is none. */
  readonly restFrom: number;
  /** The next line is its underline. */
  readonly underlined: boolean;
}

/** The lines beside one; `preceding` and `following` are the nearest that are not empty. */
export interface Around {
  readonly previous: string;
  readonly next: string;
  readonly preceding: string;
  readonly following: string;
}

const marked = /^[\s　]*[■□◆◇●▼▲◎★☆]+[\s　]*(?=\S)/u;
const bracketed = /^[\s　]*【[^【】]{1,40}】[\s　]*$/u;
const sentenceEnd = /[。．.！？!?；;、,：:]$/u;

const maxHeading = 60;
const maxTitle = 50;
const maxPart = 40;

/** Numbers that nothing but a heading begins with. */
const certain: ReadonlySet<NumberScheme> = new Set([
  "part",
  "chapter",
  "section",
  "subsection",
  "division",
  "supplement",
  "table",
  "form",
  "appendix",
  "sectionWord",
  "articleWord",
  "notice",
  "letterDecimal",
]);
/** Numbers of paragraphs, which are text, and of list items that never stand alone. */
const never: ReadonlySet<NumberScheme> = new Set(["paragraph", "letterParenthesis", "katakanaParenthesis"]);

/** The heading that stands in a line, by its own form and the lines beside it. */
export function headingLine(line: string, around: Around, markup: boolean): HeadingLine | undefined {
  const text = line.trim();
  if (text === "") return undefined;
  const indent = line.length - line.trimStart().length;
  const whole = (more: Partial<HeadingLine>): HeadingLine => ({
    from: indent,
    to: line.trimEnd().length,
    restFrom: line.length,
    underlined: false,
    ...more,
  });
  const hashes = markup ? /^(#{1,6})[ \t]+(?=\S)/.exec(line) : null;
  if (hashes !== null) return whole({ level: hashes[1]?.length ?? 1, from: hashes[0].length });
  const number = numberOf(line);
  if (number?.scheme === "article") return articleLine(line, number);
  if (text.length > maxHeading) return undefined;
  const underline = underlineLevel(text, around.next);
  if (underline !== undefined) return whole({ level: underline, underlined: true });
  if (/[。．.；;、,]$/u.test(text)) return undefined;
  if (number !== undefined && certain.has(number.scheme)) return whole({ number });
  const mark = marked.exec(line);
  if (mark !== null) return whole({ mark: "■", from: mark[0].length });
  if (bracketed.test(line)) return whole({ mark: "【】" });
  if (sentenceEnd.test(text) || number === undefined) return undefined;
  return opensPart(number, around) ? whole({ number }) : undefined;
}

/** 第3条, 第3条（目的） with the sentence behind it, or 第3条　目的 alone. */
function articleLine(line: string, number: Numbering): HeadingLine | undefined {
  const from = line.length - line.trimStart().length;
  const body = line.slice(number.restFrom);
  const caption = /^[（(][^（）()]{1,40}[）)][\s　]*/u.exec(body)?.[0] ?? "";
  const rest = body.slice(caption.length);
  const short = rest.length <= 20 && !/[。、]/u.test(rest);
  const named = line.slice(0, number.restFrom + caption.length);
  return {
    number,
    from,
    to: (short ? line : named).trimEnd().length,
    restFrom: short ? line.length : named.length,
    underlined: false,
  };
}

/**
 * A numbered line opens a part when text follows it and no line of the same numbering stands beside it: a
 * list has neighbours. 1.2 has none in ordinary lists.
 */
function opensPart(number: Numbering, { previous, next, preceding, following }: Around): boolean {
  if (never.has(number.scheme) || number.rest === "" || number.rest.length > maxPart) return false;
  if (number.scheme === "decimal" && number.ordinal.length > 1)
    return !/^\p{Script=Hiragana}/u.test(number.rest);
  if (/[。、]/u.test(number.rest) && number.scheme !== "decimal") return false;
  const beside = (line: string) => isSibling(number, line);
  if (next.trim() !== "") return !beside(next) && (previous.trim() === "" || !beside(previous));
  // A gap alone makes no part: the items of a list may stand apart from each other.
  return following !== "" && !beside(following) && !beside(preceding) && number.scheme === "decimal";
}

function isSibling({ scheme, ordinal }: Numbering, line: string): boolean {
  const other = numberOf(line.trim());
  return other?.scheme === scheme && other.ordinal.length === ordinal.length;
}

function underlineLevel(text: string, next: string): number | undefined {
  const line = next.trim();
  if (line.length < 3 || listMark(text) > 0) return undefined;
  if (/^[=＝]{3,}$/u.test(line)) return 1;
  return /^(?:-{3,}|~{3,}|[─━―]{3,})$/u.test(line) ? 2 : undefined;
}

/** The short line a document begins with, apart from what follows it, is its title. */
export function titleLine(line: string, { next }: Pick<Around, "next">): HeadingLine | undefined {
  const text = line.trim();
  if (
    text === "" ||
    text.length > maxTitle ||
    next.trim() !== "" ||
    sentenceEnd.test(text) ||
    listMark(line) > 0
  ) {
    return undefined;
  }
  const from = line.length - line.trimStart().length;
  return { level: 0, from, to: line.trimEnd().length, restFrom: line.length, underlined: false };
}

/** （目的） on its own line just above 第1条 is that article's caption. */
export function isCaption(line: string, next: string): boolean {
  return /^[\s　]*[（(][^（）()]{1,40}[）)][\s　]*$/u.test(line) && numberOf(next)?.scheme === "article";
}

const mark =
  /^[\s　]*(?:[・•‣◦○–*+-][\s　]*(?=[^\s　*+-])|[0-9０-９]{1,3}[.．、)）][\s　]*|[0-9０-９]{1,2}　|[（(][0-9０-９一二三四五六七八九十a-zア-ン]{1,3}[）)][\s　]*|[①-⑳㉑-㉟㈠-㈩⑴-⒇㋐-㋾ⅰ-ⅻ][.．]?[\s　]*|[一二三四五六七八九十]{1,3}(?:　[\s　]*|[.．、][\s　]*(?![一二三四五六七八九十]))|[ア-ン](?:[.．、)）][\s　]*|　[\s　]*)|[a-z][.)][\s　]+)(?=\S)/u;

/** Length of the mark of a list item with its indentation; 0 when the line is none. */
export function listMark(line: string): number {
  const found = mark.exec(line)?.[0] ?? "";
  // -5% and 3.14 are numbers, not items.
  return /[0-9０-９.．+-]$/u.test(found) && /^[0-9０-９]/u.test(line.slice(found.length)) ? 0 : found.length;
}
