/** Items numbered in katakana: イロハ as statutes do, アイウ as notices and manuals do. */

const iroha =
  "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";
const aiueo = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";

/** From 1; 0 for what is in neither order. A letter that goes on after `previous` counts in that order. */
export function katakanaOrdinal(letter: string, previous?: number): number {
  const [first, second] = [iroha.indexOf(letter) + 1, aiueo.indexOf(letter) + 1];
  if (previous !== undefined && previous > 0) {
    if (first === previous + 1) return first;
    if (second === previous + 1) return second;
  }
  // The beginning of its order is the likelier place of a letter alone.
  if (first === 0 || second === 0) return Math.max(first, second);
  return Math.min(first, second);
}
