/**
 * How many prompt tokens one step may evaluate. A chunk cannot be interrupted, so its time is what a
 * keystroke may have to wait for. A chunk costs a fixed part and a part for each token; both are learnt from
 * the chunks evaluated lately on this very machine, because dividing time by tokens would make small chunks
 * look slow and shrink them further.
 */

import { type Priority } from "../runtime";

/**
 * Milliseconds one chunk may take: of a class that is held back and gets a step only not to starve, while
 * the user types, of a text that the next suggestion will need whatever is typed, and while nobody waits.
 */
export const chunkLimit = { held: 60, typing: 250, ahead: 500, quiet: 1000 } as const;

/** Chunks are multiples of this many tokens, which keeps the matrix kernels on their fast path. */
const step = 16;
/** Least tokens of a chunk of a class that is held back: on a slow machine even `step` would be felt. */
export const leastHeld = 8;
const firstChunk = 32;
/** A chunk grows at most by this factor over what was measured: the line may not go on so far. */
const growth = 4;
/**
 * How long after the last keystroke the next one is expected, in milliseconds. For a batch it is longer: it
 * would run just then, and the first suggestion after a pause must not wait a second for it.
 */
const typingLasts: Readonly<Record<Priority, number>> = {
  completion: 5000,
  interactive: 5000,
  batch: 60_000,
};
/** Milliseconds after which a measurement no longer says anything: other programs came or went. */
const freshFor = 15_000;
/** Weight of a new measurement of a size against the one before. */
const recency = 0.5;

interface Sample {
  readonly tokens: number;
  readonly milliseconds: number;
  readonly at: number;
}

export interface PrefillPacer {
  noteTyping(): void;
  /** Tokens to evaluate next for a request of this class; `held`: its class is held back even now. */
  chunkSize(priority: Priority, held: boolean): number;
  measured(tokens: number, milliseconds: number): void;
}

/**
 * `largest`: the batch size of the context, in tokens. `ahead`: what this context evaluates while nobody waits is what a
 * suggestion will begin with. It loses nothing by a longer chunk, and many machines are half as fast again with one.
 */
export function createPrefillPacer(largest: number, now: () => number, ahead = false): PrefillPacer {
  const samples = new Map<number, Sample>();
  let latest: Sample | undefined;
  let lastTyping = -Infinity;

  function known(): readonly Sample[] {
    const fresh = [...samples.values()].filter(({ at }) => now() - at < freshFor);
    // After a pause the last measurement is still the best guess there is.
    return fresh.length > 0 || latest === undefined ? fresh : [latest];
  }

  function paceOf(priority: Priority, held: boolean): keyof typeof chunkLimit {
    if (held) return "held";
    if (priority === "completion") return "typing";
    if (now() - lastTyping >= typingLasts[priority]) return "quiet";
    return ahead && priority === "interactive" ? "ahead" : "typing";
  }

  return {
    noteTyping: () => {
      lastTyping = now();
    },
    chunkSize: (priority, held) => {
      const measured = known();
      if (measured.length === 0) return Math.min(held ? leastHeld : firstChunk, largest);
      const limit = chunkLimit[paceOf(priority, held)];
      const { fixed, perToken } = fitCost(measured);
      const affordable = Math.floor((limit - fixed) / perToken);
      const reach = growth * Math.max(...measured.map(({ tokens }) => tokens));
      const size = Math.min(affordable, reach, largest);
      return size >= step ? size - (size % step) : Math.min(held ? leastHeld : step, largest);
    },
    measured: (tokens, milliseconds) => {
      // A handful of tokens costs nearly what one costs.
      if (tokens < leastHeld) return;
      const before = samples.get(tokens)?.milliseconds ?? milliseconds;
      latest = { tokens, milliseconds: before * (1 - recency) + milliseconds * recency, at: now() };
      samples.set(tokens, latest);
    },
  };
}

/** Least squares through the samples; with one size only, half of its time is taken as fixed. */
function fitCost(samples: readonly Sample[]): { readonly fixed: number; readonly perToken: number } {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, each) => sum + of(each), 0) / samples.length;
  const tokens = mean((sample) => sample.tokens);
  const milliseconds = mean((sample) => sample.milliseconds);
  const variance = mean((sample) => (sample.tokens - tokens) ** 2);
  const covariance = mean((sample) => (sample.tokens - tokens) * (sample.milliseconds - milliseconds));
  const slope = variance > 0 ? covariance / variance : 0;
  const half = milliseconds / tokens / 2;
  // Noise can tilt the line: a token costs something, and never more than all the time there was.
  const perToken = slope > 0 ? Math.min(Math.max(slope, half / 2), 2 * half) : half;
  return { fixed: Math.max(0, milliseconds - perToken * tokens), perToken };
}
