/** Numbers, amounts, dates and times of a text by value, however they are written (design 4.3). */
import { boundAfter, boundBefore } from "./bounds";
import { datesIn } from "./dates";
import { fold } from "./fold";
import { kanjiFigures, kanjiNumber, numberWord, numberWords, scales } from "./numerals";
import { currencies, currencyBefore, type TableUnit, unitAt } from "./units";

export { type TableUnit, tableUnitIn } from "./units";

export interface Value {
  readonly kind: "number" | "percent" | "amount" | "date" | "time" | "reference";
  /** As the text has it, after folding (`fold.ts`). */
  readonly text: string;
  /** Number in its base unit; minutes since midnight for a time; not used for a date. */
  readonly amount: number;
  /** The unit in English (`day`, `yen`, `person`); empty when there is none that is known. */
  readonly unit: string;
  readonly date?: CalendarDate;
  /** What the words around make of it: 以内, at most; 以上, at least. */
  readonly bound?: "upper" | "lower";
  /** Beside `bound`: 未満, 超, "less than", "more than". */
  readonly exclusive?: boolean;
  /** 5～10日, "from 5 to 10 days": which end of a range it is. */
  readonly range?: "from" | "to";
  /** UTF-16 offsets in the text that was given: the figure alone. */
  readonly figure: { readonly start: number; readonly end: number };
  /** With its sign, unit, bound and the other end of its range. */
  readonly span: { readonly start: number; readonly end: number };
}

/** Parts a text leaves out are absent. */
export interface CalendarDate {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** 年度: a fiscal year. */
  readonly fiscal?: boolean;
}

const k = `[${kanjiFigures}]`;
const counters =
  "(?:年|[かヶケカヵ箇]?月|[かヶケカヵ箇]年|日|週|円|人|名|件|回|個|台|本|枚|割|倍|歳|時間|分間|分以内|秒|営業日|条|項|号|章|節|%|パーセント|ドル|ページ|株)";
const scaleUnit = `(?:[十百千]{0,2}[万億兆]{1,2}|[百千](?=[円人名件個台株枚冊ドトkg]|\\d))`;
const unitWords =
  "(?:calendar |business |working )?(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|people|persons|employees|times|copies|pages|yen|dollars|euros|percent|per cent|met(?:er|re)s?|kilograms?|lit(?:er|re)s?)";
const numbers = new RegExp(
  [
    `(?<whole>\\d+|${k}+)分の(?<parts>\\d+|${k}+)`,
    `(?<![\\d.^])(?<digits>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)*)` +
      `(?<power>\\s?[x×*]\\s?10\\^\\{?[-+]?\\d+\\}?|\\^\\{?[-+]?\\d+\\}?|[eE][-+]?\\d+(?![\\w.]))?` +
      `(?<scale>\\s?(?:million|billion|thousand|trillion|hundred|bn)\\b|(?:\\s?${scaleUnit}(?:\\d[\\d,]*(?:\\.\\d+)?)?)*)`,
    `(?<kanji>${k}+(?:[万億兆]${k}*)*)(?=${counters})`,
    `\\b(?<word>(?:${numberWords})(?:[ -](?:and )?(?:${numberWords}))*)(?=[ -]${unitWords}\\b)`,
    `\\b(?<some>one|two|three|four)[ -](?<of>half|third|quarter|fifth|tenth)s?\\b`,
  ].join("|"),
  "giu",
);
const ordinals: Readonly<Record<string, number>> = { half: 2, third: 3, quarter: 4, fifth: 5, tenth: 10 };

/** A value on its way, in offsets of the folded text. */
export type Draft = Omit<Value, "figure" | "span"> & {
  readonly at: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
};

/**
 * Values in order of appearance; dates and times first in rank, so that their digits are not numbers again.
 * `table`: what bare figures stand for, from the table's header (`tableUnitIn`). Linear in the text.
 */
export function valuesIn(text: string, table?: TableUnit): readonly Value[] {
  const map = fold(text);
  const { dates, rest } = datesIn(map.text);
  const found: Draft[] = [...dates];
  let unitEnd = 0;
  for (const match of rest.matchAll(numbers)) {
    // The 2 of 10 m2 belongs to the unit.
    if (match.index < unitEnd) continue;
    const value = numberAt(rest, match);
    unitEnd = value?.to ?? 0;
    if (value !== undefined) found.push(table === undefined ? value : inTable(value, table));
  }
  found.sort((left, right) => left.at - right.at);
  const offset = (at: number, side: "starts" | "ends") => map[side][at] ?? text.length;
  return withRanges(found, map.text).map(({ at, end, from, to, ...value }) => ({
    ...value,
    figure: { start: offset(at, "starts"), end: offset(end - 1, "ends") },
    span: { start: offset(from, "starts"), end: offset(to - 1, "ends") },
  }));
}

/** Words that only look like a number with a counter. */
const idiom = /^(?:一(?:部|度|般|種|定|点|時|方|切|通り)|十分(?!間|以内|の)|万一)/u;

function numberAt(text: string, match: RegExpExecArray): Draft | undefined {
  const { digits, power = "", scale = "" } = match.groups ?? {};
  const at = match.index;
  const end = at + match[0].length;
  if (digits === undefined && idiom.test(text.slice(at, at + 4))) return undefined;
  const before = text.slice(Math.max(0, at - 28), at);
  const after = text.slice(end, end + 32);
  const versions = digits !== undefined && (digits.match(/\./g)?.length ?? 0) > 1;
  const money = currencyBefore(before);
  const short =
    money !== undefined && digits !== undefined ? /^(?:k|m|b|bn)(?![\p{L}\d])/iu.exec(after)?.[0] : undefined;
  const size = sizeOf(match.groups ?? {}) * (scales[(short ?? "").toLowerCase()] ?? 1);
  const gap = (short?.length ?? 0) + (/^[\s-]*/u.exec(after.slice(short?.length ?? 0))?.[0].length ?? 0);
  const tenths = after.startsWith("割", gap);
  const unit = tenths ? { unit: "percent", length: 1 } : (unitAt(after.slice(gap)) ?? money);
  const taken =
    unit === undefined ? (short?.length ?? 0) : unit === money ? (short?.length ?? 0) : gap + unit.length;
  const sign = signBefore(before.slice(0, before.length - (money?.length ?? 0)), after);
  const closing = bound(before, after, { money: money?.length ?? 0, taken });
  const reference =
    versions ||
    unit?.unit === "reference" ||
    /(?:第|Article|Section|Chapter|Step|手順|表|図)\s?$/iu.test(before);
  const amount = (sign.negative ? -1 : 1) * size * (tenths ? 10 : 1);
  return {
    kind: reference ? "reference" : kindOf(unit?.unit ?? ""),
    text: match[0].trim(),
    amount: versions ? Number.NaN : amount,
    unit: reference ? "" : (unit?.unit ?? ""),
    ...(closing.found === undefined ? {} : { bound: closing.found.bound }),
    ...(closing.found?.exclusive === true ? { exclusive: true } : {}),
    at,
    end: power === "" && scale === "" ? end : at + match[0].trimEnd().length,
    from:
      at -
      Math.max(
        sign.length + (money?.length ?? 0),
        closing.before,
        reference && before.endsWith("第") ? 1 : 0,
      ),
    to: end + taken + closing.after,
  };
}

function bound(before: string, after: string, beside: { readonly money: number; readonly taken: number }) {
  const bare = before.slice(0, before.length - beside.money);
  // A counter that is no known unit may stand between: 5社以上.
  const unknown = /^\s?[\p{Script=Han}\p{Script=Katakana}ー]{1,6}?(?=以[上下内]|未満|超|を超え|まで)/u;
  const skipped = beside.taken === 0 ? (unknown.exec(after)?.[0].length ?? 0) : 0;
  const later = boundAfter(after.slice(beside.taken + skipped));
  const earlier = boundBefore(bare);
  return {
    found: later ?? earlier,
    after: later === undefined ? 0 : skipped + later.length,
    before: earlier === undefined ? 0 : earlier.length + beside.money,
  };
}

function sizeOf(groups: Readonly<Record<string, string | undefined>>): number {
  const { digits, power = "", scale = "", kanji, word, whole, parts, some, of } = groups;
  if (whole !== undefined) return figure(parts) / figure(whole);
  if (some !== undefined) return numberWord(some) / (ordinals[(of ?? "").toLowerCase()] ?? 1);
  if (kanji !== undefined) return kanjiNumber(kanji);
  if (digits === undefined) return numberWord(word ?? "");
  const plain = Number(digits.replace(/,/g, ""));
  const exponent = Number(/[-+]?\d+(?=\}?$)/.exec(power)?.[0] ?? "0");
  if (power.startsWith("^")) return plain ** exponent;
  if (power !== "") return plain * 10 ** exponent;
  const factor = scales[scale.trim().toLowerCase()];
  return factor === undefined
    ? kanjiNumber(`${digits.includes(".") ? plain : digits}${scale.replace(/\s/g, "")}`)
    : plain * factor;
}

const figure = (text = "") => (/^\d+$/.test(text) ? Number(text) : kanjiNumber(text));

/** 5-10 is a range: only a sign after a gap makes a number negative. Accounts write △1,234, ▲5 and (1,234). */
function signBefore(before: string, after: string): { readonly negative: boolean; readonly length: number } {
  const found = /(?:(?<=^|[\s(、はがをにで:|])[-−]|[△▲]|マイナス|氷点下|\bminus )$/iu.exec(before);
  if (found !== null) return { negative: true, length: found[0].length };
  const bracketed = /(?:^|[\s|])\($/u.test(before) && /^\)(?:$|[\s|%円])/u.test(after);
  return { negative: bracketed, length: bracketed ? 1 : 0 };
}

const kindOf = (unit: string) =>
  unit === "percent" ? "percent" : currencies.has(unit) ? "amount" : "number";

function inTable(value: Draft, { factor, unit }: TableUnit): Draft {
  if (value.kind !== "number" || value.unit !== "") return value;
  return { ...value, kind: kindOf(unit), amount: value.amount * factor, unit };
}

/** Joins the two ends of a range; the unit and scale written once belong to both. */
function withRanges(drafts: readonly Draft[], text: string): readonly Draft[] {
  const result = [...drafts];
  for (let index = 0; index + 1 < result.length; index += 1) {
    const [low, high] = [result[index], result[index + 1]];
    if (low === undefined || high === undefined || low.range !== undefined || !joined(low, high, text))
      continue;
    const bare = low.kind === "number" && low.unit === "" && high.kind !== "reference";
    const scale = bare ? /[十百千万億兆]+$|(?:thousand|million|billion)$/iu.exec(high.text)?.[0] : undefined;
    const factor =
      scale === undefined || /[^\d.,]/u.test(low.text)
        ? 1
        : (scales[scale.toLowerCase()] ?? kanjiNumber(scale));
    const from = Math.min(
      low.from,
      /\b(?:from|between)\s$/iu.test(text.slice(Math.max(0, low.from - 8), low.from))
        ? low.from - 5
        : low.from,
    );
    const ends = { from: Math.max(0, from), to: high.to };
    result[index] = {
      ...low,
      ...(bare ? { kind: high.kind, unit: high.unit, amount: low.amount * factor } : {}),
      ...ends,
      range: "from",
    };
    result[index + 1] = { ...high, ...ends, range: "to" };
  }
  return result;
}

function joined(low: Draft, high: Draft, text: string): boolean {
  if (low.kind === "reference" || high.kind === "reference") return false;
  if (
    (low.date === undefined) !== (high.date === undefined) ||
    (low.kind === "time") !== (high.kind === "time")
  )
    return false;
  if (low.unit !== "" && low.unit !== high.unit) return false;
  const between = text.slice(low.to, high.from);
  if (between.length > 12 || /[。、,;]/u.test(between)) return false;
  if (/^\s*and\s*$/iu.test(between))
    return /\bbetween\s$/iu.test(text.slice(Math.max(0, low.from - 8), low.from));
  return /^\s*(?:~|-|から|to|through)\s*[¥$€£]?\s?$/iu.test(between);
}
