/** What client and server say to each other about search in the workspace's documents and code. */
import { type Range } from "vscode-languageserver-types";

/** A stretch of a document that answers a search. */
export interface SearchPassage {
  readonly uri: string;
  /** In the document, or in the view of a file that is no text (`place`). */
  readonly range: Range;
  /** As `Finding.place`. */
  readonly place?: string;
  /** Headings above it, outermost first. */
  readonly headings: readonly string[];
  /** The line of the passage with the most words of the query, as the file has it now; it is never kept. */
  readonly snippet: string;
  /** Above 0; only scores of the same answer compare. */
  readonly score: number;
  /** The confidentiality mark of its document, as it is written there. */
  readonly mark?: string;
}

/** Nothing is silently left out (promise P3). */
export interface SearchCoverage {
  /** Files that were found below the folders and hold text by their kind. */
  readonly files: number;
  /** Files that were read as a whole. */
  readonly read: number;
  /** Reasons there are for files, and parts of files, that were not read; `SearchCoverageRequest` lists them. */
  readonly unread: number;
  /** Files for which there was no room in the index. */
  readonly leftOut: number;
  /** False until everything was looked at once, while files are left out, and after reading was stopped. */
  readonly complete: boolean;
  /** While files are read: files looked at, of all that are there. */
  readonly reading?: { readonly done: number; readonly total: number };
  /** Passages, and those that are known by their meaning, too (0 without an embedding model). */
  readonly passages: number;
  readonly embedded: number;
}

/** Client to server: the best passages for a query, without a model by their words. Cancelling it stops no reading. */
export namespace SearchRequest {
  export const method = "hanare/search";
  export type Params = {
    /** Empty: no passages, but the coverage. */
    readonly query: string;
    /** Passages, 1 to 100. */
    readonly limit: number;
    /** URIs of files and folders to search in; absent: all folders of the window. */
    readonly scope?: readonly string[];
    /**
     * When not everything was read yet. `wait` (default): it is read first. `start`: reading begins or goes on, and
     * the answer comes from what is there. `no`: the same, but nothing begins.
     */
    readonly read?: "wait" | "start" | "no";
  };
  export type Result = {
    /** Best first. */
    readonly passages: readonly SearchPassage[];
    readonly coverage: SearchCoverage;
    /** What the order comes from. */
    readonly tier: "words" | "words+embeddings";
    /** Why an embedding model that is chosen was not used, in the user's language. */
    readonly note?: string;
  };
}

/** Client to server: what the search could not read, by address. */
export namespace SearchCoverageRequest {
  export const method = "hanare/searchCoverage";
  export type Params = Record<string, never>;
  export type Result = { readonly unread: readonly { readonly uri: string; readonly why: string }[] };
}

/** Server to client, while files are read for the search, and once without `reading` when that has ended. */
export namespace IndexNotification {
  export const method = "hanare/index";
  export type Params = Pick<SearchCoverage, "reading">;
}
