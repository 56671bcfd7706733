/** Which lines of a plain text are headings or list items, and how deep a heading is. */

export interface HeadingLine {
  readonly level: number;
  /** The heading's text within the line. */
  readonly from: number;
  readonly to: number;
  /** Where ordinary text begins after it (第3条　従業員は…); the line's length when there is none. */
  readonly restFrom: number;
  /** The next line is its underline. */
  readonly underlined: boolean;
}

const number = String.raw`[0-9０-９〇一二三四五六七八九十百]+`;
const chapters: readonly (readonly [RegExp, number])[] = [
  [new RegExp(`^[\\s　]*第${number}[編部](?=[\\s　]|$)`, "u"), 1],
  [new RegExp(`^[\\s　]*第${number}章`, "u"), 2],
  [new RegExp(`^[\\s　]*第${number}節`, "u"), 3],
  [new RegExp(`^[\\s　]*第${number}款`, "u"), 4],
  [/^(?:附[ 　]*則|別[ 　]*(?:表|紙|添)[第0-9０-９一二三四五六七八九十]*)(?=[\s　（(]|$)/u, 2],
  [/^(?:PART|Part)\s+(?:\d+|[IVX]+)\b/u, 1],
  [/^(?:CHAPTER|Chapter|APPENDIX|Appendix|ANNEX|Annex)\s+(?:\d+|[IVX]+|[A-Z])\b/u, 2],
  [/^(?:SECTION|Section|ARTICLE|Article)\s+\d+(?:\.\d+)*\b/u, 3],
];
const article = new RegExp(
  `^[\\s　]*(第${number}条(?:の${number})*)([\\s　]*[（(][^（）()]{1,40}[）)])?[\\s　]*`,
  "u",
);
const marked = /^[\s　]*[■□◆◇●▼▲◎★☆]+[\s　]*(?=\S)/u;
const bracketed = /^[\s　]*【[^【】]{1,40}】[\s　]*$/u;
const dotted = /^[\s　]*[0-9０-９]{1,3}(?:[.．][0-9０-９]{1,3})+[.．]?[\s　]+(?=[^\s\p{Script=Hiragana}])/u;
const numbered = /^[0-9０-９]{1,3}(?:[.．、)）](?![0-9０-９])|[\s　])[\s　]*(?=\S)/u;
const sentenceEnd = /[。．.！？!?；;、,：:]$/u;

const maxHeading = 60;
const maxTitle = 50;

interface Around {
  readonly previous: string;
  readonly next: string;
}

/** The heading that stands in a line, by its own form and the lines beside it. */
export function headingLine(line: string, around: Around, markup: boolean): HeadingLine | undefined {
  const text = line.trim();
  if (text === "") return undefined;
  const whole = (level: number, from = line.length - line.trimStart().length, underlined = false) => ({
    level,
    from,
    to: line.trimEnd().length,
    restFrom: line.length,
    underlined,
  });
  const hashes = markup ? /^(#{1,6})[ \t]+(?=\S)/.exec(line) : null;
  if (hashes !== null) return whole(hashes[1]?.length ?? 1, hashes[0].length);
  const found = article.exec(line);
  if (found !== null) return articleLine(line, found);
  if (text.length > maxHeading) return undefined;
  const underline = underlineLevel(text, around.next);
  if (underline !== undefined) return whole(underline, undefined, true);
  if (/[。．.；;、,]$/u.test(text)) return undefined;
  const chapter = chapters.find(([pattern]) => pattern.test(line));
  if (chapter !== undefined) return whole(chapter[1]);
  const mark = marked.exec(line);
  if (mark !== null) return whole(3, mark[0].length);
  if (bracketed.test(line)) return whole(4);
  if (sentenceEnd.test(text)) return undefined;
  const dots = dotted.exec(line);
  if (dots !== null) return whole(Math.min(6, 2 + (dots[0].match(/[.．](?=[0-9０-９])/gu)?.length ?? 0)));
  return numbered.test(line) && startsPart(around) ? whole(2) : undefined;
}

function articleLine(line: string, found: RegExpExecArray): HeadingLine | undefined {
  const rest = line.slice(found[0].length);
  // 第3条の規定により… is a sentence about an article, not the article's heading.
  if (/^[\p{Script=Hiragana}第に及]/u.test(rest) && !/[\s　）)]$/u.test(found[0])) return undefined;
  const short = rest.length <= 20 && !/[。、]/u.test(rest);
  const from = line.length - line.trimStart().length;
  const to = short ? line.trimEnd().length : found[0].trimEnd().length;
  return { level: 5, from, to, restFrom: short ? line.length : found[0].length, underlined: false };
}

function underlineLevel(text: string, next: string): number | undefined {
  const line = next.trim();
  if (line.length < 3 || listMark(text) > 0) return undefined;
  if (/^[=＝]{3,}$/u.test(line)) return 1;
  return /^(?:-{3,}|~{3,}|[─━―]{3,})$/u.test(line) ? 2 : undefined;
}

/** The short line a document begins with, apart from what follows it, is its title. */
export function titleLine(line: string, { next }: Around): HeadingLine | undefined {
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
  return { level: 1, from, to: line.trimEnd().length, restFrom: line.length, underlined: false };
}

/** A numbered line opens a part when no numbered line stands directly beside it: a list has neighbours. */
function startsPart({ previous, next }: Around): boolean {
  const beside = (line: string) => numbered.test(line.trim()) && !dotted.test(line);
  return next.trim() !== "" && !beside(next) && (previous.trim() === "" || !beside(previous));
}

/** （目的） on its own line just above 第1条 is that article's caption. */
export function isCaption(line: string, next: string): boolean {
  return /^[\s　]*[（(][^（）()]{1,40}[）)][\s　]*$/u.test(line) && article.test(next);
}

const mark =
  /^[\s　]*(?:[・•‣◦○–*+-][\s　]*(?=[^\s　*+-])|[0-9０-９]{1,3}[.．、)）][\s　]*|[0-9０-９]{1,2}　|[（(][0-9０-９一二三四五六七八九十a-zア-ン]{1,3}[）)][\s　]*|[①-⑳㈠-㈩][\s　]*|[ア-ン][.．、)）][\s　]*|[a-z][.)][\s　]+)(?=\S)/u;

/** Length of the mark of a list item with its indentation; 0 when the line is none. */
export function listMark(line: string): number {
  const found = mark.exec(line)?.[0] ?? "";
  // -5% and 3.14 are numbers, not items.
  return /[0-9０-９.．+-]$/u.test(found) && /^[0-9０-９]/u.test(line.slice(found.length)) ? 0 : found.length;
}
