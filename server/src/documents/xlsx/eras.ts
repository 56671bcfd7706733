/** Japanese eras, as `ggge` shows them. */

interface Era {
  readonly name: string;
  readonly letter: string;
  /** Year, month and day it begins, as one number. */
  readonly from: number;
}

/** The newest first. */
const eras: readonly Era[] = [
  { name: "令和", letter: "R", from: 20190501 },
  { name: "平成", letter: "H", from: 19890108 },
  { name: "昭和", letter: "S", from: 19261225 },
  { name: "大正", letter: "T", from: 19120730 },
];
const meiji: Era = { name: "明治", letter: "M", from: 18680125 };

export interface EraYear {
  readonly name: string;
  readonly letter: string;
  /** From 1. */
  readonly year: number;
}

export function eraOf(date: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}): EraYear {
  const number = date.year * 10_000 + date.month * 100 + date.day;
  const { name, letter, from } = eras.find((era) => number >= era.from) ?? meiji;
  return { name, letter, year: date.year - Math.floor(from / 10_000) + 1 };
}
