/** How sure a figure from a few dozen cases is. All of it repeats: the random numbers are always the same ones. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 0.975 quantile of the normal distribution: intervals are 95 %. */
const z = 1.959964;

/**
 * Wilson's score interval for a share, without correction for continuity (E. B. Wilson, Probable inference, the law of
 * succession, and statistical inference, JASA 22, 1927; recommended for small counts by R. G. Newcombe, Two-sided
 * confidence intervals for the single proportion, Statistics in Medicine 17, 1998, as method 3). 0 to 1 of nothing.
 */
export function wilson(count: number, of: number): Interval {
  if (of === 0) return { low: 0, high: 1 };
  const share = count / of;
  const middle = share + (z * z) / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * of)) / of);
  const scale = 1 + (z * z) / of;
  // At the ends the formula is exact, its rounding is not.
  const low = count === 0 ? 0 : (middle - reach) / scale;
  const high = count === of ? 1 : (middle + reach) / scale;
  return { low, high };
}

/**
 * Two-sided p-value of McNemar's test in its mid-p form: `better` and `worse` are the cases that changed (Q. McNemar,
 * Psychometrika 12, 1947; the mid-p form by M. W. Fagerland, S. Lydersen, P. Laake, The McNemar test for binary
 * matched-pairs data, BMC Medical Research Methodology 13:91, 2013). 1 where none changed.
 */
export function mcnemar(better: number, worse: number): number {
  const changed = better + worse;
  const least = Math.min(better, worse);
  if (changed === 0 || better === worse) return 1;
  let below = 0;
  // Logarithm of the chance of 0, 1, … of so many tosses, each from the one before: itself, it would be lost in rounding.
  let chance = changed * Math.log(0.5);
  for (let count = 0; count < least; count += 1) {
    below += Math.exp(chance);
    chance += Math.log((changed - count) / (count + 1));
  }
  return Math.min(1, 2 * below + Math.exp(chance));
}

const rounds = 2_000;

/**
 * 95 % interval of the mean of paired differences: percentile bootstrap over the cases (B. Efron, Bootstrap methods:
 * another look at the jackknife, Annals of Statistics 7, 1979). 0 to 0 of nothing.
 */
export function bootstrap(differences: readonly number[]): Interval {
  const count = differences.length;
  if (count === 0) return { low: 0, high: 0 };
  const random = mulberry32(count);
  const means: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let sum = 0;
    for (let draw = 0; draw < count; draw += 1) sum += differences[Math.floor(random() * count)] ?? 0;
    means.push(sum / count);
  }
  means.sort((a, b) => a - b);
  const at = (share: number) => means[Math.min(rounds - 1, Math.floor(share * rounds))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

/**
 * Which of several tests are certain although all of them were made: Holm's step-down procedure at 5 % (S. Holm, A
 * simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 1979). In the order given.
 */
export function certain(values: readonly number[]): readonly boolean[] {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 1) - (values[b] ?? 1));
  const sure = values.map(() => false);
  for (const [rank, index] of order.entries()) {
    if ((values[index] ?? 1) > 0.05 / (values.length - rank)) break;
    sure[index] = true;
  }
  return sure;
}

/** Tommy Ettinger's generator: small, and the same on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
