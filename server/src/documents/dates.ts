/** Dates and times of a text, in the ways Japanese and English write them. */
import { kanjiNumber } from "./numerals";
import { boundAfter } from "./bounds";
import { type CalendarDate, type Draft } from "./values";

/** The Gregorian year before the first one of the era. */
const eras: Readonly<Record<string, number>> = {
  令和: 2018,
  R: 2018,
  平成: 1988,
  H: 1988,
  昭和: 1925,
  S: 1925,
  大正: 1911,
  T: 1911,
  明治: 1867,
  M: 1867,
};
const n = String.raw`(?:\d{1,2}|[〇一二三四五六七八九十]{1,3})`;
/** After 月 or 日: a length of time, not a day of the calendar. Statutes write 三月以内 for three months. */
const span = String.raw`(?!間|以内|以上|以下|未満|を超え|を経過|を下ら)`;
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const month = String.raw`(?<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?`;

/** In order of rank: a later form does not see the characters an earlier one took. */
const forms: readonly RegExp[] = [
  new RegExp(
    `(?<era>令和|平成|昭和|大正|明治)\\s?(?<y>元|${n})年(?<fy>度)?(?:\\s?(?<m>${n})月(?:\\s?(?<d>${n})日)?)?`,
    "gu",
  ),
  new RegExp(
    `(?<![A-Za-z0-9])(?<era>[RHSTM])(?<y>元|\\d{1,2})年(?<fy>度)?(?:\\s?(?<m>\\d{1,2})月(?:\\s?(?<d>\\d{1,2})日)?)?`,
    "gu",
  ),
  new RegExp(
    `(?<![A-Za-z0-9])(?<era>[RHSTM])(?<y>元|\\d{1,2})[./](?<m>\\d{1,2})[./](?<d>\\d{1,2})(?![\\d.])`,
    "gu",
  ),
  new RegExp(
    `(?<!\\d)(?<y>\\d{4}|[〇一二三四五六七八九]{4})年(?<fy>度)?(?:\\s?(?<m>${n})月(?:\\s?(?<d>${n})日(?!間))?)?`,
    "gu",
  ),
  /(?<!\d)(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?!\d)/gu,
  new RegExp(`\\b${month}\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<y>\\d{4})\\b`, "giu"),
  new RegExp(`\\b(?<d>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${month}(?:,?\\s+(?<y>\\d{4}))?\\b`, "giu"),
  new RegExp(`\\b${month}\\s+(?<y>\\d{4})\\b`, "giu"),
  new RegExp(`\\b${month}\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?\\b`, "gu"),
  /\b(?:fiscal(?: year)?|FY)\s?(?<y>\d{4})(?<fy>)/giu,
  new RegExp(`(?<![\\d〇一二三四五六七八九十])(?<m>${n})月\\s?(?<d>${n})日${span}`, "gu"),
  new RegExp(`(?<![\\d〇一二三四五六七八九十])(?<m>${n})月${span}`, "gu"),
  /\b(?<name>January|February|March|April|June|July|August|September|October|November|December)\b/gu,
  /(?<![\d/.-])(?<m>\d{1,2})\/(?<d>\d{1,2})(?![\d/.-])/gu,
];
const clock =
  /(?<half>午前|午後|AM|PM)?\s?(?<!\d)(?<h>\d{1,2})(?::(?<mi>\d{2})|時(?!間)(?:(?<mj>\d{1,2})分|(?<thirty>半))?)\s?(?<ampm>[ap]\.?m\.?)?/giu;
const clockTwelve = /(?<!\d)(?<h>\d{1,2})\s?(?<ampm>[ap]\.?m\b\.?)/giu;

/** `rest` is the text with the characters of dates and times blanked out, offsets unchanged. */
export function datesIn(text: string): { readonly dates: readonly Draft[]; readonly rest: string } {
  const dates: Draft[] = [];
  let rest = text;
  const take = (pattern: RegExp, read: (groups: Groups) => Reading | undefined) => {
    rest = rest.replace(pattern, (match: string, ...more: unknown[]) => {
      const at = more.find((one): one is number => typeof one === "number") ?? 0;
      const value = read((more.at(-1) ?? {}) as Groups);
      if (value === undefined) return match;
      const start = at + match.length - match.trimStart().length;
      const end = at + match.trimEnd().length;
      const bound = boundAfter(text.slice(end, end + 8), value.kind === "date");
      dates.push({
        ...value,
        text: match.trim(),
        at: start,
        end,
        from: start,
        to: end + (bound?.length ?? 0),
        ...(bound === undefined ? {} : { bound: bound.bound }),
        ...(bound?.exclusive === true ? { exclusive: true } : {}),
      });
      return " ".repeat(match.length);
    });
  };
  for (const form of forms) take(form, dateOf);
  take(clock, timeOf);
  take(clockTwelve, timeOf);
  return { dates, rest };
}

type Reading = Pick<Draft, "kind" | "amount" | "unit" | "date">;
type Groups = Readonly<Record<string, string | undefined>>;

const figure = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : /^\d+$/.test(text) ? Number(text) : kanjiNumber(text);

function dateOf({ era, y, m, d, fy, name }: Groups): Reading | undefined {
  const written = figure(y);
  const year = written === undefined ? undefined : written + (eras[era ?? ""] ?? 0);
  const monthNumber = name === undefined ? figure(m) : months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const day = figure(d);
  if ((monthNumber ?? 1) > 12 || (day ?? 1) > 31 || monthNumber === 0 || day === 0) return undefined;
  const date: CalendarDate = {
    ...(year === undefined ? {} : { year }),
    ...(monthNumber === undefined ? {} : { month: monthNumber }),
    ...(day === undefined ? {} : { day }),
    ...(fy === undefined ? {} : { fiscal: true }),
  };
  return { kind: "date", amount: 0, unit: "", date };
}

function timeOf({ half, h, mi, mj, thirty, ampm }: Groups): Reading | undefined {
  const hour = Number(h);
  const minute = thirty === undefined ? Number(mi ?? mj ?? 0) : 30;
  if (hour > 29 || minute > 59) return undefined;
  const mark = (half ?? ampm ?? "").toLowerCase();
  const afternoon = (mark === "午後" || mark.startsWith("p")) && hour < 12;
  return { kind: "time", amount: (afternoon ? hour + 12 : hour) * 60 + minute, unit: "" };
}
