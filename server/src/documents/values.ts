/** Numbers, amounts, dates and times of a text by value, however they are written (design 4.3). */
import { kanjiNumber, numberWord, scales } from "./numerals";
import { datesIn } from "./dates";

export interface Value {
  readonly kind: "number" | "percent" | "amount" | "date" | "time" | "reference";
  /** As the text has it, after NFKC. */
  readonly text: string;
  /** Number in its base unit; minutes since midnight for a time; not used for a date. */
  readonly amount: number;
  /** The unit in English (`day`, `yen`, `person`); empty when there is none that is known. */
  readonly unit: string;
  readonly date?: CalendarDate;
  /** What the words around make of it: 以内, at most; 以上, at least. */
  readonly bound?: "upper" | "lower";
}

/** Parts a text leaves out are absent. */
export interface CalendarDate {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** 年度: a fiscal year. */
  readonly fiscal?: boolean;
}

const units: readonly (readonly [RegExp, string])[] = [
  [/^(?:円|yen\b|jpy\b)/iu, "yen"],
  [/^(?:ドル|米ドル|usd\b|dollars?\b)/iu, "dollar"],
  [/^(?:ユーロ|eur\b|euros?\b)/iu, "euro"],
  [/^(?:%|パーセント|percent\b|per cent\b)/iu, "percent"],
  [/^(?:営業日|business days?\b|working days?\b)/iu, "business day"],
  [/^(?:日間?|days?\b)/iu, "day"],
  [/^(?:週間?|weeks?\b)/iu, "week"],
  [/^(?:[かヶケカヵ箇]月間?|months?\b)/iu, "month"],
  [/^(?:年間?|years?\b)/iu, "year"],
  [/^(?:時間|hours?\b|hrs?\b|h\b)/iu, "hour"],
  [/^(?:分間?|minutes?\b|mins?\b)/iu, "minute"],
  [/^(?:秒間?|seconds?\b|secs?\b|s\b)/iu, "second"],
  [/^(?:ミリ秒|milliseconds?\b|ms\b)/iu, "millisecond"],
  [/^(?:人|名|people\b|persons?\b|employees\b|members\b|staff\b)/iu, "person"],
  [/^(?:歳|才|years old\b)/iu, "year old"],
  [/^(?:回|times\b)/iu, "time"],
  [/^(?:件|cases?\b|items?\b)/iu, "case"],
  [/^(?:個|台|本|枚|冊|箱|部|units?\b|pieces?\b|copies\b)/iu, "piece"],
  [/^(?:倍|fold\b)/iu, "fold"],
  [/^(?:℃|°C|度)/u, "degree"],
  [/^(?:km|キロメートル)/u, "km"],
  [/^(?:mm|ミリ(?!秒))/u, "mm"],
  [/^(?:cm|センチ)/u, "cm"],
  [/^(?:m(?!\p{L})|メートル)/u, "m"],
  [/^(?:kg|キログラム)/u, "kg"],
  [/^(?:mg|ミリグラム)/u, "mg"],
  [/^(?:g(?!\p{L})|グラム)/u, "g"],
  [/^(?:mL|ml|ミリリットル)/u, "ml"],
  [/^(?:GB|ギガバイト)/u, "GB"],
  [/^(?:MB|メガバイト)/u, "MB"],
  [/^(?:条|項|号|章|節|編|版)/u, "reference"],
];
const kanji = "[〇一二三四五六七八九十百千]";
const counters =
  "(?:年|[かヶケカヵ箇]?月|日|週|円|人|名|件|回|個|台|本|枚|割|倍|歳|時間|分間|分以内|秒|営業日|条|項|号|章|節|%|パーセント)";
const numbers = new RegExp(
  [
    String.raw`(?<![\d.])(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)(?<scale>\s?(?:百万|千万|十億|[十百千]?[万億兆]|百|千|million\b|billion\b|thousand\b|trillion\b|hundred\b|bn\b)?(?:\d{1,4}(?:,\d{3})*[万億千](?:\d{1,4}(?=円|人|名|件))?)*)`,
    String.raw`(?<kanji>${kanji}+(?:[万億兆]${kanji}*)*)(?=${counters})`,
    String.raw`\b(?<word>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred)(?=[ -](?:business |working )?(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|people|persons|times|percent)\b)`,
  ].join("|"),
  "giu",
);

/** Values in order of appearance; dates and times first in rank, so that their digits are not numbers again. */
export function valuesIn(text: string): readonly Value[] {
  const folded = text.normalize("NFKC");
  const { dates, rest } = datesIn(folded);
  const found = [...dates];
  for (const match of rest.matchAll(numbers)) {
    const value = numberAt(rest, match);
    if (value !== undefined) found.push({ at: match.index, value });
  }
  return found.sort((left, right) => left.at - right.at).map(({ value }) => value);
}

function numberAt(text: string, match: RegExpExecArray): Value | undefined {
  const { digits, scale = "", kanji: ideographs, word } = match.groups ?? {};
  const end = match.index + match[0].length;
  const before = text.slice(Math.max(0, match.index - 16), match.index);
  const after = text.slice(end, end + 24);
  if (ideographs === "十" && /^分(?!間|以内)/u.test(after)) return undefined;
  const versions = digits !== undefined && (digits.match(/\./g)?.length ?? 0) > 1;
  const size =
    digits !== undefined
      ? scaled(digits, scale)
      : ideographs !== undefined
        ? kanjiNumber(ideographs)
        : numberWord(word ?? "");
  // 5-10 is a range; only a sign after a gap makes a number negative.
  const amount = /(?:^|[\s(、はがをにで:])[-−▲△]$|(?:マイナス|氷点下|minus )$/u.test(before) ? -size : size;
  const unitText = after.replace(/^[\s-]+/u, "");
  const tenths = /^割/u.test(unitText);
  const unit = tenths
    ? "percent"
    : (units.find(([pattern]) => pattern.test(unitText))?.[1] ?? currencyBefore(before));
  const reference =
    versions || unit === "reference" || /(?:第|Article|Section|Chapter|Step|手順|表|図)\s?$/iu.test(before);
  const bound = boundAround(before, after);
  return {
    kind: reference ? "reference" : kindOf(unit),
    text: match[0].trim(),
    amount: versions ? Number.NaN : tenths ? amount * 10 : amount,
    unit: reference ? "" : unit,
    ...(bound === undefined ? {} : { bound }),
  };
}

const kindOf = (unit: string) =>
  unit === "percent" ? "percent" : ["yen", "dollar", "euro"].includes(unit) ? "amount" : "number";

const currencyBefore = (before: string) =>
  /[¥￥]\s?$/u.test(before) ? "yen" : /\$\s?$/u.test(before) ? "dollar" : /€\s?$/u.test(before) ? "euro" : "";

/** 1億2,000万 is 120,000,000; 3 million is 3,000,000. */
function scaled(digits: string, scale: string): number {
  let sum = 0;
  let rest = digits + scale.trim();
  for (let part = /^([\d,.]*)\s*([^\d,.]*)/u.exec(rest); part !== null && rest !== "";) {
    const [whole = "", figure = "", word = ""] = part;
    if (whole === "") break;
    sum += (figure === "" ? 1 : Number(figure.replace(/,/g, ""))) * (scales[word.trim().toLowerCase()] ?? 1);
    rest = rest.slice(whole.length);
    part = /^([\d,.]*)\s*([^\d,.]*)/u.exec(rest);
  }
  return sum;
}

const unitWord = String.raw`^[\s-]*(?:円|ドル|[%℃]|パーセント|営業日|日間?|週間?|[かヶケカヵ箇]月間?|年間?|時間|分間?|秒間?|人|名|歳|回|件|個|台|本|枚|部|倍|度|割|[a-zA-Z]{1,3}|文字|桁|バイト)?\s*`;
const upperAfter = new RegExp(
  `${unitWord}(?:以内|以下|未満|まで|を超え(?:ない|ては)|を上限|or less|or fewer|at most)`,
  "iu",
);
const lowerAfter = new RegExp(`${unitWord}(?:以上|超|を超え|より多|を上回|or more|at least|minimum)`, "iu");
const upperBefore =
  /(?:within|no later than|at most|no more than|not more than|up to|less than|fewer than|under|below|maximum(?: of)?|最大|最長|上限)\s?[¥$€]?$/iu;
const lowerBefore =
  /(?:at least|no less than|not less than|more than|over|above|minimum(?: of)?|exceed(?:s|ing)?|最低|最短|少なくとも)\s?[¥$€]?$/iu;

function boundAround(before: string, after: string): "upper" | "lower" | undefined {
  if (upperAfter.test(after) || upperBefore.test(before)) return "upper";
  return lowerAfter.test(after) || lowerBefore.test(before) ? "lower" : undefined;
}
