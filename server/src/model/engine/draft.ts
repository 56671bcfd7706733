/**
 * How many proposed tokens are worth checking at once. Checking costs time on every machine, on one with few
 * cores nearly half a token's for each; it pays while proposals come true. Both are learnt while it runs.
 */
import { createLookup } from "./lookup";

/** Weight of what was assumed against what was measured, with each token that was not checked. */
const forgetting = 0.05;
/** Most tokens that are checked in one step: a cancel waits for a step. */
const mostChecked = 12;
/** What is assumed before anything was measured: the cost of checking one token as a share of generating one. */
const usualShare = 0.45;
/** Proposals that came true, and that did not, as if seen before the first one. */
const usualHits = 6;
const usualMisses = 1;
/** Weight that what was seen keeps with every step. */
const memory = 0.9;
/** Weight of a new time against those before. */
const recency = 0.3;

export interface Draft<Token extends number> {
  /** A token was generated, whether it had been proposed or not. */
  push(token: Token): void;
  /** Tokens worth checking behind the last one, at most `most`; empty: generate one as always. */
  propose(most: number): readonly Token[];
  /** What a step took in milliseconds: `proposed` tokens were checked, `accepted` of them came true. */
  measured(step: {
    readonly proposed: number;
    readonly accepted: number;
    readonly milliseconds: number;
  }): void;
}

export function createDraft<Token extends number>(prompt: readonly Token[]): Draft<Token> {
  const lookup = createLookup(prompt);
  let hits = usualHits;
  let misses = usualMisses;
  let single: number | undefined;
  let share = usualShare;
  /** Proposed but not checked: the token that comes tells for nothing whether it would have been right. */
  let unchecked: Token | undefined;

  function learn(accepted: number, refuted: boolean): void {
    hits = hits * memory + accepted;
    misses = misses * memory + (refuted ? 1 : 0);
  }

  /** Expected tokens of a step over its cost in single tokens; 1 for a step without proposals. */
  function gain(count: number): number {
    const chance = Math.min(hits / (hits + misses), 0.99);
    return (1 - chance ** (count + 1)) / (1 - chance) / (1 + share * count);
  }

  function worthwhile(): number {
    let best = 0;
    for (let count = 1; count <= mostChecked; count++) if (gain(count) > gain(best)) best = count;
    return best;
  }

  return {
    push(token) {
      lookup.push(token);
      if (unchecked === undefined) return;
      learn(unchecked === token ? 1 : 0, unchecked !== token);
      share = share * (1 - forgetting) + usualShare * forgetting;
      unchecked = undefined;
    },
    propose(most) {
      const proposal = lookup.propose(Math.min(most, mostChecked));
      const worth = proposal.slice(0, worthwhile());
      unchecked = worth.length === 0 ? proposal[0] : undefined;
      return worth;
    },
    measured({ proposed, accepted, milliseconds }) {
      if (proposed === 0) {
        single = single === undefined ? milliseconds : single * (1 - recency) + milliseconds * recency;
        return;
      }
      learn(accepted, accepted < proposed);
      if (single === undefined || single <= 0) return;
      // Never dearer than a token of its own: what measures more was disturbed by something else.
      const measured = Math.min(1, Math.max(0.02, (milliseconds / single - 1) / proposed));
      share = share * (1 - recency) + measured * recency;
    },
  };
}
