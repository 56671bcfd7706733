/**
 * How many prompt tokens one step may evaluate. A chunk cannot be interrupted, so its length is what a
 * keystroke may have to wait for: it is sized from the speed measured on this very machine.
 */

/** Milliseconds one chunk may take while the user types, and while nobody waits. */
export const chunkLimit = { typing: 250, quiet: 1000 } as const;

const smallestChunk = 16;
const firstChunk = 32;
/** How long after the last keystroke the user still counts as typing, in milliseconds. */
const typingLasts = 5000;
/** Weight of a new measurement against the ones before. */
const recency = 0.3;

export interface PrefillPacer {
  noteTyping(): void;
  /** Tokens to evaluate next; `urgent`: the request itself comes from typing. */
  chunkSize(urgent: boolean): number;
  measured(tokens: number, milliseconds: number): void;
}

/** `largest`: the batch size of the context, in tokens. */
export function createPrefillPacer(largest: number, now: () => number): PrefillPacer {
  let millisecondsPerToken: number | undefined;
  let lastTyping = -Infinity;
  return {
    noteTyping: () => {
      lastTyping = now();
    },
    chunkSize: (urgent) => {
      if (millisecondsPerToken === undefined) return Math.min(firstChunk, largest);
      const limit = urgent || now() - lastTyping < typingLasts ? chunkLimit.typing : chunkLimit.quiet;
      const tokens = Math.floor(limit / millisecondsPerToken);
      // Whole multiples keep the matrix kernels on their fast path.
      const aligned = tokens >= smallestChunk ? tokens - (tokens % smallestChunk) : smallestChunk;
      return Math.min(aligned, largest);
    },
    measured: (tokens, milliseconds) => {
      // A handful of tokens costs nearly what one costs and would make the machine look slow.
      if (tokens < smallestChunk) return;
      const sample = milliseconds / tokens;
      millisecondsPerToken =
        millisecondsPerToken === undefined ? sample : millisecondsPerToken * (1 - recency) + sample * recency;
    },
  };
}
