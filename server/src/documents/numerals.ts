/** Numbers written in kanji or in English words. */

const digits: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const small: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const large: Readonly<Record<string, number>> = { 万: 1e4, 億: 1e8, 兆: 1e12 };

/** What a word after a figure multiplies it by. */
export const scales: Readonly<Record<string, number>> = {
  ...small,
  ...large,
  百万: 1e6,
  千万: 1e7,
  十万: 1e5,
  十億: 1e9,
  百億: 1e10,
  千億: 1e11,
  hundred: 100,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  bn: 1e9,
  trillion: 1e12,
};

/** 三百二十万, 二〇二五, 十五; `元` (the first year of an era) is 1. */
export function kanjiNumber(text: string): number {
  if (text === "元") return 1;
  if (/^[〇零一二三四五六七八九]{2,}$/u.test(text)) {
    return Number([...text].map((character) => digits[character] ?? 0).join(""));
  }
  let sum = 0;
  let section = 0;
  let figure = 0;
  for (const character of text) {
    const unit = small[character];
    const big = large[character];
    if (unit !== undefined) {
      section += (figure === 0 ? 1 : figure) * unit;
      figure = 0;
    } else if (big !== undefined) {
      sum += (section + figure === 0 ? 1 : section + figure) * big;
      section = 0;
      figure = 0;
    } else figure = figure * 10 + (digits[character] ?? 0);
  }
  return sum + section + figure;
}

const words: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ..."zero one two three four five six seven eight nine ten eleven twelve".split(" ").entries(),
    [15, "fifteen"] as const,
    [20, "twenty"] as const,
    [30, "thirty"] as const,
    [40, "forty"] as const,
    [50, "fifty"] as const,
    [60, "sixty"] as const,
    [90, "ninety"] as const,
    [100, "hundred"] as const,
  ].map(([value, word]) => [word, value]),
);

export const numberWord = (word: string): number => words[word.toLowerCase()] ?? Number.NaN;
