/** The part of the composition root that searches and answers. */
import { createAsker } from "./ask/handler";
import { createAsking } from "./lsp/asking";
import { createDocumentIndexing } from "./lsp/documentIndexing";
import { faultOf } from "./lsp/handle";
import { createMeaningUpdates, storedVectors } from "./lsp/meaningUpdates";
import { createSearching, type Searching } from "./lsp/searching";
import { embedderOf } from "./model/embedder";
import { type Capabilities } from "./model/capabilities";
import { type Loader } from "./model/loader";
import { later, now } from "./node/clock";
import { documentFiles, passageSettings, passagesIn } from "./node/documentFiles";
import { indexFile, removeIndexes } from "./node/indexFile";
import { type DocumentIndex } from "./retrieval/documentIndex";
import { createRetrieve, type Rankings } from "./retrieval/hybrid";
import { createMeanings } from "./retrieval/meanings";
import { type Base } from "./serverBase";

export interface SearchModels {
  readonly loader: Pick<Loader, "onDidChange">;
  readonly capabilities: Pick<Capabilities, "assistant" | "embedding" | "embeddingReady" | "ready">;
}

/** Search in documents and code: nothing is read before somebody searches. */
export function createSearch(base: Base, { loader, capabilities }: SearchModels) {
  const { host, workspace, documents, reader, settings, storagePath, background } = base;
  const open = (uri: string) => {
    const document = documents.open(uri);
    return document && { text: document.getText(), version: document.version };
  };
  const files = documentFiles({ open, readers: reader });
  const { info: log } = host.log;
  const onError = (error: unknown) => host.log.error(faultOf(error));
  const indexing = createDocumentIndexing({
    ...{ host, workspace, files, now, after: later, passages: passageSettings, onError },
    settings: async (folder) => (await settings.resource(folder ?? "")).index,
    store: (folders, kind) => (storagePath === undefined ? undefined : indexFile(storagePath, folders, kind)),
    removeSaved: async () => (storagePath === undefined ? undefined : removeIndexes(storagePath)),
    onDidRead: () => updates.changed(),
  });
  const meanings = createMeanings({
    embedder: () => embedderOf(capabilities.embedding()),
    passages: passagesIn(files),
    stored: (embedder, signal) => storedVectors(indexing.vectorStore(), embedder, log, signal),
  });
  const { index } = indexing;
  const updates = createMeaningUpdates({
    index,
    meanings,
    store: () => indexing.vectorStore(),
    log,
    onError,
  });
  const searching = createSearching({ indexing, meanings, workspace, load: documents.load });
  const ask = asks(base, capabilities, { index, meanings, searching });
  const never = new AbortController().signal;
  loader.onDidChange(() => background(capabilities.embeddingReady(never).then(updates.changed)));

  function documentChanged({ uri }: { readonly uri: string }): void {
    searching.forget(uri);
    indexing.documentChanged(uri);
  }
  documents.onDidChange(documentChanged);
  documents.onDidClose(documentChanged);

  return {
    features: { ask, search: searching.search, searchCoverage: searching.searchCoverage },
    async refresh(): Promise<void> {
      await indexing.refresh();
      if (workspace.folders().length > 0) return;
      updates.stop();
      searching.clear();
    },
    filesChanged(uris: readonly string[]): void {
      uris.forEach(searching.forget);
      indexing.filesChanged(uris);
    },
    dispose(): void {
      indexing.dispose();
      updates.stop();
      searching.clear();
    },
  };
}

interface Searched extends Rankings {
  readonly index: DocumentIndex;
  readonly searching: Searching;
}

/** Questions, over what the search has read. */
function asks(
  { host, documents }: Base,
  capabilities: SearchModels["capabilities"],
  { index, meanings, searching }: Searched,
) {
  const asker = createAsker({
    ...{ retrieve: createRetrieve({ index, meanings }), vocabulary: index },
    ...{ load: searching.load, assistant: capabilities.assistant },
  });
  return createAsking({
    ...{ asker, searching, host },
    ...{ load: documents.load, modelTested: capabilities.ready },
  });
}
