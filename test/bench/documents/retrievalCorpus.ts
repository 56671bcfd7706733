/** Text for measuring, the same on every machine: Japanese and English words in the frequencies of a language. */

/** Mulberry32: 0 to 1, the same numbers everywhere. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Corpus {
  /** About 580 characters, 120 words. */
  passage(): string;
  /** `count` words of a passage behind each other, as a question has them. */
  question(passage: string, count: number): string;
}

const words = 60_000;
const between = ["の", "を", "に", "は", "が", "、", "。", " "];

export function createCorpus(seed: number): Corpus {
  const random = randomOf(seed);
  /** Number n comes n times rarer than number 1: Zipf's law. */
  const zipf = (count: number) => Math.floor(count ** random()) - 1;
  const letters = (count: number, from: number, range: number) =>
    Array.from({ length: count }, () => String.fromCodePoint(from + Math.floor(random() * range))).join("");
  const kanji = (count: number) =>
    Array.from({ length: count }, () => String.fromCodePoint(0x4e00 + zipf(2500))).join("");
  const vocabulary = Array.from({ length: words }, (_, at) => {
    if (at % 4 < 2) return kanji(2 + (at % 3 === 0 ? 1 : 0));
    return at % 4 === 2 ? letters(3 + (at % 5), 0x30a2, 80) : letters(3 + (at % 8), 97, 26);
  });
  const glue = () => between[Math.floor(random() * between.length)] ?? "";
  return {
    passage: () =>
      Array.from({ length: 120 }, () => (vocabulary[zipf(words)] ?? "") + glue()).join("") + "\n",
    question: (passage, count) => {
      const parts = passage.split(/(?<=[のをにはが、。 ])/u);
      const start = Math.floor(random() * Math.max(1, parts.length - count));
      return parts.slice(start, start + count).join("");
    },
  };
}

/** The slope of a line through the logarithms: 1 is twice the cost for twice the size. */
export function exponentOf(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points
    .filter(([, cost]) => cost > 0)
    .map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const x = mean(logs.map(([size]) => size));
  const y = mean(logs.map(([, cost]) => cost));
  const rise = logs.reduce((sum, [size, cost]) => sum + (size - x) * (cost - y), 0);
  return rise / logs.reduce((sum, [size]) => sum + (size - x) ** 2, 0);
}

/** The value below which the share of them lies; the values are sorted in place. */
export function percentile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? 0;
}
