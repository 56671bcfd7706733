/**
 * Which units hold a token, and how often: a large sorted segment of four bytes a posting, and a small tail
 * of what was added since, merged into the segment once it has grown. The words of one long text differ
 * from the next one's, so an array for each token would cost more than its numbers.
 */

/** A unit's number, and how often it holds the token. */
export type Visit = (unit: number, count: number) => void;

export interface Postings {
  /** `counts` of a unit's tokens. The number must be new. */
  add(unit: number, counts: ReadonlyMap<string, number>): void;
  /** Postings of a token, those of removed units included. */
  forEach(token: string, visit: Visit): void;
  /** Gives every unit the number `renumber` answers and forgets those it answers undefined for. */
  compact(renumber: (unit: number) => number | undefined): void;
  /** Of the arrays; the tokens' own text comes on top. */
  bytes(): number;
  tokens(): number;
}

/** Units that can be told apart, and the highest count that is: one posting is 30 bits, a small integer in V8. */
export const largestUnit = 2 ** 22 - 1;
const countBits = 8;
const largestCount = 2 ** countBits - 1;
const none = 0xffffffff;

/** Postings the tail may have before it is merged, at least. */
const smallestTail = 1 << 15;

interface Segment {
  /** Postings of token number `n` are `postings[starts[n]]` to `postings[starts[n + 1]]`. */
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
}

export const createPostings = (): Postings => new SegmentedPostings();

class SegmentedPostings implements Postings {
  #numbers = new Map<string, number>();
  #segment: Segment = { starts: new Uint32Array(1), postings: new Uint32Array(0) };
  // The tail: a chain of entries (posting, next entry) for each token, newest first.
  #heads = new Uint32Array(1024).fill(none);
  #entries = new Uint32Array(2048);
  #used = 0;

  #numberOf(token: string): number {
    const known = this.#numbers.get(token);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(detached(token), number);
    if (number >= this.#heads.length) this.#heads = grown(this.#heads, none);
    return number;
  }

  add(unit: number, counts: ReadonlyMap<string, number>): void {
    if (unit > largestUnit) throw new RangeError(`more than ${largestUnit + 1} units`);
    for (const [token, count] of counts) {
      const number = this.#numberOf(token);
      if (this.#used + 2 > this.#entries.length) this.#entries = grown(this.#entries, 0);
      this.#entries[this.#used] = ((unit << countBits) | Math.min(count, largestCount)) >>> 0;
      this.#entries[this.#used + 1] = this.#heads[number] ?? none;
      this.#heads[number] = this.#used;
      this.#used += 2;
    }
    const tail = this.#used / 2;
    if (tail > Math.max(smallestTail, this.#segment.postings.length / 2)) this.#merge((posting) => posting);
  }

  forEach(token: string, visit: Visit): void {
    const number = this.#numbers.get(token);
    if (number !== undefined)
      this.#eachPosting(number, (posting) => visit(posting >>> countBits, posting & largestCount));
  }

  #eachPosting(number: number, visit: (posting: number) => void): void {
    const { starts, postings } = this.#segment;
    if (number < starts.length - 1) {
      const end = starts[number + 1] ?? 0;
      for (let at = starts[number] ?? 0; at < end; at++) visit(postings[at] ?? 0);
    }
    const entries = this.#entries;
    for (let at = this.#heads[number] ?? none; at !== none; at = entries[at + 1] ?? none)
      visit(entries[at] ?? 0);
  }

  compact(renumber: (unit: number) => number | undefined): void {
    this.#merge((posting) => {
      const unit = renumber(posting >>> countBits);
      return unit === undefined ? none : ((unit << countBits) | (posting & largestCount)) >>> 0;
    });
  }

  /** One segment of everything; `change` answers `none` for a posting that goes. */
  #merge(change: (posting: number) => number): void {
    const kept = new Map<string, number>();
    const postings = new Uint32Array(this.#segment.postings.length + this.#used / 2);
    const starts = new Uint32Array(this.#numbers.size + 1);
    let to = 0;
    for (const [token, number] of this.#numbers) {
      const from = to;
      this.#eachPosting(number, (posting) => {
        const changed = change(posting);
        if (changed !== none) postings[to++] = changed;
      });
      if (to === from) continue;
      kept.set(token, kept.size);
      starts[kept.size] = to;
    }
    this.#segment = { starts: starts.slice(0, kept.size + 1), postings: postings.slice(0, to) };
    this.#numbers = kept;
    this.#heads = new Uint32Array(Math.max(1024, kept.size)).fill(none);
    this.#entries = new Uint32Array(2048);
    this.#used = 0;
  }

  bytes(): number {
    const { starts, postings } = this.#segment;
    return starts.byteLength + postings.byteLength + this.#heads.byteLength + this.#entries.byteLength;
  }

  tokens(): number {
    return this.#numbers.size;
  }
}

function grown(array: Uint32Array<ArrayBuffer>, fill: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2).fill(fill, array.length);
  larger.set(array);
  return larger;
}

/** A part of a string keeps the whole string alive in V8; an index must not hold the files it was made from. */
function detached(token: string): string {
  const encoding = /^[\u0000-\u00ff]*$/.test(token) ? "latin1" : "utf16le";
  return Buffer.from(token, encoding).toString(encoding);
}
