/**
 * How many proposed tokens are worth checking at once. Checking costs time on every machine: on two cores,
 * where evaluating is computing, some two thirds of a token's own for each; on many cores or a GPU, where it
 * is reading the weights, hardly any. It pays while proposals come true. Both are learnt while it runs.
 */
import { createLookup } from "./lookup";
import { chunkLimit } from "./pacer";

/** Most tokens that are checked in one step. */
const mostChecked = 12;
/**
 * A cancel and a keystroke wait for a step, so one with proposals may be expected to take as long as a chunk of the
 * prompt while the user types; where a single token takes longer than that, half as long again as the token.
 */
const longestStep = chunkLimit.typing;
const longestInTokens = 1.5;
/** A step with proposals must be expected to be so much better than one without. */
const margin = 1.1;
/** What is assumed before anything was measured: the cost of checking one token as a share of generating one. */
const usualShare = 0.45;
/** Weight of what was assumed against what was measured, with each token that was not checked. */
const forgetting = 0.02;
/** Weight of a new time against those before. */
const recency = 0.3;
/** Proposals that came true, and that did not, as if seen before the first one. */
const usualHits = 6;
const usualMisses = 1;
/** Weight that what was seen keeps with every step. */
const memory = 0.9;
/** However often proposals came true: the next one may not. */
const surest = 0.99;

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

/** One for each context: what checking costs there is learnt once, how often it succeeds with every answer. */
export function createDrafts<Token extends number>(): (prompt: readonly Token[]) => Draft<Token> {
  const cost = new CheckingCost();
  return (prompt) => new LookupDraft(prompt, cost);
}

class CheckingCost {
  /** Of checking one token, as a share of generating one. */
  share = usualShare;
  #single: number | undefined;

  generated(milliseconds: number): void {
    this.#single = smoothed(this.#single, milliseconds);
  }

  checked(proposed: number, milliseconds: number): void {
    if (this.#single === undefined || this.#single <= 0) return;
    // Never dearer than a token of its own: what measures more was disturbed by something else.
    const share = Math.min(1, Math.max(0.02, (milliseconds / this.#single - 1) / proposed));
    this.share = smoothed(this.share, share);
  }

  /** How many tokens one step has time to check; none before the first token's time is known. */
  mostInTime(): number {
    if (this.#single === undefined) return 0;
    const longest = Math.max(longestStep / this.#single, longestInTokens);
    return Math.max(0, Math.floor((longest - 1) / this.share));
  }

  /** An opportunity passed: slowly, what made it seem too dear is doubted. */
  forget(): void {
    this.share += (usualShare - this.share) * forgetting;
  }
}

const smoothed = (before: number | undefined, now: number) =>
  before === undefined ? now : before * (1 - recency) + now * recency;

class LookupDraft<Token extends number> implements Draft<Token> {
  readonly #lookup;
  readonly #cost: CheckingCost;
  #hits = usualHits;
  #misses = usualMisses;
  /** Proposed but not checked: the token that comes tells for nothing whether it would have been right. */
  #unchecked: Token | undefined;

  constructor(prompt: readonly Token[], cost: CheckingCost) {
    this.#lookup = createLookup(prompt);
    this.#cost = cost;
  }

  push(token: Token): void {
    this.#lookup.push(token);
    if (this.#unchecked === undefined) return;
    this.#learn(this.#unchecked === token ? 1 : 0, this.#unchecked !== token);
    this.#cost.forget();
    this.#unchecked = undefined;
  }

  propose(most: number): readonly Token[] {
    const proposal = this.#lookup.propose(Math.min(most, mostChecked, this.#cost.mostInTime()));
    const worth = proposal.slice(0, this.#worthwhile(proposal.length));
    this.#unchecked = worth.length === 0 ? proposal[0] : undefined;
    return worth;
  }

  measured({ proposed, accepted, milliseconds }: Parameters<Draft<Token>["measured"]>[0]): void {
    if (proposed === 0) return this.#cost.generated(milliseconds);
    this.#learn(accepted, accepted < proposed);
    this.#cost.checked(proposed, milliseconds);
  }

  #learn(accepted: number, refuted: boolean): void {
    this.#hits = this.#hits * memory + accepted;
    this.#misses = this.#misses * memory + (refuted ? 1 : 0);
  }

  /** How many of so many tokens to check: the most tokens for the time. */
  #worthwhile(most: number): number {
    let best = 0;
    for (let count = 1; count <= most; count++) {
      if (this.#gain(count) > Math.max(margin, this.#gain(best))) best = count;
    }
    return best;
  }

  /** Expected tokens of a step over its cost in single tokens; 1 for a step without proposals. */
  #gain(count: number): number {
    const chance = Math.min(this.#hits / (this.#hits + this.#misses), surest);
    return (1 - chance ** (count + 1)) / (1 - chance) / (1 + this.#cost.share * count);
  }
}
