/** Dates and times under a format: `yyyy/m/d`, `[$-411]ggge"年"m"月"d"日"`, `[h]:mm`. */
import { eraOf } from "./eras";
import { type Section, type Token } from "./formatCode";
import { digitByDigit, inWords } from "./nativeDigits";
import { type DateTime, dateTimeOf } from "./serialDate";

const months = "January February March April May June July August September October November December".split(
  " ",
);
const days = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const kanjiDays = "日月火水木金土";

/** Undefined for a number that is no date in this system. */
export function formatDate(serial: number, section: Section, date1904: boolean): string | undefined {
  const { tokens } = section;
  const date = dateTimeOf(serial, { date1904, digits: fractionDigits(tokens) });
  if (date === undefined) return undefined;
  const halves = tokens.some(({ kind }) => kind === "half");
  const writer = { date, section, halves };
  return tokens.map((token, index) => tokenText(token, index, writer)).join("");
}

interface Writer {
  readonly date: DateTime;
  readonly section: Section;
  readonly halves: boolean;
}

const isSecond = (token: Token | undefined) =>
  (token?.kind === "date" || token?.kind === "elapsed") && token.text.startsWith("s");
const isHour = (token: Token | undefined) =>
  (token?.kind === "date" || token?.kind === "elapsed") && token.text.startsWith("h");
const isClock = ({ kind }: Token) => kind === "date" || kind === "elapsed";

/** `ss.000`: the zeros behind the point behind the seconds. */
function fractionDigits(tokens: readonly Token[]): number {
  const point = tokens.findIndex(({ kind }, index) => kind === "point" && isSecond(tokens[index - 1]));
  if (point < 0) return 0;
  const rest = tokens.slice(point + 1);
  const end = rest.findIndex((token) => token.kind !== "digit");
  return Math.min(3, end < 0 ? rest.length : end);
}

function tokenText(token: Token, index: number, writer: Writer): string {
  const { section, date } = writer;
  const { tokens } = section;
  switch (token.kind) {
    case "literal":
      return token.text;
    case "elapsed":
      return figure(elapsed(date, token.text), token.text.length, section);
    case "half":
      return half(token.text, date, section);
    case "date":
      return token.text.startsWith("m") && token.text.length < 3 && isMinute(tokens, index)
        ? figure(date.minute, token.text.length, section)
        : dateText(token.text, writer);
    case "digit":
      return fractionFigure(tokens, index, date);
    default:
      return { point: ".", comma: ",", slash: "/", percent: "%" }[token.kind as string] ?? "";
  }
}

/** `m` is a minute behind hours and before seconds. */
function isMinute(tokens: readonly Token[], index: number): boolean {
  return isHour(tokens.slice(0, index).findLast(isClock)) || isSecond(tokens.slice(index + 1).find(isClock));
}

function elapsed({ seconds }: DateTime, text: string): number {
  if (text.startsWith("h")) return Math.floor(seconds / 3600);
  return text.startsWith("m") ? Math.floor(seconds / 60) : seconds;
}

function fractionFigure(tokens: readonly Token[], index: number, { fraction }: DateTime): string {
  const point = tokens.findLastIndex(({ kind }, at) => kind === "point" && at < index);
  const digits = fractionDigits(tokens);
  const at = index - point - 1;
  if (point < 0 || !isSecond(tokens[point - 1])) return "0";
  return String(fraction).padStart(digits, "0")[at] ?? "0";
}

const isJapanese = (locale: string) => /^ja\b|(?:^|0)411$/.test(locale);

function half(text: string, { hour }: DateTime, { locale }: Section): string {
  if (text === "午前/午後" || (isJapanese(locale) && text.length > 3)) return hour < 12 ? "午前" : "午後";
  const [morning = "AM", afternoon = "PM"] = text.split("/");
  return hour < 12 ? morning : afternoon;
}

function figure(value: number, width: number, { digits }: Section): string {
  if (digits === 1 || digits === 2) return inWords(value, digits);
  const text = String(value).padStart(Math.min(width, 2), "0");
  return digits === undefined ? text : digitByDigit(text, digits);
}

function dateText(text: string, { date, section, halves }: Writer): string {
  const width = text.length;
  switch (text[0]) {
    case "y":
      return yearText(width < 3 ? date.year % 100 : date.year, width < 3 ? 2 : 4, section);
    case "e":
      return eraYear(date, width, section);
    case "g":
      return eraName(date, width);
    case "b":
      return yearText((date.year + 543) % (width < 3 ? 100 : 10_000), 2, section);
    case "m":
      return width < 3 ? figure(date.month, width, section) : monthName(date.month, width, section);
    case "d":
      return width < 3 ? figure(date.day, width, section) : dayName(date.weekday, width, section);
    case "a":
      return kanjiDay(date.weekday, width);
    case "h":
      return figure(halves ? date.hour % 12 || 12 : date.hour, width, section);
    default:
      return figure(date.second, width, section);
  }
}

function yearText(year: number, width: number, { digits }: Section): string {
  const text = String(year).padStart(width, "0");
  return digits === undefined ? text : digitByDigit(text, digits);
}

/** `e` is the year of the era, unless the format is of a country that has none. */
function eraYear(date: DateTime, width: number, section: Section): string {
  const { locale } = section;
  if (locale !== "" && !isJapanese(locale))
    return String(/^(?:0?404|zh-tw)/.test(locale) ? date.year - 1911 : date.year);
  const { year } = eraOf(date);
  if (year === 1 && locale.includes("gannen")) return "元";
  return figure(year, width, section);
}

function eraName(date: DateTime, width: number): string {
  const { name, letter } = eraOf(date);
  return width === 1 ? letter : width === 2 ? name.charAt(0) : name;
}

function monthName(month: number, width: number, { locale }: Section): string {
  if (isJapanese(locale)) return `${month}月`;
  const name = months[month - 1] ?? "";
  return width === 3 ? name.slice(0, 3) : width === 5 ? name.charAt(0) : name;
}

function dayName(weekday: number, width: number, { locale }: Section): string {
  if (isJapanese(locale)) return kanjiDay(weekday, width);
  return width === 3 ? (days[weekday] ?? "").slice(0, 3) : (days[weekday] ?? "");
}

const kanjiDay = (weekday: number, width: number): string =>
  `${kanjiDays.charAt(weekday)}${width > 3 ? "曜日" : ""}`;
