/** Units of numbers in both languages, and the unit a table states once for all its cells. */
import { kanjiNumber, scales } from "./numerals";

const si = (symbol: string, more = "") =>
  new RegExp(`^(?:${symbol}(?![\\p{L}\\d/^])${more && `|${more}`})`, "u");

/** In order: a longer unit before the one it begins with. The text after a number is folded. */
const units: readonly (readonly [RegExp, string])[] = [
  [/^(?:円|yen\b|jpy\b)/iu, "yen"],
  [/^(?:米?ドル|usd\b|(?:us )?dollars?\b)/iu, "dollar"],
  [/^(?:ユーロ|eur\b|euros?\b)/iu, "euro"],
  [/^(?:英?ポンド(?!\/)|gbp\b|pounds sterling\b)/iu, "pound"],
  [/^(?:人民元|cny\b|yuan\b)/iu, "yuan"],
  [/^(?:ウォン|krw\b)/iu, "won"],
  [/^(?:%ポイント|ポイント|percentage points?\b|points?\b)/iu, "point"],
  [/^(?:%|パーセント|percent\b|per cent\b)/iu, "percent"],
  [/^(?:営業日|business days?\b|working days?\b)/iu, "business day"],
  [/^(?:日間?|days?\b|calendar days?\b)/iu, "day"],
  [/^(?:週間?|weeks?\b)/iu, "week"],
  [/^(?:[かヶケカヵ箇個]月間?|months?\b|月(?=以[内上下]|未満|を[超経]|前|後|間))/iu, "month"],
  [/^(?:[かヶケカヵ箇]年間?|年間?|years?\b(?! old))/iu, "year"],
  [/^(?:時間|hours?\b|hrs?\b|h(?![\p{L}\d]))/iu, "hour"],
  [/^(?:ミリ秒|milliseconds?\b|ms\b)/iu, "millisecond"],
  [/^(?:マイクロ秒|microseconds?\b|μs\b)/iu, "microsecond"],
  [/^(?:分間?(?!の)|minutes?\b|mins?\b)/iu, "minute"],
  [/^(?:秒間?|seconds?\b|secs?\b|s(?![\p{L}\d]))/iu, "second"],
  [/^(?:人|名|people\b|persons?\b|employees\b|members\b|staff\b)/iu, "person"],
  [/^(?:歳|才|years old\b)/iu, "year old"],
  [/^(?:回|times\b)/iu, "time"],
  [/^(?:件|cases?\b|items?\b)/iu, "case"],
  [/^(?:個|台|本|枚|冊|箱|部(?!分)|units?\b|pieces?\b|copies\b)/iu, "piece"],
  [/^(?:株|shares?\b)/iu, "share"],
  [/^(?:ページ|頁|pages?\b)/iu, "page"],
  [/^(?:文字|characters?\b)/iu, "character"],
  [/^(?:桁|digits?\b)/iu, "digit"],
  [/^(?:倍|fold\b)/iu, "fold"],
  [/^(?:km\/h|時速)/u, "km/h"],
  [/^m\/s(?:\^2|2)/u, "m/s2"],
  [/^m\/s/u, "m/s"],
  [/^(?:°C|℃|度|degrees? (?:C|Celsius)\b)/u, "degree"],
  [/^(?:°F|degrees? (?:F|Fahrenheit)\b)/u, "degree F"],
  [/^(?:(?:km\^?2)(?!\d)|平方キロ)/u, "km2"],
  [/^(?:(?:cm\^?2)(?!\d))/u, "cm2"],
  [/^(?:(?:m\^?2)(?!\d)|平方メートル|square met(?:er|re)s?\b)/u, "m2"],
  [/^(?:(?:cm\^?3)(?!\d)|cc(?!\p{L}))/u, "cm3"],
  [/^(?:(?:m\^?3)(?!\d)|立方メートル|cubic met(?:er|re)s?\b)/u, "m3"],
  [si("km", "キロメートル|kilomet(?:er|re)s?\\b"), "km"],
  [si("mm", "ミリメートル|ミリ(?![秒グリ])|millimet(?:er|re)s?\\b"), "mm"],
  [si("cm", "センチメートル|センチ|centimet(?:er|re)s?\\b"), "cm"],
  [si("[μµ]m", "マイクロメートル|micromet(?:er|re)s?\\b"), "um"],
  [si("nm", "ナノメートル"), "nm"],
  [si("m", "メートル|met(?:er|re)s?\\b"), "m"],
  [/^(?:mg|μg|µg|g|ng)\/(?:dL|dl|mL|ml|L|l|kg|日|day)/u, "concentration"],
  [si("kg", "キログラム|キロ(?![メ\\p{L}])|kilograms?\\b"), "kg"],
  [si("mg", "ミリグラム|milligrams?\\b"), "mg"],
  [si("[μµ]g|mcg", "マイクログラム|micrograms?\\b"), "ug"],
  [si("g", "グラム|grams?\\b"), "g"],
  [si("t", "トン|ton(?:ne)?s?\\b"), "t"],
  [si("mL|ml", "ミリリットル|millilit(?:er|re)s?\\b"), "ml"],
  [si("dL|dl", "デシリットル"), "dl"],
  [si("L|ℓ|l", "リットル|lit(?:er|re)s?\\b"), "L"],
  [/^mmHg/u, "mmHg"],
  ...["hPa", "kPa", "MPa", "Pa", "bar", "kV", "mV", "V", "mA", "A", "kWh", "kW", "mW", "MW", "W"].map(
    (symbol) => [si(symbol), symbol] as const,
  ),
  ...[
    "kHz",
    "MHz",
    "GHz",
    "Hz",
    "kN",
    "N",
    "kJ",
    "J",
    "kcal",
    "cal",
    "mmol",
    "mol",
    "ppm",
    "ppb",
    "dB",
    "rpm",
  ].map((symbol) => [si(symbol), symbol] as const),
  ...["lx", "K", "Gbps", "Mbps", "kbps", "bps", "IU", "mEq", "Ω", "kΩ", "MΩ", "mSv", "Sv", "Bq"].map(
    (symbol) => [si(symbol), symbol] as const,
  ),
  [si("TB", "テラバイト"), "TB"],
  [si("GB", "ギガバイト"), "GB"],
  [si("MB", "メガバイト"), "MB"],
  [si("[kK]B", "キロバイト"), "KB"],
  [/^(?:バイト|bytes?\b)/iu, "byte"],
  [/^(?:ビット|-?bits?\b)/iu, "bit"],
  [/^(?:条|項|号|章|節|編|版)/u, "reference"],
];

/** The unit a folded text begins with, `length` characters of it. */
export function unitAt(text: string): { readonly unit: string; readonly length: number } | undefined {
  for (const [pattern, unit] of units) {
    const found = pattern.exec(text);
    if (found === null) continue;
    // 5 mg/dL and 5 mg/kg are two units; what follows the slash is part of the name.
    return { unit: unit === "concentration" ? found[0] : unit, length: found[0].length };
  }
  return undefined;
}

const signs: Readonly<Record<string, string>> = {
  "¥": "yen",
  "￥": "yen",
  $: "dollar",
  "€": "euro",
  "£": "pound",
  "₩": "won",
};

/** The currency whose sign a folded text ends with. */
export function currencyBefore(text: string): { readonly unit: string; readonly length: number } | undefined {
  const found = /(?:US)?([¥￥$€£₩])\s?$/u.exec(text);
  const unit = signs[found?.[1] ?? ""];
  return found === null || unit === undefined ? undefined : { unit, length: found[0].length };
}

export const currencies: ReadonlySet<string> = new Set([...Object.values(signs), "yuan"]);

/** What every bare figure of a table stands for. */
export interface TableUnit {
  readonly factor: number;
  /** As `Value.unit`; empty when only the size is stated. */
  readonly unit: string;
}

const stated: readonly RegExp[] = [
  /単位\s*[::]?\s*(?<kanji>[十百千]*[万億兆]?)(?<unit>[^\s)\]】〕、,。]{1,12})/u,
  /\bunits?\s*[:=]\s*(?:in )?(?<scale>thousand|million|billion)?s?(?: of)?\s*(?<unit>[^\s),.]{1,12})/iu,
  /\bin (?<scale>thousand|million|billion)s?(?: of)? (?<unit>[^\s),.]{1,12})/iu,
  /(?<sign>[¥$€£])\s?(?<scale>thousand|million|billion)s?\b/iu,
  /\((?<kanji>[十百千]*[万億兆]?)(?<unit>円|ドル|人|%|件|台)\)/u,
];

/** 「単位：百万円」, (単位 千円), "in millions of yen", "(¥ million)"; undefined when a header states none. Folded text. */
export function tableUnitIn(text: string): TableUnit | undefined {
  for (const pattern of stated) {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) continue;
    const { kanji = "", scale, unit = "", sign } = groups;
    const named = sign === undefined ? unitAt(unit)?.unit : currencyBefore(sign)?.unit;
    if (named === undefined || named === "reference") continue;
    const factor =
      scale === undefined ? (kanji === "" ? 1 : kanjiNumber(kanji)) : (scales[scale.toLowerCase()] ?? 1);
    return { factor, unit: named };
  }
  return undefined;
}
