/**
 * Passages by their meaning, beside the index of their words: one vector for each, made by an embedding model behind
 * the user's back. In memory and without their text. As long as there is no model, nothing is near to anything.
 */
import { type FoundPassage, type Passage } from "./passages";
import { nearestTo, embedMissing } from "./embedding";
import { createVectors, type Embedder, vectorKey, type Vectors } from "./vectors";
import { t } from "../util/l10n";

/** A file of the word index. */
export interface IndexedSource {
  readonly uri: string;
  /** Of its content. */
  readonly sha256: string;
}

export interface MeaningsDeps {
  /** The model that embeds now. */
  embedder(): Embedder | undefined;
  /** The passages of a file as it is now; undefined when it is gone or has none. Rejects with the signal's reason. */
  passages(uri: string, signal: AbortSignal): Promise<readonly Passage[] | undefined>;
  /** The vectors of an earlier session, where the user allows it. Rejects with the signal's reason. */
  stored?(embedder: Embedder, signal: AbortSignal): Promise<Vectors | undefined>;
  readonly largest?: number;
}

export interface NearestOptions {
  /** Passages. */
  readonly limit: number;
  accept(uri: string): boolean;
}

export interface Meanings {
  /**
   * Embeds the passages of files that are new or changed and forgets the others. A cancelled call rejects with the
   * signal's reason, what it has stays, the next one goes on there. Rejects with the model's error when it fails.
   */
  refresh(files: readonly IndexedSource[], signal: AbortSignal): Promise<void>;
  /**
   * The passages nearest to the query, nearest first; none without a model, and with a reason when there is one that
   * cannot be used. Rejects with the signal's reason only.
   */
  nearest(
    query: string,
    options: NearestOptions,
    signal: AbortSignal,
  ): Promise<{ readonly found: readonly FoundPassage[]; readonly note?: string }>;
  /** Passages that have a vector. */
  readonly size: number;
  /** Undefined before the first passage was embedded. */
  vectors(): Vectors | undefined;
  clear(): void;
}

/** Vectors: 100,000 of 768 numbers are some 300 MB. */
const mostVectors = 100_000;

interface Known {
  readonly sha256: string;
  /** Of its passages' texts. */
  readonly keys: readonly string[];
}

export const createMeanings = (deps: MeaningsDeps): Meanings => new MeaningIndex(deps);

class MeaningIndex implements Meanings {
  readonly #deps: MeaningsDeps;
  readonly #files = new Map<string, Known>();
  /** Passages by the key of their text: the same words may stand in several places. */
  readonly #places = new Map<string, readonly FoundPassage[]>();
  #size = 0;
  #vectors: Vectors | undefined;

  constructor(deps: MeaningsDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#size;
  }

  vectors(): Vectors | undefined {
    return this.#vectors;
  }

  clear(): void {
    this.#files.clear();
    this.#places.clear();
    this.#size = 0;
    this.#vectors = undefined;
  }

  async refresh(files: readonly IndexedSource[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const embedder = this.#deps.embedder();
    if (embedder === undefined) return this.clear();
    const vectors = await this.#vectorsFor(embedder, signal);
    const wanted = new Map(files.map(({ uri, sha256 }) => [uri, sha256]));
    for (const [uri, { sha256 }] of this.#files) if (wanted.get(uri) !== sha256) this.#remove(uri);
    for (const { uri, sha256 } of files) {
      if (this.#files.has(uri)) continue;
      if (vectors.size >= (this.#deps.largest ?? mostVectors)) break;
      const passages = (await this.#deps.passages(uri, signal)) ?? [];
      signal.throwIfAborted();
      await embedMissing(vectors, passages.map(textOf), inFile(embedder, uri), signal);
      this.#add(uri, sha256, passages);
    }
    for (const key of [...vectors.keys()]) if (!this.#places.has(key)) vectors.remove(key);
  }

  /** Vectors of another model are of no use. */
  async #vectorsFor(embedder: Embedder, signal: AbortSignal): Promise<Vectors> {
    if (this.#vectors !== undefined && sameModel(this.#vectors.model, embedder.model)) return this.#vectors;
    this.clear();
    const stored = await this.#deps.stored?.(embedder, signal);
    signal.throwIfAborted();
    return (this.#vectors = stored ?? createVectors(embedder.model));
  }

  #add(uri: string, sha256: string, passages: readonly Passage[]): void {
    const keys = passages.map((passage) => vectorKey(textOf(passage)));
    this.#files.set(uri, { sha256, keys });
    this.#size += keys.length;
    passages.forEach(({ span, headings }, at) => {
      const key = keys[at] ?? "";
      this.#places.set(key, [...(this.#places.get(key) ?? []), { uri, span, headings, score: 0 }]);
    });
  }

  #remove(uri: string): void {
    const keys = this.#files.get(uri)?.keys ?? [];
    this.#files.delete(uri);
    this.#size -= keys.length;
    for (const key of new Set(keys)) {
      const others = (this.#places.get(key) ?? []).filter((place) => place.uri !== uri);
      if (others.length > 0) this.#places.set(key, others);
      else this.#places.delete(key);
    }
  }

  async nearest(query: string, { limit, accept }: NearestOptions, signal: AbortSignal) {
    const embedder = this.#deps.embedder();
    const vectors = this.#vectors;
    if (embedder === undefined || vectors === undefined || vectors.size === 0) return { found: [] };
    if (!sameModel(vectors.model, embedder.model))
      return { found: [], note: t("The embedding model was changed; the passages are embedded again.") };
    const places = this.#places;
    const taken = (key: string) => places.get(key)?.some(({ uri }) => accept(uri)) === true;
    try {
      const nearest = await nearestTo(query, { vectors, embedder, limit, accept: taken }, signal);
      const found = nearest.flatMap(({ key, score }) =>
        (places.get(key) ?? []).filter(({ uri }) => accept(uri)).map((place) => ({ ...place, score })),
      );
      return { found: found.slice(0, limit) };
    } catch (error) {
      signal.throwIfAborted();
      const why = error instanceof Error ? error.message : String(error);
      return { found: [], note: t("The embedding model was not used: {0}", why) };
    }
  }
}

/** Says where the texts come from. */
const inFile = (embedder: Embedder, uri: string): Embedder => ({
  model: embedder.model,
  embed: (request, signal) => embedder.embed({ ...request, of: uri }, signal),
});

/** A passage is understood under its headings. */
const textOf = ({ headings, text }: Passage): string => [...headings, text].join("\n");

const sameModel = (a: Embedder["model"], b: Embedder["model"]) =>
  a.sha256 === b.sha256 &&
  a.dim === b.dim &&
  a.pooling === b.pooling &&
  a.prefix.query === b.prefix.query &&
  a.prefix.passage === b.prefix.passage;
