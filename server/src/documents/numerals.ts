/** Numbers written in kanji, in kanji mixed with figures, or in English words. */

const digits: Readonly<Record<string, number>> = {
  ...Object.fromEntries([..."〇一二三四五六七八九"].map((character, value) => [character, value])),
  ...Object.fromEntries([..."零壱弐参肆伍陸漆捌玖"].map((character, value) => [character, value])),
};
const small: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const large: Readonly<Record<string, number>> = { 万: 1e4, 億: 1e8, 兆: 1e12 };

/** Characters of a number in kanji below 10,000, for the inside of a character class. */
export const kanjiFigures = "〇零一二三四五六七八九十百千壱弐参拾";

/** What an English word after a figure multiplies it by. */
export const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  thousands: 1e3,
  million: 1e6,
  millions: 1e6,
  billion: 1e9,
  billions: 1e9,
  bn: 1e9,
  trillion: 1e12,
  k: 1e3,
  m: 1e6,
  b: 1e9,
};

/**
 * 三百二十万, 二〇二五, 金壱百万, and with figures 1億2,345万, 3.5万, 4,560百万; `元` (the first year of an era) is 1.
 * Characters that are no numeral are passed over.
 */
export function kanjiNumber(text: string): number {
  if (text === "元") return 1;
  let sum = 0;
  let section = 0;
  let figure: number | undefined;
  for (const [token] of text.matchAll(/\d[\d,]*(?:\.\d+)?|[^\d]/gu)) {
    const unit = small[token];
    const big = large[token];
    if (unit !== undefined) {
      section += (figure ?? 1) * unit;
      figure = undefined;
    } else if (big !== undefined) {
      // 百万 and 千万 multiply the section before them: 3百万, 4,560百万.
      sum += (section + (figure ?? 0) || 1) * big;
      section = 0;
      figure = undefined;
    } else if (/^\d/.test(token)) figure = Number(token.replace(/,/g, ""));
    else if (digits[token] !== undefined) figure = (figure ?? 0) * 10 + (digits[token] ?? 0);
  }
  return sum + section + (figure ?? 0);
}

const ones =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const words: Readonly<Record<string, number>> = Object.fromEntries([
  ...ones.map((word, value) => [word, value] as const),
  ...tens.map((word, index) => [word, (index + 2) * 10] as const),
]);

/** Alternatives of a pattern for one word of a number in English. */
export const numberWords = [...ones.slice(1), ...tens, "hundred", "thousand", "million", "billion"].join("|");

/** `thirty`, `twenty-five`, `one hundred and twenty`, `two million`; `NaN` when a word is no number. */
export function numberWord(text: string): number {
  let sum = 0;
  let section = 0;
  for (const word of text.toLowerCase().split(/[\s-]+/)) {
    const scale = scales[word];
    if (word === "and" || word === "") continue;
    else if (word === "hundred") section = (section || 1) * 100;
    else if (scale !== undefined) {
      sum += (section || 1) * scale;
      section = 0;
    } else section += words[word] ?? Number.NaN;
  }
  return sum + section;
}

const romans: readonly (readonly [number, string])[] = [
  [1000, "M"],
  [900, "CM"],
  [500, "D"],
  [400, "CD"],
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];

/** A roman numeral in capitals; undefined beyond what they can write, 1 to 3999. */
export function romanNumeral(value: number): string | undefined {
  if (value < 1 || value > 3999) return undefined;
  let rest = value;
  let text = "";
  for (const [step, figure] of romans) for (; rest >= step; rest -= step) text += figure;
  return text;
}
