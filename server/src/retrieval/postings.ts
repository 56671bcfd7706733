/**
 * Which units hold a token, and how often: sorted segments of four bytes a posting, and a small tail of what
 * was added since, sealed into a segment once it has grown. The words of one long text differ from the next
 * one's, so an array for each token would cost more than its numbers. A segment has a largest size, so that
 * sealing never holds up whoever types, however much there is already.
 */

export interface Postings {
  /** `counts` of a unit's tokens. The number must be higher than those of all units before. */
  add(unit: number, counts: ReadonlyMap<string, number>): void;
  /**
   * Postings of a token by rising unit, those of removed units included; `unitOf` and `countOf` read one.
   * To be read at once: they may be windows on what the next `add` changes.
   */
  of(token: string): readonly Uint32Array[];
  /** No unit holds the token more often; 0 when none does. */
  most(token: string): number;
  /** All of them, token by token. Nothing may be added or compacted meanwhile. */
  entries(): Iterable<readonly [string, readonly Uint32Array[]]>;
  /** Every token there ever was; a removed unit's may be among them. */
  names(): Iterable<string>;
  /** Gives every unit the number `renumber` answers, in the same order, and forgets those it answers undefined for. */
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

/** The unit of a posting, and how often it holds the token. */
export const unitOf = (posting: number) => posting >>> countBits;
export const countOf = (posting: number) => posting & largestCount;

/** Postings the tail may have before it is sealed; half of what is in the last segment, within these. */
const smallestTail = 1 << 15;
const largestTail = 1 << 17;
/** Postings of a segment that takes no more: some 20 ms of copying. */
const fullSegment = 1 << 20;

interface Segment {
  /** Postings of token number `n` are `postings[starts[n]]` to `postings[starts[n + 1]]`; later tokens have none. */
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
}

const emptySegment: Segment = { starts: new Uint32Array(1), postings: new Uint32Array(0) };

export const createPostings = (): Postings => new SegmentedPostings();

class SegmentedPostings implements Postings {
  #numbers = new Map<string, number>();
  #segments: readonly Segment[] = [emptySegment];
  /** By token, the highest count it ever had. */
  #most = new Uint8Array(1024);
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
    if (number >= this.#most.length) {
      const most = new Uint8Array(this.#most.length * 2);
      most.set(this.#most);
      this.#most = most;
    }
    return number;
  }

  add(unit: number, counts: ReadonlyMap<string, number>): void {
    if (unit > largestUnit) throw new RangeError(`more than ${largestUnit + 1} units`);
    for (const [token, count] of counts) {
      const number = this.#numberOf(token);
      if (this.#used + 2 > this.#entries.length) this.#entries = grown(this.#entries, 0);
      const held = Math.min(count, largestCount);
      this.#entries[this.#used] = ((unit << countBits) | held) >>> 0;
      if (held > (this.#most[number] ?? 0)) this.#most[number] = held;
      this.#entries[this.#used + 1] = this.#heads[number] ?? none;
      this.#heads[number] = this.#used;
      this.#used += 2;
    }
    const allowed = Math.min(largestTail, (this.#segments.at(-1)?.postings.length ?? 0) / 2);
    if (this.#used / 2 > Math.max(smallestTail, allowed)) this.#seal();
  }

  of(token: string): readonly Uint32Array[] {
    const number = this.#numbers.get(token);
    return number === undefined ? [] : this.#listsOf(number);
  }

  most(token: string): number {
    const number = this.#numbers.get(token);
    return number === undefined ? 0 : (this.#most[number] ?? 0);
  }

  names(): Iterable<string> {
    return this.#numbers.keys();
  }

  *entries(): Iterable<readonly [string, readonly Uint32Array[]]> {
    for (const [token, number] of this.#numbers) yield [token, this.#listsOf(number)];
  }

  #listsOf(number: number): readonly Uint32Array[] {
    const lists = this.#segments.map((segment) => listIn(segment, number));
    if (this.#heads[number] !== none) lists.push(this.#tailOf(number));
    return lists;
  }

  #tailOf(number: number): Uint32Array {
    const found: number[] = [];
    for (let at = this.#heads[number] ?? none; at !== none; at = this.#entries[at + 1] ?? none)
      found.push(this.#entries[at] ?? 0);
    return Uint32Array.from(found.reverse());
  }

  /** The tail becomes a segment, or a part of the last one while that has room. */
  #seal(): void {
    if (this.#used === 0) return;
    const last = this.#segments.at(-1) ?? emptySegment;
    const [kept, base] =
      last.postings.length < fullSegment
        ? [this.#segments.slice(0, -1), last]
        : [this.#segments, emptySegment];
    const tokens = this.#numbers.size;
    const postings = new Uint32Array(base.postings.length + this.#used / 2);
    const starts = new Uint32Array(tokens + 1);
    let to = 0;
    for (let number = 0; number < tokens; number++) {
      const end = base.starts[number + 1] ?? 0;
      for (let at = base.starts[number] ?? end; at < end; at++) postings[to++] = base.postings[at] ?? 0;
      const from = to;
      for (let at = this.#heads[number] ?? none; at !== none; at = this.#entries[at + 1] ?? none)
        postings[to++] = this.#entries[at] ?? 0;
      // The chain has the newest first, which is the highest unit.
      if (to - from > 1) postings.subarray(from, to).reverse();
      starts[number + 1] = to;
    }
    this.#segments = [...kept, { starts, postings }];
    this.#heads.fill(none);
    this.#used = 0;
  }

  compact(renumber: (unit: number) => number | undefined): void {
    this.#seal();
    const tokens = this.#numbers.size;
    const segments = joined(
      this.#segments.map((segment) => renumbered(segment, tokens, renumber)),
      tokens,
    );
    const held = (number: number) => segments.some((segment) => listIn(segment, number).length > 0);
    const kept = [...this.#numbers].filter(([, number]) => held(number));
    this.#segments = segments.map(({ starts, postings }) => ({
      // Tokens that go have no postings, so where one ends is still where the next one begins.
      starts: Uint32Array.from([0, ...kept.map(([, number]) => starts[number + 1] ?? 0)]),
      postings,
    }));
    this.#most = Uint8Array.from({ length: Math.max(1024, kept.length) }, (_, number) => {
      const [, old] = kept[number] ?? [];
      return old === undefined ? 0 : (this.#most[old] ?? 0);
    });
    this.#numbers = new Map(kept.map(([token], number) => [token, number]));
    this.#heads = new Uint32Array(Math.max(1024, kept.length)).fill(none);
    this.#entries = new Uint32Array(2048);
  }

  bytes(): number {
    const arrays = this.#segments.flatMap(({ starts, postings }) => [starts, postings]);
    return [...arrays, this.#heads, this.#entries, this.#most].reduce(
      (sum, { byteLength }) => sum + byteLength,
      0,
    );
  }

  tokens(): number {
    return this.#numbers.size;
  }
}

/** Place of the first posting from `from` whose unit is at least `unit`, by steps that double. */
export function firstFrom(list: Uint32Array, unit: number, from: number): number {
  let step = 1;
  let high = from;
  while (high < list.length && unitOf(list[high] ?? 0) < unit) {
    high += step;
    step *= 2;
  }
  let low = Math.max(from, high - (step >> 1));
  high = Math.min(high, list.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (unitOf(list[middle] ?? 0) < unit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function listIn({ starts, postings }: Segment, number: number): Uint32Array {
  if (number >= starts.length - 1) return emptySegment.postings;
  return postings.subarray(starts[number], starts[number + 1]);
}

function renumbered(
  segment: Segment,
  tokens: number,
  renumber: (unit: number) => number | undefined,
): Segment {
  const postings = new Uint32Array(segment.postings.length);
  const starts = new Uint32Array(tokens + 1);
  let to = 0;
  for (let number = 0; number < tokens; number++) {
    for (const posting of listIn(segment, number)) {
      const unit = renumber(unitOf(posting));
      if (unit !== undefined) postings[to++] = ((unit << countBits) | countOf(posting)) >>> 0;
    }
    starts[number + 1] = to;
  }
  return { starts, postings: postings.slice(0, to) };
}

/** Neighbours that fit into one segment together. */
function joined(segments: readonly Segment[], tokens: number): readonly Segment[] {
  const result: Segment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    if (last === undefined || last.postings.length + segment.postings.length > fullSegment) {
      result.push(segment);
      continue;
    }
    const postings = new Uint32Array(last.postings.length + segment.postings.length);
    const starts = new Uint32Array(tokens + 1);
    for (let number = 0, to = 0; number < tokens; number++) {
      for (const list of [listIn(last, number), listIn(segment, number)]) {
        postings.set(list, to);
        to += list.length;
      }
      starts[number + 1] = to;
    }
    result[result.length - 1] = { starts, postings };
  }
  return result;
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
