/** How long a person waits before a key: fast within a word, slower at a symbol, thinking at a line's end. */
import { between, type Random } from "./random";

/** Milliseconds. A gap of at least this is a pause: there a suggestion can be read. */
export const pauseLimit = 600;

export type Moment =
  "word" | "symbol" | "lineEnd" | "lineStart" | "blockStart" | "wordStart" | "wrong" | "conversion";

const ranges: Readonly<Record<Moment, readonly [low: number, high: number]>> = {
  word: [80, 180],
  symbol: [200, 450],
  lineEnd: [700, 1600],
  lineStart: [700, 2000],
  blockStart: [900, 2500],
  /** Which name was it? */
  wordStart: [600, 1300],
  wrong: [180, 320],
  /** An input method shows its candidates before it hands a word over. */
  conversion: [450, 1100],
};
/** How often the long ones are long; otherwise the hand goes on as at a symbol, or within a word. */
const thinking: Partial<Readonly<Record<Moment, number>>> = { lineEnd: 0.9, lineStart: 0.6, wordStart: 0.12 };

/** Milliseconds before a key at this moment. */
export function gapBefore(moment: Moment, random: Random): number {
  const pausing = random() < (thinking[moment] ?? 1);
  const [low, high] = ranges[pausing ? moment : moment === "wordStart" ? "word" : "symbol"];
  return between(random, low, high);
}
