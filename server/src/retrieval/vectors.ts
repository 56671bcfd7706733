/**
 * Vectors of passages in one flat matrix, compared one by one: at a hundred thousand passages that is quicker
 * to trust than an approximate index, and needs no native code. A vector's key is a digest of its text, so a
 * passage that did not change is not embedded again, wherever it stands.
 */
import { createHash } from "node:crypto";

/** What makes vectors comparable. All of it must be the same. */
export interface VectorModel {
  /** Of the model's file, lower-case hex. */
  readonly sha256: string;
  /** Numbers of a vector. */
  readonly dim: number;
  readonly pooling: string;
  /** Text that is put before what is embedded, as the model's card says. */
  readonly prefix: { readonly query: string; readonly passage: string };
}

/** A role of the engine. */
export interface Embedder {
  readonly model: VectorModel;
  /** One vector of `dim` finite numbers for each text, in order. Rejects with the signal's reason. */
  embed(request: EmbedTexts, signal: AbortSignal): Promise<readonly Float32Array[]>;
}

export interface EmbedTexts {
  readonly texts: readonly string[];
  /** URI of the file they are from; absent: the user's own words. */
  readonly of?: string;
  /** Somebody waits for it. */
  readonly urgent: boolean;
}

export interface Nearest {
  readonly key: string;
  /** Cosine, -1 to 1. */
  readonly score: number;
}

export interface Vectors {
  readonly model: VectorModel;
  readonly size: number;
  has(key: string): boolean;
  /** In the place of the one that had the key. Throws a `RangeError` for a vector that is none of this model's. */
  set(key: string, vector: Float32Array): void;
  /** False when there is none. */
  remove(key: string): boolean;
  /** At most `limit` that `accept` takes, nearest first, equal ones in the order of their keys. */
  nearest(to: Float32Array, limit: number, accept?: (key: string) => boolean): readonly Nearest[];
  keys(): IterableIterator<string>;
  /** Of length 1; a window, not a copy. Undefined when there is none. */
  get(key: string): Float32Array | undefined;
}

/** The key of a text's vector: half of its SHA-256, in hex. */
export const vectorKey = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 32);

export const createVectors = (model: VectorModel): Vectors => new Matrix(model);

class Matrix implements Vectors {
  readonly model: VectorModel;
  readonly #rows = new Map<string, number>();
  #keys: string[] = [];
  #values: Float32Array;

  constructor(model: VectorModel) {
    this.model = model;
    this.#values = new Float32Array(16 * model.dim);
  }

  get size(): number {
    return this.#keys.length;
  }

  has(key: string): boolean {
    return this.#rows.has(key);
  }

  keys(): IterableIterator<string> {
    return this.#keys.values();
  }

  get(key: string): Float32Array | undefined {
    const row = this.#rows.get(key);
    return row === undefined ? undefined : this.#row(row);
  }

  #row(row: number): Float32Array {
    const { dim } = this.model;
    return this.#values.subarray(row * dim, (row + 1) * dim);
  }

  set(key: string, vector: Float32Array): void {
    const unit = unitOf(vector, this.model.dim);
    const row = this.#rows.get(key) ?? this.#keys.length;
    if (row === this.#keys.length) {
      this.#keys.push(key);
      this.#rows.set(key, row);
      const { dim } = this.model;
      if (this.#keys.length * dim > this.#values.length) {
        const larger = new Float32Array(this.#values.length * 2);
        larger.set(this.#values);
        this.#values = larger;
      }
    }
    this.#row(row).set(unit);
  }

  remove(key: string): boolean {
    const row = this.#rows.get(key);
    if (row === undefined) return false;
    // The last row takes its place: order is by key, never by row.
    const last = this.#keys.length - 1;
    const moved = this.#keys[last] ?? key;
    this.#row(row).set(this.#row(last));
    this.#keys[row] = moved;
    this.#rows.set(moved, row);
    this.#keys.pop();
    this.#rows.delete(key);
    return true;
  }

  nearest(to: Float32Array, limit: number, accept = (_: string) => true): readonly Nearest[] {
    const unit = unitOf(to, this.model.dim);
    const best: Nearest[] = [];
    for (let row = 0; row < (limit < 1 ? 0 : this.#keys.length); row++) {
      const score = this.#product(row, unit);
      const last = best[limit - 1];
      const found = { key: this.#keys[row] ?? "", score };
      if ((last !== undefined && byScore(last, found) <= 0) || !accept(found.key)) continue;
      const place = best.findIndex((other) => byScore(found, other) < 0);
      best.splice(place < 0 ? best.length : place, 0, found);
      if (best.length > limit) best.pop();
    }
    return best;
  }

  #product(row: number, unit: Float32Array): number {
    const values = this.#values;
    const from = row * unit.length;
    let sum = 0;
    for (let at = 0; at < unit.length; at++) sum += (values[from + at] ?? 0) * (unit[at] ?? 0);
    return sum;
  }
}

const byScore = (a: Nearest, b: Nearest) => b.score - a.score || (a.key < b.key ? -1 : 1);

/** The vector with length 1. A model that answers nothing but zeros, or no numbers, is broken and must be told. */
function unitOf(vector: Float32Array, dim: number): Float32Array {
  if (vector.length !== dim) throw new RangeError(`a vector of ${vector.length} numbers, not ${dim}`);
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  if (!(length > 0) || !Number.isFinite(length)) throw new RangeError("a vector without a direction");
  return vector.map((value) => value / length);
}
