/**
 * Okapi BM25 over units of text that come and go. Robertson and Zaragoza, "The Probabilistic Relevance
 * Framework: BM25 and Beyond", Foundations and Trends in Information Retrieval 3(4), 2009, equation 3.15;
 * with ln(1 + …) as the inverse document frequency, so that a token in most units never counts against one.
 */
import { createPostings, largestUnit } from "./postings";

/** Saturation of a token's frequency, and how much a unit's length counts; the usual values. */
const k1 = 1.2;
const b = 0.75;

/** Tokens, repetitions counting as often as they stand there, or tokens with their weights (above 0). */
export type Query = Iterable<string> | ReadonlyMap<string, number>;

export interface Scored<Key> {
  readonly key: Key;
  readonly score: number;
}

export interface Bm25<Key> {
  /** Adds a unit, in the place of the one that had the key. More than 255 times in one unit count as 255. */
  add(key: Key, tokens: Iterable<string>): void;
  /** False when there is no such unit. Afterwards every score is as if it had never been there. */
  remove(key: Key): boolean;
  has(key: Key): boolean;
  /**
   * At most `limit` units that hold a token of the query and that `accept` takes, the highest score first,
   * equal scores in the order of their keys. `accept` is asked only for units better than those
   * already found.
   */
  query(query: Query, limit: number, accept?: (key: Key) => boolean): readonly Scored<Key>[];
  /** What no unit's score can reach: that of one holding nothing but the query's tokens, endlessly. */
  bound(query: Query): number;
  /** Units. */
  readonly size: number;
  /** About, without the keys. */
  bytes(): number;
}

/** `compare` orders the keys; keys are the same when a `Map` says so. */
export const createBm25 = <Key>(compare: (a: Key, b: Key) => number): Bm25<Key> => new Ranking(compare);

class Ranking<Key> implements Bm25<Key> {
  readonly #postings = createPostings();
  readonly #compare: (a: Key, b: Key) => number;
  readonly #units = new Map<Key, number>();
  // By unit: its key, gone once it is removed, its length in tokens, and its score while a query runs.
  #keys: (Key | undefined)[] = [];
  #lengths = new Uint32Array(1024);
  #sums = new Float64Array(1024);
  /** Tokens of all units. */
  #total = 0;

  constructor(compare: (a: Key, b: Key) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#units.size;
  }

  has(key: Key): boolean {
    return this.#units.has(key);
  }

  add(key: Key, tokens: Iterable<string>): void {
    this.remove(key);
    if (this.#keys.length > largestUnit) this.#compact();
    const unit = this.#keys.length;
    const counts = countsOf(tokens);
    let length = 0;
    for (const count of counts.values()) length += count;
    if (unit >= this.#lengths.length) this.#resize(this.#lengths.length * 2);
    this.#postings.add(unit, counts);
    this.#keys.push(key);
    this.#lengths[unit] = length;
    this.#units.set(key, unit);
    this.#total += length;
  }

  #resize(capacity: number): void {
    const lengths = this.#lengths;
    this.#lengths = new Uint32Array(capacity);
    this.#lengths.set(lengths.subarray(0, capacity));
    this.#sums = new Float64Array(capacity);
  }

  remove(key: Key): boolean {
    const unit = this.#units.get(key);
    if (unit === undefined) return false;
    this.#units.delete(key);
    this.#total -= this.#lengths[unit] ?? 0;
    this.#keys[unit] = undefined;
    // Its postings stay until there are enough to be worth the sweep; queries pass over them.
    if (this.#keys.length - this.#units.size > 256 + this.#units.size / 4) this.#compact();
    return true;
  }

  #compact(): void {
    const numbers = new Int32Array(this.#keys.length).fill(-1);
    const kept: (Key | undefined)[] = [];
    for (const [key, unit] of this.#units) {
      // In the order of their numbers, so a unit never moves to one that is still to be read.
      numbers[unit] = kept.length;
      this.#lengths[kept.length] = this.#lengths[unit] ?? 0;
      this.#units.set(key, kept.length);
      kept.push(key);
    }
    this.#postings.compact((unit) => {
      const number = numbers[unit] ?? -1;
      return number < 0 ? undefined : number;
    });
    this.#keys = kept;
    this.#resize(Math.max(1024, 2 ** Math.ceil(Math.log2(kept.length + 1))));
  }

  /** Units that hold a token. */
  #holders(token: string): number {
    let count = 0;
    this.#postings.forEach(token, (unit) => {
      if (this.#keys[unit] !== undefined) count++;
    });
    return count;
  }

  /** `sums` of all units the query touches, and their numbers. The caller puts the sums back to 0. */
  #score(query: Query): readonly number[] {
    const keys = this.#keys;
    const sums = this.#sums;
    const lengths = this.#lengths;
    const touched: number[] = [];
    const mean = Math.max(1, this.#total) / Math.max(1, this.size);
    for (const [token, weight] of weightsOf(query)) {
      if (weight <= 0) continue;
      const top = weight * inverseFrequency(this.#holders(token), this.size) * (k1 + 1);
      this.#postings.forEach(token, (unit, count) => {
        if (keys[unit] === undefined) return;
        const sum = sums[unit] ?? 0;
        if (sum === 0) touched.push(unit);
        sums[unit] = sum + (top * count) / (count + k1 * (1 - b + (b * (lengths[unit] ?? 0)) / mean));
      });
    }
    return touched;
  }

  query(query: Query, limit: number, accept = (_: Key) => true): readonly Scored<Key>[] {
    const touched = this.#score(query);
    try {
      return this.#bestOf(touched, limit, accept);
    } finally {
      for (const unit of touched) this.#sums[unit] = 0;
    }
  }

  #bestOf(touched: readonly number[], limit: number, accept: (key: Key) => boolean): Scored<Key>[] {
    const best: Scored<Key>[] = [];
    for (const unit of limit < 1 ? [] : touched) {
      const score = this.#sums[unit] ?? 0;
      const last = best[limit - 1];
      if (last !== undefined && score < last.score) continue;
      const scored = { key: this.#keys[unit] as Key, score };
      if ((last !== undefined && this.#order(last, scored) <= 0) || !accept(scored.key)) continue;
      best.splice(this.#placeOf(best, scored), 0, scored);
      if (best.length > limit) best.pop();
    }
    return best;
  }

  #order(x: Scored<Key>, y: Scored<Key>): number {
    return y.score - x.score || this.#compare(x.key, y.key);
  }

  #placeOf(best: readonly Scored<Key>[], scored: Scored<Key>): number {
    let low = 0;
    let high = best.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = best[middle];
      if (other !== undefined && this.#order(other, scored) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  bound(query: Query): number {
    let sum = 0;
    for (const [token, weight] of weightsOf(query))
      sum += Math.max(0, weight) * (k1 + 1) * inverseFrequency(this.#holders(token), this.size);
    return sum;
  }

  bytes(): number {
    // A token in the map: its number, its hash and some ten characters.
    return (
      this.#postings.bytes() + this.#lengths.byteLength + this.#sums.byteLength + this.#postings.tokens() * 60
    );
  }
}

/** The rarer, the more a token says. */
const inverseFrequency = (holders: number, size: number) =>
  Math.log(1 + (size - holders + 0.5) / (holders + 0.5));

function countsOf(tokens: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

const weightsOf = (query: Query): ReadonlyMap<string, number> =>
  query instanceof Map ? query : countsOf(query as Iterable<string>);
