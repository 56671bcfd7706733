/** How close a suggestion is to the text that was taken out. */

/** 1 for equal texts, 0 for nothing in common: 1 - Levenshtein distance / length of the longer, by code points. */
export function editSimilarity(one: string, other: string): number {
  const a = [...one];
  const b = [...other];
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
