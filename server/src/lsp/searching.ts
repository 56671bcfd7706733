/** Search in the editor: what is read when, which files may be answered, and what was not read. */
import { type SourceDocument } from "../documents/document";
import { acceptIn, canonicalUri } from "../documents/uris";
import { type SearchCoverage, type SearchCoverageRequest, type SearchRequest } from "../protocol";
import { type Meanings } from "../retrieval/meanings";
import { createSearcher } from "../search/handler";
import { createRecent } from "../documents/recent";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { type DocumentIndexing } from "./documentIndexing";
import { type Workspace } from "./workspace";

export interface SearchingDeps {
  readonly indexing: DocumentIndexing;
  readonly meanings: Pick<Meanings, "nearest" | "size">;
  readonly workspace: Pick<Workspace, "folders">;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
}

const mostPassages = 100;

export type Searching = ReturnType<typeof createSearching>;

export function createSearching({ indexing, meanings, workspace, load }: SearchingDeps) {
  const recent = createRecent(load);
  const search = createSearcher({ index: indexing.index, meanings, load: recent.load });
  const coverage = (): SearchCoverage => ({ ...indexing.coverage(), embedded: meanings.size });

  function requireFolder(): void {
    if (workspace.folders().length === 0)
      throw new RequestError("no-folder", t("Open a folder first: there are no documents to search."));
  }

  return {
    /** A file changed: its text is read again. */
    forget: (uri: string) => recent.forget(canonicalUri(uri)),
    clear: recent.clear,
    /** A document as it is now, in memory for those who ask again. */
    load: recent.load,
    coverage,

    /** Everything is read that was not yet. Rejects without a folder, and with the signal's reason. */
    async read(signal: AbortSignal): Promise<void> {
      requireFolder();
      await indexing.read(signal);
    },

    async search(params: SearchRequest.Params, signal: AbortSignal): Promise<SearchRequest.Result> {
      requireFolder();
      const reading = params.read === "no" ? undefined : indexing.read(signal);
      if (params.read === "start") reading?.catch(() => undefined);
      else await reading;
      const limit = Math.max(1, Math.min(mostPassages, Math.trunc(params.limit)));
      const accept = acceptIn(params.scope);
      const found = await search({ query: params.query, limit, accept }, signal);
      signal.throwIfAborted();
      return { ...found, coverage: coverage() };
    },

    searchCoverage: (): Promise<SearchCoverageRequest.Result> =>
      Promise.resolve({ unread: indexing.index.size().unread }),
  };
}
