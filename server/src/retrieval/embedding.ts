/** Texts to vectors through a model, and back to the texts nearest to a question. */
import { type Embedder, type Nearest, vectorKey, type Vectors } from "./vectors";

/** Texts of one call: little enough to stop soon, enough to keep an engine busy. */
const batch = 16;

/**
 * Embeds the texts that have no vector yet. A cancelled call rejects with the signal's reason and keeps what it has; the
 * next one goes on there. Rejects with a `RangeError` when the model answers something that is no vector.
 */
export async function embedMissing(
  vectors: Vectors,
  texts: Iterable<string>,
  embedder: Embedder,
  signal: AbortSignal,
): Promise<void> {
  const wanted = new Map([...texts].map((text) => [vectorKey(text), text]));
  const missing = [...wanted].filter(([key]) => !vectors.has(key));
  for (let at = 0; at < missing.length; at += batch) {
    signal.throwIfAborted();
    const part = missing.slice(at, at + batch);
    const prefix = vectors.model.prefix.passage;
    const made = await embedder.embed(
      { texts: part.map(([, text]) => prefix + text), urgent: false },
      signal,
    );
    signal.throwIfAborted();
    if (made.length !== part.length) throw new RangeError(`${made.length} vectors for ${part.length} texts`);
    part.forEach(([key], index) => vectors.set(key, made[index] ?? new Float32Array()));
  }
}

export interface Searched {
  readonly vectors: Vectors;
  readonly embedder: Embedder;
  readonly limit: number;
  /** Keys that may be answered; all when absent. */
  accept?(key: string): boolean;
}

/** Keys of the texts nearest in meaning, as `Vectors.nearest`. Rejects with the signal's reason. */
export async function nearestTo(
  question: string,
  { vectors, embedder, limit, accept }: Searched,
  signal: AbortSignal,
): Promise<readonly Nearest[]> {
  const texts = [vectors.model.prefix.query + question];
  const [vector] = await embedder.embed({ texts, urgent: true }, signal);
  signal.throwIfAborted();
  return vectors.nearest(vector ?? new Float32Array(), limit, accept);
}
