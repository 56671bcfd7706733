/** Figures of a noisy machine: the middle of several rounds, with how far they were apart. */

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** How many rounds it stands on. */
  readonly count: number;
}

/** Undefined when no round gave a number. Values that are not finite were not measured and do not count. */
export function spreadOf(values: readonly (number | undefined)[]): Spread | undefined {
  const sorted = values.filter(isMeasured).sort((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return undefined;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? max;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? min;
  return { median: (lower + upper) / 2, min, max, count: sorted.length };
}

/**
 * The ratio round by round: the two sides of a round were measured one after the other, so what disturbs
 * the machine for minutes disturbs both. Rounds in which one side is missing do not count.
 */
export function ratioOf(
  ours: readonly (number | undefined)[],
  theirs: readonly (number | undefined)[],
): Spread | undefined {
  return spreadOf(
    ours.map((value, round) => {
      const other = theirs[round];
      return isMeasured(value) && isMeasured(other) && other > 0 ? value / other : undefined;
    }),
  );
}

function isMeasured(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}
