/** When are two lines the same line, written a little differently? */

/** Share of the longer line's characters that may differ. */
const tolerance = 0.1;

/**
 * True where the lines differ only in white space, kind of quotes and marks at the end, and in under a tenth
 * of their characters. A differing word, number or operator makes another line of it: rows of a table and
 * `case 1:` beside `case 2:` look much alike and are both wanted.
 */
export function nearlySame(a: string, b: string): boolean {
  const [left, right] = [a.trim(), b.trim()];
  if (left === right) return true;
  if (essence(left) !== essence(right)) return false;
  const limit = Math.max(left.length, right.length) * tolerance;
  return editDistance(left, right, limit) < limit;
}

/** What two lines must have in common to be nearly the same. */
export function essence(line: string): string {
  return line
    .replace(/[\s;,、。.)\]}]+$/u, "")
    .replace(/[\s'"`]/gu, (mark) => (mark.trim() === "" ? "" : '"'));
}

/** Levenshtein distance in UTF-16 units; anything at or over `limit` is answered as Infinity. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) >= limit) return Infinity;
    row = next;
  }
  return row[b.length] ?? Infinity;
}
