/** The number a heading or a paragraph begins with, as Japanese and English documents number their parts. */
import { katakanaOrdinal } from "./katakana";
import { kanjiNumber } from "./numerals";

export type NumberScheme =
  /** 編 and 部, 章, 節, 款, 目, 条, 項, 号: the order of a statute. */
  | "part"
  | "chapter"
  | "section"
  | "subsection"
  | "division"
  | "article"
  | "paragraph"
  | "item"
  /** 附則, 別表, 様式, 付録 and 別紙: what stands behind the last chapter. */
  | "supplement"
  | "table"
  | "form"
  | "appendix"
  /** `Section 3.2` and `§ 4`, `Article 5`: which of the two is inside the other differs by country. */
  | "sectionWord"
  | "articleWord"
  | "step"
  /** 第１ of official notices. */
  | "notice"
  /** `1.`, `1.2.3`, `2-1`. */
  | "decimal"
  /** `A.1` inside an appendix. */
  | "letterDecimal"
  /** 一、 */
  | "kanji"
  /** （一） and ㈠ */
  | "kanjiParenthesis"
  /** （１） and ⑴ */
  | "parenthesis"
  /** ① */
  | "circled"
  /** イロハ or アイウ */
  | "katakana"
  | "katakanaParenthesis"
  | "letter"
  | "letterParenthesis"
  | "roman";

export interface Numbering {
  readonly scheme: NumberScheme;
  /** Depth the scheme usually has, from 1; `outline.ts` finds the depth it has in a document. */
  readonly level: number;
  /** 第27条の2 is `[27, 2]`, 1.2.3 `[1, 2, 3]`; empty for a 附則 without a number. */
  readonly ordinal: readonly number[];
  /** The number as written, without the full stop or space behind it. */
  readonly text: string;
  /** Where what follows begins. */
  readonly restFrom: number;
  readonly rest: string;
  /** What follows without the brackets of a caption: 第1条（目的） is 目的. */
  readonly title: string;
}

const n = "[0-9０-９〇一二三四五六七八九十百千]+";
const branch = `(?:の${n})*`;
const d = "[0-9０-９]";
/** What begins a part's title when no space stands before it: 1.1目的, not 1.1を. */
const titleStart = String.raw`(?=[\p{Script=Han}\p{Script=Katakana}「『【A-Z])`;

interface Form {
  readonly scheme: NumberScheme;
  readonly level: number;
  readonly pattern: RegExp;
  /** A word of a sentence may stand where this number ends. */
  readonly check?: "reference" | "value";
}

const form = (scheme: NumberScheme, level: number, pattern: string, check?: Form["check"]): Form => ({
  scheme,
  level,
  pattern: new RegExp(`^(?:${pattern})`, "u"),
  ...(check && { check }),
});

/** First match counts; the first group is the number itself, without what only divides it from the text. */
const forms: readonly Form[] = [
  form("part", 1, `(第${n}(?:編(?![成集入制])|部(?![門署長品分位会員])))`, "reference"),
  form("chapter", 2, `(第${n}章${branch})`, "reference"),
  form("section", 3, `(第${n}節(?![約電水減])${branch})`, "reference"),
  form("subsection", 4, `(第${n}款${branch})`, "reference"),
  form("division", 5, `(第${n}目(?![的標安次視録])${branch})`, "reference"),
  form("article", 6, `(第${n}条${branch})`, "reference"),
  form("paragraph", 7, `(第${n}項(?!目)${branch})`, "reference"),
  form("item", 8, `(第${n}号(?:議案)?${branch})`, "reference"),
  form("supplement", 2, `([附付][ 　]*則)(?=[\\s（(【]|$)`),
  form(
    "table",
    2,
    `(別[ 　]*表(?:[ 　]*第?[ 　]?(?:${n}|[A-Z])${branch})?)(?=[\\s（(【：:]|$)[：:]?`,
    "reference",
  ),
  form(
    "form",
    2,
    `((?:別記)?(?:様[ 　]*式|書式)[ 　]*第?[ 　]?(?:${n}|[A-Z])(?:号)?(?:[-－の]${n})*)(?=[\\s（(【：:]|$)[：:]?`,
    "reference",
  ),
  form(
    "appendix",
    2,
    `((?:付録|附録|別紙|別添|別記|参考資料|添付資料|補足資料|資料)(?:[ 　]*第?[ 　]?(?:${n}|[A-ZＡ-Ｚ])(?:号)?(?:[-－.．]${n})*)?)(?=[\\s（(【：:]|$)[：:]?`,
    "reference",
  ),
  form("part", 1, String.raw`(P(?:art|ART)\s+(?:\d+|[IVX]+))\b[.:]?`, "reference"),
  form("chapter", 2, String.raw`(C(?:hapter|HAPTER)\s+(?:\d+|[IVX]+))\b[.:]?`, "reference"),
  form(
    "appendix",
    2,
    String.raw`((?:A(?:ppendix|PPENDIX|nnex|NNEX)|S(?:chedule|CHEDULE)|E(?:xhibit|XHIBIT))\s+(?:\d+|[IVX]+|[A-Z])(?:[.-]\d+)*)\b[.:]?`,
    "reference",
  ),
  form(
    "sectionWord",
    3,
    String.raw`(S(?:ection|ECTION)\s+\d+(?:\.\d+)*|§§?\s?\d+(?:\.\d+)*[a-z]?)(?!\d)[.:]?`,
    "reference",
  ),
  form("articleWord", 3, String.raw`(A(?:rticle|RTICLE)\s+(?:\d+(?:\.\d+)*|[IVX]+))\b[.:]?`, "reference"),
  form("step", 3, `((?:手順|ステップ|工程|STEP|Step)[ 　]?${d}{1,2})(?=[\\s.．:：]|$)[.．:：]?`, "reference"),
  form("notice", 2, `(第${n})(?=[\\s　])`),
  form("decimal", 2, `(${d}{1,2}(?:[.．]${d}{1,2})+)(?:[.．](?!${d})|(?=[\\s　])|${titleStart})`, "value"),
  form("decimal", 2, `([1-9１-９]${d}?(?:[-－‐][1-9１-９]${d}?)+)(?=[\\s　])`, "value"),
  form("letterDecimal", 3, String.raw`([A-Z](?:[.-]\d{1,2})+)\.?(?=\s)`),
  form("decimal", 2, `(${d}{1,3})(?:[.．、)）](?!${d})|(?=[\\s　]))`, "value"),
  form("kanjiParenthesis", 4, "([（(][一二三四五六七八九十]{1,3}[）)]|[㈠-㈩])"),
  form("parenthesis", 4, `([（(]${d}{1,3}[）)]|[⑴-⒇])`, "value"),
  form("circled", 5, "([①-⑳㉑-㉟])"),
  form("katakanaParenthesis", 6, "([（(][ア-ン][）)]|[㋐-㋾])"),
  form("letterParenthesis", 6, "([（(][a-zA-Zａ-ｚＡ-Ｚ][）)])"),
  form("kanji", 3, "([一二三四五六七八九十]{1,3})(?:[.．、](?![一二三四五六七八九十])|(?=　))"),
  form("katakana", 5, "([ア-ン])(?:[.．、)）]|(?=　))"),
  form("roman", 3, String.raw`([Ⅰ-Ⅻⅰ-ⅻ]|[IVX]{1,4}(?=\.\s))[.．]?`),
  form("letter", 5, String.raw`([A-Za-zＡ-Ｚａ-ｚ])[.．)）](?=[\s　])`),
];

/** What any of the forms begins with: most lines of Japanese text need no further look. */
const begins =
  /^[第附付別様書参添補資手ス工§0-9０-９(（①-⑳㉑-㉟⑴-⒇㈠-㈩㋐-㋾一二三四五六七八九十ア-ンA-Za-zＡ-Ｚａ-ｚⅠ-Ⅻⅰ-ⅻ]/u;

/**
 * The number at the beginning of `text`; undefined when there is none: 1.5倍, 10.3%, 2024年 are values,
 * 第1条の規定により is part of a sentence. `before` is the number of the part before it, which tells イ of
 * アイウ from イ of イロハ. Constant time: only the beginning is looked at.
 */
export function numberOf(text: string, before?: Numbering): Numbering | undefined {
  const indent = text.length - text.trimStart().length;
  const line = text.slice(indent, indent + 200);
  if (!begins.test(line)) return undefined;
  for (const { scheme, level, pattern, check } of forms) {
    const found = pattern.exec(line);
    const number = found?.[1];
    if (found === null || number === undefined) continue;
    const after = line.slice(found[0].length);
    if (check === "reference" && goesOn(after, scheme)) return undefined;
    if (check === "value" && isValue(found[0], after)) return undefined;
    const restFrom = indent + found[0].length + (/^[\s　]*/u.exec(after)?.[0].length ?? 0);
    const rest = text.slice(restFrom).trim();
    const ordinal = ordinalOf(number, scheme, before);
    const nested = scheme === "decimal" || scheme === "sectionWord";
    return {
      scheme,
      level: nested ? level + ordinal.length - 1 : level,
      ordinal,
      text: number.trim(),
      restFrom,
      rest,
      title: titleOf(rest),
    };
  }
  return undefined;
}

const caption = /^[（(【〔]([^（）()【】〔〕]{1,60})[）)】〕]/u;

/** （目的）この規程は… is 目的: the caption names the part, the text behind it is its first sentence. */
const titleOf = (rest: string) => caption.exec(rest)?.[1]?.trim() ?? rest;

const particle =
  /^(?:の|に(?!つ|お)|を|は(?!じめ)|が|で(?!き)|と(?=[、，もしの])|から|まで|より|へ|及び|並びに|又は|若しくは|または|および|ただし書|各号|前段|後段|本文|中[の、]|[、，。)）]|第[0-9０-９一二三四五六七八九十])/u;

/** The text goes on as a sentence about the part: 第3条第2項に, 第3条（秘密保持）の規定は, Section 5 applies. */
function goesOn(after: string, scheme: NumberScheme): boolean {
  if (/^[a-z]/.test(after.trimStart())) return true;
  if (particle.test(after)) return true;
  const behind = caption.exec(after)?.[0];
  if (behind !== undefined) return particle.test(after.slice(behind.length));
  // A body directly behind 第3条 begins with a space; letters without one belong to a sentence.
  return scheme === "article" && /^\p{Script=Hiragana}/u.test(after);
}

const counter = String.raw`(?:営業日|年度?|[かヶケカヵ箇]月|月|日|週|時間?|分|秒|円|人|名|歳|才|回|件|個|台|本|枚|冊|箱|部|割|倍|次|度|階|点|号|版|丁目|番地?|世紀|万|億|千|百|[%％‰℃])`;
const counted = new RegExp(
  String.raw`^${counter}+(?:$|[\s　\p{Script=Hiragana}、。，,.（(／/〜～~%％-]|以[上下内外]|未満|超|間|目|分|後|前|当|程度|頃|現在)`,
  "u",
);
const latinUnit =
  /^(?:(?:days?|hours?|minutes?|seconds?|weeks?|months?|years?|times|people|percent|per|of|to|and|or|in|x|is|are|was|were|out)\b|(?:[kMGT]i?B|bps|[kcm]?m|[kmµμ]?g|mL|ml|L|[kMG]?Hz|[mk]?V|[mk]?A|[mkM]?W|N|°C|K|rpm|dB|bar|[kMh]?Pa|USD|JPY|EUR)(?![\p{L}\d]))/u;

/** A figure of a sentence, or of a measurement, a date, an address. */
function isValue(number: string, after: string): boolean {
  const rest = after.trimStart();
  const marked = /[.．、)）]$/u.test(number);
  if (rest === "") return !marked;
  if (/^[+=×÷*/<>≦≧~〜～]/u.test(rest)) return true;
  const spaced = rest.length < after.length;
  if (/^[0-9０-９]/u.test(rest)) return !marked || !spaced;
  if (marked && spaced) return false;
  if (counted.test(rest)) return true;
  if (marked) return false;
  return latinUnit.test(rest) || /^\p{Script=Hiragana}/u.test(rest);
}

function ordinalOf(number: string, scheme: NumberScheme, before: Numbering | undefined): readonly number[] {
  const text = number.normalize("NFKC");
  if (scheme === "katakana" || scheme === "katakanaParenthesis")
    return [
      katakanaOrdinal(text.replace(/[()]/g, ""), before?.scheme === scheme ? before.ordinal[0] : undefined),
    ];
  const figures = text.match(/\d+|[〇一二三四五六七八九十百千]+/gu);
  const values = figures?.map((figure) => (/^\d/.test(figure) ? Number(figure) : kanjiNumber(figure))) ?? [];
  const letter = /(?:^|[\s(]|[^A-Za-z])([A-Za-z])(?![A-Za-z])/.exec(text)?.[1];
  const roman = /(?:^|\s)([IVX]+|[ivx]+)$/.exec(text)?.[1];
  if (values.length === 0 && roman !== undefined && scheme !== "letter" && scheme !== "letterParenthesis")
    return [romanNumber(roman)];
  if (letter !== undefined && scheme !== "sectionWord")
    return [letter.toLowerCase().charCodeAt(0) - 96, ...values];
  return values;
}

const romans: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };

function romanNumber(text: string): number {
  const values = [...text.toLowerCase()].map((letter) => romans[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}
