/** What an earlier session saved, and saving, where the user allows it; what is wrong is said in the log only. */
import { type DocumentIndex } from "./documentIndex";
import { decodeIndex, type IndexStore, type StoredIndex } from "./persist";

export interface Persistence {
  readonly store: IndexStore;
  /** The user allows it. When it is off, what was saved before is removed. */
  readonly allowed: boolean;
  /** Everything that decides what is in an index: globs, sizes of passages. */
  readonly settings: string;
  log(message: string): void;
}

/** For `DocumentIndex.build`. Undefined when there is nothing that can be used. Rejects with the signal's reason. */
export async function openStored(
  { store, allowed, settings, log }: Persistence,
  signal: AbortSignal,
): Promise<StoredIndex | undefined> {
  try {
    if (!allowed) return void (await store.remove());
    const bytes = await store.read(signal);
    signal.throwIfAborted();
    if (bytes === undefined) return undefined;
    const stored = decodeIndex(bytes, settings);
    if ("fileOf" in stored) return stored;
    log(`The saved index is not used: ${stored.wrong}. It is built again.`);
  } catch (error) {
    signal.throwIfAborted();
    log(`The saved index cannot be ${allowed ? "read" : "removed"}: ${String(error)}`);
  }
  return undefined;
}

/** Nothing happens where the user does not allow it. Rejects with the signal's reason. */
export async function saveStored(
  index: DocumentIndex,
  { store, allowed, settings, log }: Persistence,
  signal: AbortSignal,
): Promise<void> {
  if (!allowed) return;
  try {
    await store.write(await index.save(settings, signal), signal);
  } catch (error) {
    signal.throwIfAborted();
    log(`The index cannot be saved: ${String(error)}`);
  }
}
