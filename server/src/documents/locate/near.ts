/** The stretch of a text most like a quote, by character trigrams: for a pointer, never for evidence. */
import { markersIn, sameValue } from "../meaning";
import { type Value, valuesIn } from "../values";

export interface Window {
  readonly start: number;
  readonly end: number;
  /** Dice coefficient of the two trigram multisets, 0 to 1. */
  readonly score: number;
}

/** A window must be this like a quote to be shown as its place. */
export const nearEnough = 0.8;

const bits = 18;
/** Texts beyond this get no index of trigrams (eight bytes a character): near matches are not looked for. */
const longestText = 32 * 1024 * 1024;
const longestQuote = 2000;
/** Candidates that are compared in full. */
const candidates = 5;
const reach = 3;

export interface TrigramIndex {
  /** The best window, whatever its score; undefined when nothing is alike or the quote is too short or long. */
  best(quote: string): Window | undefined;
}

const hash = (text: string, at: number) =>
  (Math.imul(text.charCodeAt(at), 0x9e3779b1) ^
    Math.imul(text.charCodeAt(at + 1), 0x85ebca6b) ^
    Math.imul(text.charCodeAt(at + 2), 0xc2b2ae35)) >>>
  (32 - bits);

/** Linear to build; a query costs about the number of places its trigrams stand at. */
export function indexTrigrams(text: string): TrigramIndex {
  const count = Math.max(0, text.length - 2);
  if (count === 0 || count > longestText) return { best: () => undefined };
  const starts = new Int32Array((1 << bits) + 1);
  for (let at = 0; at < count; at += 1) starts[hash(text, at) + 1] = (starts[hash(text, at) + 1] ?? 0) + 1;
  for (let bucket = 0; bucket < 1 << bits; bucket += 1)
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0);
  const filled = starts.slice();
  const places = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    const bucket = hash(text, at);
    places[filled[bucket] ?? 0] = at;
    filled[bucket] = (filled[bucket] ?? 0) + 1;
  }
  const votes = new Uint16Array(text.length + longestQuote);
  return {
    best(quote) {
      if (quote.length < 4 || quote.length > longestQuote) return undefined;
      const diagonals = vote(quote, { starts, places, votes });
      const wanted = trigramsOf(quote, 0, quote.length);
      let best: Window | undefined;
      for (const diagonal of diagonals) {
        const window = refine(text, quote, { diagonal, wanted });
        if (window !== undefined && (best === undefined || window.score > best.score)) best = window;
      }
      return best;
    },
  };
}

interface Postings {
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly votes: Uint16Array;
}

/** Where the quote would begin if most of its trigrams stood in place; the likeliest first. */
function vote(quote: string, { starts, places, votes }: Postings): readonly number[] {
  const found = Array.from({ length: quote.length - 2 }, (_, at) => {
    const bucket = hash(quote, at);
    return { at, from: starts[bucket] ?? 0, to: starts[bucket + 1] ?? 0 };
  }).sort((left, right) => left.to - left.from - (right.to - right.from));
  const touched: number[] = [];
  let work = 0;
  // Trigrams of every sentence (することが) cost much and tell little: the rare ones first, within a budget.
  for (const [rank, { at, from, to }] of found.entries()) {
    work += to - from;
    if (rank >= 12 && work > 40_000) break;
    if (to - from > 200_000) break;
    for (let place = from; place < to; place += 1) {
      const diagonal = (places[place] ?? 0) - at + longestQuote;
      if (diagonal < 0) continue;
      if (votes[diagonal] === 0) touched.push(diagonal);
      votes[diagonal] = (votes[diagonal] ?? 0) + 1;
    }
  }
  const strength = (diagonal: number) => {
    let sum = 0;
    for (let one = Math.max(0, diagonal - reach); one <= diagonal + reach; one += 1) sum += votes[one] ?? 0;
    return sum * 64 + (votes[diagonal] ?? 0);
  };
  const least = Math.max(1, Math.floor(quote.length / 10));
  const ranked = touched
    .map((diagonal) => ({ diagonal, strength: strength(diagonal) }))
    .filter((one) => one.strength >= least * 64)
    .sort((left, right) => right.strength - left.strength || left.diagonal - right.diagonal);
  for (const diagonal of touched) votes[diagonal] = 0;
  const chosen: number[] = [];
  for (const { diagonal } of ranked) {
    if (chosen.length === candidates) break;
    if (chosen.every((other) => Math.abs(other - diagonal) > reach)) chosen.push(diagonal);
  }
  return chosen.map((diagonal) => diagonal - longestQuote);
}

type Trigrams = ReadonlyMap<string, number>;

function trigramsOf(text: string, start: number, end: number): Trigrams {
  const counts = new Map<string, number>();
  for (let at = start; at + 3 <= end; at += 1) {
    const trigram = text.slice(at, at + 3);
    counts.set(trigram, (counts.get(trigram) ?? 0) + 1);
  }
  return counts;
}

function dice(left: Trigrams, leftSize: number, right: Trigrams, rightSize: number): number {
  let shared = 0;
  for (const [trigram, count] of right) shared += Math.min(count, left.get(trigram) ?? 0);
  return (2 * shared) / (leftSize + rightSize);
}

/** Moves the window's two ends by a few characters to where it is most like the quote. */
function refine(
  text: string,
  quote: string,
  { diagonal, wanted }: { readonly diagonal: number; readonly wanted: Trigrams },
): Window | undefined {
  const size = quote.length - 2;
  let best: (Window & { readonly rank: number }) | undefined;
  const consider = (start: number, end: number) => {
    if (start < 0 || end > text.length || end - start < 3) return;
    const score = dice(wanted, size, trigramsOf(text, start, end), end - start - 2);
    // A trigram that the quote has once and the text twice must not move the ends: these are where they agree.
    const first = text.startsWith(quote.slice(0, 2), start) ? edge : 0;
    const last = text.startsWith(quote.slice(-2), end - 2) ? edge : 0;
    const moved = Math.abs(end - start - quote.length) + Math.abs(start - diagonal);
    const rank = score + first + last - moved * 1e-5;
    if (best === undefined || rank > best.rank) best = { start, end, score, rank };
  };
  consider(Math.max(0, diagonal), Math.min(text.length, diagonal + quote.length));
  if (best === undefined || (best as Window).score < nearEnough / 2) return best;
  for (let start = diagonal - reach; start <= diagonal + reach; start += 1)
    for (let end = diagonal + quote.length - reach; end <= diagonal + quote.length + reach; end += 1)
      consider(start, end);
  return best;
}

/** What an end that agrees with the quote's is worth, beside the likeness of the whole. */
const edge = 0.05;

/** Words that change what a rule says and are neither figures nor markers of modality. */
const opposites =
  /以上|以下|未満|超(?!過)|以内|以外|以前|以後|以降|又は|または|及び|および|並びに|若しくは|かつ|除[くきい]|含[むみま]|[甲乙丙丁]|前(?=に|の|日|営)|後(?=に|の|日)|\b(?:and|or|within|after|before|until|from|above|below|over|under|shall|must|may|should|can|will|includ\w+|exclud\w+|except|only|all|any|each|every|some|most|more|less|fewer)\b/giu;

/** Whether two texts that are alike say the same figures (by value), negation, modality, bounds and conjunctions. */
export function sameStatement(left: string, right: string): boolean {
  const words = (text: string) => (text.toLowerCase().match(opposites) ?? []).sort().join(" ");
  if (words(left) !== words(right)) return false;
  const [ours, theirs] = [valuesIn(left), valuesIn(right)];
  if (ours.length !== theirs.length || bareFigures(left, ours) !== bareFigures(right, theirs)) return false;
  const agree = ours.every((value, at) => {
    const other = theirs[at];
    return (
      other !== undefined &&
      sameValue(value, other) &&
      value.unit === other.unit &&
      value.bound === other.bound &&
      value.exclusive === other.exclusive
    );
  });
  const [said, given] = [markersIn(left), markersIn(right)];
  return agree && said.size === given.size && [...said].every((marker) => given.has(marker));
}

/** Figures that are no value (a name, a word such as 一部): these must be the same in writing. */
function bareFigures(text: string, values: readonly Value[]): string {
  let rest = text;
  for (const { figure } of values)
    rest = `${rest.slice(0, figure.start)}${" ".repeat(figure.end - figure.start)}${rest.slice(figure.end)}`;
  return (rest.match(/[0-9]+|[〇零一二三四五六七八九十百千万億兆]+/gu) ?? []).join(" ");
}
