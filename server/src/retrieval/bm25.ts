/**
 * Okapi BM25 over units of text that come and go. Robertson and Zaragoza, "The Probabilistic Relevance
 * Framework: BM25 and Beyond", Foundations and Trends in Information Retrieval 3(4), 2009, equation 3.15;
 * with ln(1 + …) as the inverse document frequency, so that a token in most units never counts against one.
 */
import { countOf as countIn, createPostings, firstFrom, largestUnit, unitOf as unitIn } from "./postings";

// Bound once: the loops below call them for every posting, and an import may be looked up at each call.
const [unitOf, countOf] = [unitIn, countIn];

/** Saturation of a token's frequency, and how much a unit's length counts; the usual values. */
const k1 = 1.2;
const b = 0.75;

/** Tokens, repetitions counting as often as they stand there, or tokens with their weights (above 0). */
export type Query = Iterable<string> | ReadonlyMap<string, number>;

export interface Scored<Key> {
  readonly key: Key;
  readonly score: number;
}

/** A token, and the units that hold it, oldest first, with how often it counts in each. */
export interface TokenUnits<Key> {
  readonly token: string;
  forEach(visit: (key: Key, count: number) => void): void;
}

export interface Bm25<Key> {
  /**
   * Adds a unit, in the place of the one that had the key. A `Map` says how often each token counts (whole
   * numbers above 0); more than 255 times in one unit count as 255.
   */
  add(key: Key, tokens: Query): void;
  /** False when there is no such unit. Afterwards every score is as if it had never been there. */
  remove(key: Key): boolean;
  has(key: Key): boolean;
  /**
   * At most `limit` units that hold a token of the query and that `accept` takes, the highest score first,
   * equal scores in the order of their keys. `accept` is asked only for units better than those
   * already found.
   */
  query(query: Query, limit: number, accept?: (key: Key) => boolean): readonly Scored<Key>[];
  /** Units that hold a token. */
  holders(token: string): number;
  /** Every token, also of units that were removed lately. */
  tokens(): Iterable<string>;
  /** What no unit's score can reach: that of one holding nothing but the query's tokens, endlessly. */
  bound(query: Query): number;
  /** Every token with the units that hold it. Nothing may be added or removed meanwhile. */
  entries(): Iterable<TokenUnits<Key>>;
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
  /** By unit, what its length adds below the line of the formula; made for the first query after a change. */
  #norms = new Float64Array(0);
  #least = 0;
  /** Units with a score while a query runs. */
  #touched = new Uint32Array(1024);
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

  add(key: Key, tokens: Query): void {
    this.remove(key);
    if (this.#keys.length > largestUnit) this.#compact();
    const unit = this.#keys.length;
    const counts = weightsOf(tokens);
    let length = 0;
    for (const count of counts.values()) length += count;
    if (unit >= this.#lengths.length) this.#resize(this.#lengths.length * 2);
    this.#postings.add(unit, counts);
    this.#keys.push(key);
    this.#lengths[unit] = length;
    this.#units.set(key, unit);
    this.#total += length;
    this.#norms = noNorms;
  }

  #resize(capacity: number): void {
    const lengths = this.#lengths;
    this.#lengths = new Uint32Array(capacity);
    this.#lengths.set(lengths.subarray(0, capacity));
    this.#sums = new Float64Array(capacity);
    this.#touched = new Uint32Array(capacity);
  }

  remove(key: Key): boolean {
    const unit = this.#units.get(key);
    if (unit === undefined) return false;
    this.#units.delete(key);
    this.#total -= this.#lengths[unit] ?? 0;
    this.#keys[unit] = undefined;
    this.#norms = noNorms;
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

  holders(token: string): number {
    return this.#holders(this.#postings.of(token));
  }

  tokens(): Iterable<string> {
    return this.#postings.names();
  }

  #holders(lists: readonly Uint32Array[]): number {
    const keys = this.#keys;
    const whole = keys.length === this.#units.size;
    let count = 0;
    for (const list of lists) {
      if (whole) count += list.length;
      else for (const posting of list) if (keys[unitOf(posting)] !== undefined) count++;
    }
    return count;
  }

  #leastNorm(): number {
    this.#normsOf();
    return this.#least;
  }

  #normsOf(): Float64Array {
    if (this.#norms.length > 0) return this.#norms;
    const mean = Math.max(1, this.#total) / Math.max(1, this.size);
    const norms = new Float64Array(Math.max(1, this.#keys.length));
    // A removed unit has an endless length, so that its score stays 0 without a question for each posting.
    let shortest = Infinity;
    for (let unit = 0; unit < this.#keys.length; unit++) {
      const length = this.#keys[unit] === undefined ? Infinity : (this.#lengths[unit] ?? 0);
      norms[unit] = k1 * (1 - b + (b * length) / mean);
      if (length < shortest) shortest = length;
    }
    this.#least = k1 * (1 - b + (b * Math.min(shortest, mean)) / mean);
    return (this.#norms = norms);
  }

  /** The rarest first: they decide most of the order, and the frequent ones have most of the postings. */
  #termsOf(query: Query): readonly Term[] {
    const terms: Omit<Term, "rest">[] = [];
    for (const [token, weight] of weightsOf(query)) {
      if (weight <= 0) continue;
      const lists = this.#postings.of(token);
      const top = weight * inverseFrequency(this.#holders(lists), this.size) * (k1 + 1);
      const most = this.#postings.most(token);
      terms.push({ lists, top, bound: most === 0 ? 0 : (top * most) / (most + this.#leastNorm()) });
    }
    let rest = 0;
    return terms
      .sort((x, y) => x.bound - y.bound)
      .map((term) => {
        rest += term.bound;
        return { ...term, rest };
      })
      .reverse();
  }

  /**
   * How many units of one segment may be among the best `limit`; their numbers are in `touched`, all other `sums` are
   * 0. The caller puts these back to 0 as well. `best` are those of the segments before.
   *
   * Token by token, as in MaxScore (Turtle and Flood, "Query evaluation: strategies and optimizations",
   * Information Processing and Management 31(6), 1995): once what the tokens to come can add is less than
   * what the best `limit` have already, no new unit can be among them, and these tokens are looked up for
   * the units that still can, instead of being read from end to end. Scores are the same to the last bit.
   */
  #score(terms: readonly Term[], segment: number, { limit, accept, best }: Wanted<Key>): number {
    let postings = 0;
    for (const { lists } of terms) postings += lists[segment]?.length ?? 0;
    let used = 0;
    let least = best[limit - 1]?.score ?? 0;
    let pruned = false;
    for (const { lists, top, rest } of terms) {
      // Worth the look while there is more to read than to compare, and until other segments have set the bar.
      if (!pruned && best.length < limit && postings > 2 * used && used >= limit) {
        const found = this.#bestOf(this.#touched.subarray(0, used), { limit, accept, best: [...best] });
        least = found[limit - 1]?.score ?? 0;
      }
      // A sum may end some bits below its parts' exact sum.
      const enough = least * (1 - 1e-9) - rest;
      if (enough > 0) {
        used = this.#keepFrom(used, enough);
        if (!pruned) this.#touched.subarray(0, used).sort();
        pruned = true;
      }
      const list = lists[segment];
      if (list === undefined) continue;
      postings -= list.length;
      if (pruned) this.#lookUp(list, top, used);
      else used = this.#addParts(list, top, used);
    }
    return used;
  }

  /** Only units with a sum of at least `enough`, in their order. */
  #keepFrom(used: number, enough: number): number {
    let kept = 0;
    for (let at = 0; at < used; at++) {
      const unit = this.#touched[at] ?? 0;
      if ((this.#sums[unit] ?? 0) >= enough) this.#touched[kept++] = unit;
      else this.#sums[unit] = 0;
    }
    return kept;
  }

  /** As `addParts`, for the units in `touched` only, which are sorted. */
  #lookUp(list: Uint32Array, top: number, used: number): void {
    if (list.length === 0) return;
    const norms = this.#normsOf();
    const last = unitOf(list[list.length - 1] ?? 0);
    for (let from = 0, next = 0; next < used && from < list.length; next++) {
      const unit = this.#touched[next] ?? 0;
      if (unit > last) break;
      from = firstFrom(list, unit, from);
      const posting = list[from] ?? 0;
      const count = countOf(posting);
      if (unitOf(posting) === unit)
        this.#sums[unit] = (this.#sums[unit] ?? 0) + (top * count) / (count + (norms[unit] ?? 0));
    }
  }

  /** One token's part of the scores. All of a query's time is spent here. */
  #addParts(list: Uint32Array, top: number, alreadyUsed: number): number {
    const sums = this.#sums;
    const norms = this.#normsOf();
    const touched = this.#touched;
    let used = alreadyUsed;
    for (let at = 0; at < list.length; at++) {
      const posting = list[at] ?? 0;
      const unit = unitOf(posting);
      const count = countOf(posting);
      const part = (top * count) / (count + (norms[unit] ?? 0));
      if (part === 0) continue;
      const sum = sums[unit] ?? 0;
      if (sum === 0) touched[used++] = unit;
      sums[unit] = sum + part;
    }
    return used;
  }

  query(query: Query, limit: number, accept = (_: Key) => true): readonly Scored<Key>[] {
    if (limit < 1) return [];
    const terms = this.#termsOf(query);
    const segments = Math.max(0, ...terms.map(({ lists }) => lists.length));
    const best: Scored<Key>[] = [];
    // A segment's sums fit into the processor's cache, and what the segments before have found is the bar for the next.
    try {
      for (let segment = 0; segment < segments; segment++) {
        const touched = this.#touched.subarray(0, this.#score(terms, segment, { limit, accept, best }));
        this.#bestOf(touched, { limit, accept, best });
        for (const unit of touched) this.#sums[unit] = 0;
      }
      return best;
    } catch (error) {
      // Whatever `accept` did, the next query begins with nothing.
      this.#sums.fill(0);
      throw error;
    }
  }

  /** `best` with what is better of the touched units. */
  #bestOf(touched: Uint32Array, { limit, accept, best }: Wanted<Key>): Scored<Key>[] {
    let least = best[limit - 1]?.score ?? 0;
    for (let at = 0; at < touched.length; at++) {
      const unit = touched[at] ?? 0;
      const score = this.#sums[unit] ?? 0;
      if (score < least) continue;
      const scored = { key: this.#keys[unit] as Key, score };
      const last = best[limit - 1];
      if ((last !== undefined && this.#order(last, scored) <= 0) || !accept(scored.key)) continue;
      best.splice(this.#placeOf(best, scored), 0, scored);
      if (best.length > limit) best.pop();
      least = best[limit - 1]?.score ?? 0;
    }
    return best;
  }

  *entries(): Iterable<TokenUnits<Key>> {
    for (const [token, lists] of this.#postings.entries())
      yield { token, forEach: (visit) => this.#visit(lists, visit) };
  }

  #visit(lists: readonly Uint32Array[], visit: (key: Key, count: number) => void): void {
    for (const list of lists)
      for (const posting of list) {
        const key = this.#keys[unitOf(posting)];
        if (key !== undefined) visit(key, countOf(posting));
      }
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
      sum +=
        Math.max(0, weight) * (k1 + 1) * inverseFrequency(this.#holders(this.#postings.of(token)), this.size);
    return sum;
  }

  bytes(): number {
    const arrays = [this.#lengths, this.#sums, this.#norms, this.#touched];
    const units = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
    // A token in the map: its number, its hash and some ten characters.
    return this.#postings.bytes() + units + this.#postings.tokens() * 60;
  }
}

const noNorms = new Float64Array(0);

interface Term {
  readonly lists: readonly Uint32Array[];
  /** A part of a score, of a token repeated endlessly. */
  readonly top: number;
  /** The largest part it can have here: that of the shortest unit with the most repetitions. */
  readonly bound: number;
  /** The bounds of this and all later terms. */
  readonly rest: number;
}

interface Wanted<Key> {
  readonly limit: number;
  readonly accept: (key: Key) => boolean;
  readonly best: Scored<Key>[];
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
