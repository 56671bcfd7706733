/** Sentences as unit vectors of TF-IDF weights, sparse, so that a book's fit into memory. */

export interface Vector {
  /** Ascending. */
  readonly ids: Uint32Array;
  readonly weights: Float64Array;
}

export interface VectorSpace {
  readonly vectors: readonly Vector[];
  /** Different words of all texts. */
  readonly words: number;
}

/** One vector for each text, in order. Linear in the number of tokens. */
export function vectorsOf(texts: readonly (readonly string[])[]): VectorSpace {
  const known = new Map<string, number>();
  const frequency: number[] = [];
  const counted = texts.map((tokens) => {
    const counts = new Map<number, number>();
    for (const token of tokens) {
      let id = known.get(token);
      if (id === undefined) known.set(token, (id = known.size));
      const before = counts.get(id) ?? 0;
      if (before === 0) frequency[id] = (frequency[id] ?? 0) + 1;
      counts.set(id, before + 1);
    }
    return counts;
  });
  const weigh = (id: number, count: number) =>
    (1 + Math.log(count)) * Math.log(1 + texts.length / (frequency[id] ?? 1));
  return { vectors: counted.map((counts) => unitVector(counts, weigh)), words: known.size };
}

function unitVector(
  counts: ReadonlyMap<number, number>,
  weigh: (id: number, count: number) => number,
): Vector {
  const ids = Uint32Array.from(counts.keys()).sort();
  const weights = Float64Array.from(ids, (id) => weigh(id, counts.get(id) ?? 1));
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return { ids, weights: length > 0 ? weights.map((weight) => weight / length) : weights };
}

/** Cosine of two unit vectors. */
export function dot(left: Vector, right: Vector): number {
  let sum = 0;
  let other = 0;
  for (let at = 0; at < left.ids.length && other < right.ids.length;) {
    const difference = (left.ids[at] ?? 0) - (right.ids[other] ?? 0);
    if (difference === 0) sum += (left.weights[at] ?? 0) * (right.weights[other] ?? 0);
    if (difference <= 0) at += 1;
    if (difference >= 0) other += 1;
  }
  return sum;
}

/** Cosine of each to what they have in common. */
export function likenessToAll({ vectors, words }: VectorSpace): readonly number[] {
  const whole = new Float64Array(words);
  for (const { ids, weights } of vectors)
    for (const [at, id] of ids.entries()) whole[id] = (whole[id] ?? 0) + (weights[at] ?? 0);
  const length = Math.sqrt(whole.reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  return vectors.map(
    ({ ids, weights }) =>
      ids.reduce((sum, id, at) => sum + (weights[at] ?? 0) * (whole[id] ?? 0), 0) / length,
  );
}

/** Continuous LexRank: the share of a random reader who follows likeness from sentence to sentence. Quadratic. */
export function lexRank({ vectors }: VectorSpace): readonly number[] {
  const size = vectors.length;
  const matrix = vectors.map((left, row) =>
    Float64Array.from(vectors, (right, column) => (column < row ? dot(left, right) : 0)),
  );
  for (const [row, line] of matrix.entries())
    for (let column = row + 1; column < size; column += 1) line[column] = matrix[column]?.[row] ?? 0;
  const totals = matrix.map((row) => row.reduce((sum, each) => sum + each, 0));
  let rank = new Float64Array(size).fill(1 / size);
  for (let round = 0; round < 15; round += 1) {
    const next = new Float64Array(size).fill(0.15 / size);
    for (let from = 0; from < size; from += 1) {
      const total = totals[from] ?? 0;
      const share = (0.85 * (rank[from] ?? 0)) / (total || size);
      const row = matrix[from];
      for (let to = 0; to < size; to += 1)
        next[to] = (next[to] ?? 0) + share * (total === 0 ? 1 : (row?.[to] ?? 0));
    }
    rank = next;
  }
  return [...rank];
}
