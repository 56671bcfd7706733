/** Keeps the passages' vectors up to date behind the user's back, one run at a time. */
import { type DocumentIndex } from "../retrieval/documentIndex";
import { type Meanings } from "../retrieval/meanings";
import { type IndexStore } from "../retrieval/persist";
import { decodeVectors, encodeVectors } from "../retrieval/vectorFile";
import { type Embedder, type Vectors } from "../retrieval/vectors";

export interface MeaningUpdatesDeps {
  readonly index: Pick<DocumentIndex, "files">;
  readonly meanings: Pick<Meanings, "refresh" | "clear" | "vectors">;
  /** Where vectors may be kept; undefined where the user does not allow it. */
  store(): IndexStore | undefined;
  log(message: string): void;
  onError(error: unknown): void;
}

export interface MeaningUpdates {
  /** Documents were read again, or another model embeds. */
  changed(): void;
  /** The window closes, or its folders did. */
  stop(): void;
}

export function createMeaningUpdates(deps: MeaningUpdatesDeps): MeaningUpdates {
  const { index, meanings, store, log, onError } = deps;
  let running = false;
  let again = false;
  let life = new AbortController();

  async function run(signal: AbortSignal): Promise<void> {
    do {
      again = false;
      await meanings.refresh(index.files(), signal);
      await save(signal);
    } while (again);
  }

  async function save(signal: AbortSignal): Promise<void> {
    const vectors = meanings.vectors();
    const to = store();
    if (vectors === undefined || vectors.size === 0 || to === undefined) return;
    try {
      await to.write(encodeVectors(vectors), signal);
    } catch (error) {
      signal.throwIfAborted();
      log(`The vectors cannot be saved: ${String(error)}`);
    }
  }

  return {
    changed() {
      again = true;
      if (running) return;
      running = true;
      const { signal } = life;
      run(signal)
        .catch((error: unknown) => signal.aborted || onError(error))
        .finally(() => (running = false));
    },
    stop() {
      life.abort();
      life = new AbortController();
      meanings.clear();
    },
  };
}

/** The vectors of an earlier session, if they are this model's. Rejects with the signal's reason. */
export async function storedVectors(
  store: IndexStore | undefined,
  { model }: Embedder,
  log: (message: string) => void,
  signal: AbortSignal,
): Promise<Vectors | undefined> {
  try {
    const bytes = await store?.read(signal);
    if (bytes === undefined) return undefined;
    const vectors = decodeVectors(bytes, model);
    if ("nearest" in vectors) return vectors;
    log(`The saved vectors are not used: ${vectors.wrong}.`);
  } catch (error) {
    signal.throwIfAborted();
    log(`The saved vectors cannot be read: ${String(error)}`);
  }
  return undefined;
}
