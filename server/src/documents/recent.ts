/** Documents that were read lately, in memory: who types a query has the same files answered at every key. */
import { type SourceDocument } from "./document";

/** Characters of all of them together. */
const room = 20e6;

export interface RecentDocuments {
  /** Rejects as the port does. */
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  /** It changed: read again the next time. */
  forget(uri: string): void;
  clear(): void;
}

export function createRecent(
  load: (uri: string, signal: AbortSignal) => Promise<SourceDocument>,
  largest = room,
): RecentDocuments {
  const documents = new Map<string, SourceDocument>();
  let changes = 0;

  function keep(uri: string, document: SourceDocument): void {
    documents.set(uri, document);
    let characters = 0;
    for (const { text } of documents.values()) characters += text.length;
    for (const [oldest, { text }] of documents) {
      if (characters <= largest) return;
      characters -= text.length;
      documents.delete(oldest);
    }
  }

  return {
    async load(uri, signal) {
      const known = documents.get(uri);
      const before = changes;
      const document = known ?? (await load(uri, signal));
      signal.throwIfAborted();
      documents.delete(uri);
      // What changed while it was read may be old already.
      if (before === changes) keep(uri, document);
      return document;
    },
    forget(uri) {
      changes++;
      documents.delete(uri);
    },
    clear() {
      changes++;
      documents.clear();
    },
  };
}
