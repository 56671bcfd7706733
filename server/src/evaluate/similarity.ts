/** How close two texts are. */

/** Characters that are compared: the cost grows with the square. */
const longest = 4_000;

/**
 * 1 for equal texts, 0 for nothing in common: 1 - Levenshtein distance / length of the longer, by code points
 * (Levenshtein 1966). Texts over 4,000 characters are compared by their beginning.
 */
export function editSimilarity(one: string, other: string): number {
  const a = [...one].slice(0, longest);
  const b = [...other].slice(0, longest);
  const longer = Math.max(a.length, b.length);
  return longer === 0 ? 1 : 1 - distance(a, b) / longer;
}

function distance(a: readonly string[], b: readonly string[]): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, char] of a.entries()) {
    const current = [row + 1];
    for (const [column, other] of b.entries()) {
      const change = (above[column] ?? 0) + (char === other ? 0 : 1);
      current.push(Math.min(change, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}
