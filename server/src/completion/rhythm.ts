/** How long to wait for the next key: from the user's own rhythm, and from where the cursor stands. */
import { type Hole, isBlank } from "./hole";
import { isCjk, isWordChar, lastChar } from "./words";

export interface Rhythm {
  /** The document changed at this time (milliseconds). */
  key(now: number): void;
  /** Milliseconds to wait before a suggestion is asked for. */
  wait(hole: Hole): number;
}

/** Gaps outside are no rhythm: an editor typed them, or the user thought. */
const gaps = { least: 15, most: 700 };
const firstGap = 160;
const recency = 0.15;
const longest = 350;
/** Editors wait some 50 ms themselves before they ask. */
const editorsWait = 50;

export function createRhythm(): Rhythm {
  let mean = firstGap;
  let last = -Infinity;
  return {
    key(now) {
      const gap = now - last;
      last = now;
      if (gap >= gaps.least && gap <= gaps.most) mean = mean * (1 - recency) + gap * recency;
    },
    wait: (hole) => Math.round(Math.min(longest, Math.max(0, mean * patience(hole) - editorsWait))),
  };
}

/**
 * In shares of a gap. Inside a word the next letter is near; after a mark or on a new line the user may look up.
 * Japanese may still be in the making: an input method writes each state of its conversion into the document.
 */
function patience({ linePrefix }: Hole): number {
  if (isBlank(linePrefix)) return 0.3;
  const last = lastChar(linePrefix);
  if (isCjk(last)) return 2.5;
  return isWordChar(last) ? 1 : 0.5;
}
