/** How much of a text that was taken is still there, whatever was written around it. */

/** Characters that are compared: the cost grows with the square. */
const longest = 1_000;

/**
 * 1: all of it stands somewhere in `text`; 0: nothing is left. 1 - least number of edits that turn it into some part of
 * `text` / its length, by code points (approximate search of Sellers 1980). Of a long text the beginning is looked for.
 */
export function retainedShare(taken: string, text: string): number {
  const wanted = [...taken].slice(0, longest);
  if (wanted.length === 0) return 1;
  // Column by column over `text`: an occurrence may begin anywhere, so the first row is all zero.
  const height = wanted.length;
  let column = Uint16Array.from({ length: height + 1 }, (_, row) => row);
  let next = new Uint16Array(height + 1);
  let least = height;
  for (const char of text) {
    for (let row = 0; row < height; row += 1) {
      const change = (column[row] ?? 0) + (char === wanted[row] ? 0 : 1);
      next[row + 1] = Math.min(change, (column[row + 1] ?? 0) + 1, (next[row] ?? 0) + 1);
    }
    [column, next] = [next, column];
    least = Math.min(least, column[height] ?? least);
  }
  return 1 - least / height;
}

/** A change of a document: what stood from `start` to `end` gave way to `length` characters (UTF-16). */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/** A place in a document that moves with what is written before it and grows with what is written in it. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export function moved({ start, end }: Place, change: TextChange): Place {
  const delta = change.length - (change.end - change.start);
  if (change.end <= start) return { start: start + delta, end: end + delta };
  if (change.start >= end) return { start, end };
  const from = Math.min(start, change.start);
  return { start: from, end: Math.max(from, Math.max(end, change.end) + delta) };
}

/** Characters around the place in which it is still looked for: somebody may have moved it by a line. */
const margin = 200;

/** `text`: of the whole document as it is now. */
export function retainedIn(text: string, { start, end }: Place, taken: string): number {
  // More than a taken text's own length away, it is another one.
  const reach = Math.min(end, start + 2 * taken.length + margin);
  return retainedShare(taken.slice(0, longest * 2), text.slice(Math.max(0, start - margin), reach + margin));
}
