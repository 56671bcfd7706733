/** Numbers as lists and headings show them: the formats of OOXML (ST_NumberFormat), which OpenDocument shares. */

import { romanNumeral } from "../numerals";

type Format = (value: number) => string;

const decimal: Format = String;

/** The figures of a sequence; decimal figures beyond its end, as Word writes them. */
const sequence =
  (figures: string): Format =>
  (value) =>
    [...figures][value - 1] ?? decimal(value);

/** a … z, aa, bb … as Word goes on; other sequences repeat the same way. */
const repeating = (figures: string): Format => {
  const all = [...figures];
  return (value) => {
    if (value < 1) return decimal(value);
    const times = Math.min(10, Math.ceil(value / all.length));
    return (all[(value - 1) % all.length] ?? "").repeat(times);
  };
};

const digits =
  (figures: string): Format =>
  (value) =>
    decimal(value).replace(/[0-9]/g, (digit) => [...figures][Number(digit)] ?? digit);

const roman: Format = (value) => romanNumeral(value) ?? decimal(value);

interface Counting {
  readonly figures: string;
  readonly units: readonly string[];
  readonly tenThousand: string;
  /** 一十 and 壱百 where 十 and 百 are usual. */
  readonly ones: boolean;
}

/** 十一, 百二十, 一万. */
const counting = ({ figures, units, tenThousand, ones }: Counting): Format => {
  const below = (value: number): string =>
    [...decimal(value)].reduce((text, digit, index, all) => {
      const unit = units[all.length - 1 - index] ?? "";
      if (digit === "0") return text;
      return text + (digit === "1" && unit !== "" && !ones ? "" : (figures[Number(digit)] ?? "")) + unit;
    }, "");
  return (value) => {
    if (value === 0) return figures[0] ?? "";
    if (value < 0 || value > 99_999_999) return decimal(value);
    const high = Math.floor(value / 10_000);
    return (high > 0 ? below(high) + tenThousand : "") + below(value % 10_000);
  };
};

const kanji = "〇一二三四五六七八九";
const japanese = counting({ figures: kanji, units: ["", "十", "百", "千"], tenThousand: "万", ones: false });
const legal = counting({
  figures: "零壱弐参四伍六七八九",
  units: ["", "拾", "百", "阡"],
  tenThousand: "萬",
  ones: true,
});
const fullWidth = digits("０１２３４５６７８９");
const padded = (value: number, length: number) => decimal(value).padStart(length, "0");

const aiueo = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const aiueoHalf = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ";
const iroha =
  "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
const irohaHalf = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ";
const circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿";
const latin = "abcdefghijklmnopqrstuvwxyz";
const celestial = sequence("甲乙丙丁戊己庚辛壬癸");

const ordinal: Format = (value) => {
  const tens = value % 100;
  const suffix = tens > 10 && tens < 14 ? "th" : (["th", "st", "nd", "rd"][value % 10] ?? "th");
  return `${value}${suffix}`;
};

const formats: Readonly<Record<string, Format>> = {
  none: () => "",
  decimal,
  decimalHalfWidth: decimal,
  decimalZero: (value) => padded(value, 2),
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  upperRoman: roman,
  lowerRoman: (value) => roman(value).toLowerCase(),
  upperLetter: repeating(latin.toUpperCase()),
  lowerLetter: repeating(latin),
  ordinal,
  numberInDash: (value) => `- ${value} -`,
  hex: (value) => value.toString(16).toUpperCase(),
  japaneseCounting: japanese,
  japaneseDigitalTenThousand: digits(kanji),
  japaneseLegal: legal,
  ideographDigital: digits(kanji),
  chineseCounting: japanese,
  chineseCountingThousand: japanese,
  taiwaneseCounting: japanese,
  taiwaneseCountingThousand: japanese,
  taiwaneseDigital: digits("○一二三四五六七八九"),
  koreanDigital: digits("영일이삼사오육칠팔구"),
  aiueo: repeating(aiueoHalf),
  aiueoFullWidth: repeating(aiueo),
  iroha: repeating(irohaHalf),
  irohaFullWidth: repeating(iroha),
  decimalEnclosedCircle: sequence(circled),
  decimalEnclosedCircleChinese: sequence(circled),
  decimalEnclosedFullstop: sequence("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
  decimalEnclosedParen: sequence("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
  ideographEnclosedCircle: sequence("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
  ideographTraditional: celestial,
  ideographZodiac: sequence("子丑寅卯辰巳午未申酉戌亥"),
};

/**
 * `value` in a format of OOXML (`japaneseCounting`), or in a pattern of a custom format (`001, 002, 003, ...`).
 * Decimal figures for formats of other scripts: the value is right, the figures differ from Word's.
 */
export function formatNumber(value: number, format: string): string {
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (known !== undefined) return known(value);
  const zeros = /^0+1(?=,|$)/.exec(format)?.[0];
  return zeros === undefined ? decimal(value) : padded(value, Math.min(zeros.length, 10));
}
