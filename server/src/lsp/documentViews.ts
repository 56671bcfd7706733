/** Files that are no text, as the editor shows them: their text, and where their diagnostics go. */
import { type Diagnostic } from "vscode-languageserver/node";
import { type SourceDocument } from "../documents/document";
import { canonicalUri } from "../documents/uris";
import {
  type DiagnosticData,
  type DocumentViewRequest,
  type ViewClosedNotification,
  viewUriOf,
} from "../protocol";
import { type Diagnostics } from "./diagnostics";

export interface DocumentViewsDeps {
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  readonly diagnostics: Pick<Diagnostics, "changed" | "closed">;
}

export function createDocumentViews({ load, diagnostics }: DocumentViewsDeps) {
  return {
    /** Rejects with a `RequestError` that says why the file cannot be shown. */
    async show(
      { uri }: DocumentViewRequest.Params,
      signal: AbortSignal,
    ): Promise<DocumentViewRequest.Result> {
      const { text, format, unread } = await load(canonicalUri(uri), signal);
      signal.throwIfAborted();
      // A view is reviewed when it opens and when its file changed, as every open document is.
      diagnostics.changed(canonicalUri(uri));
      return { text, format, unread };
    },
    closed: ({ uri }: ViewClosedNotification.Params): void => diagnostics.closed(canonicalUri(uri)),
  };
}

/**
 * Where the diagnostics of a file are shown: those of a file without lines in its view. Empty ones go where those
 * before them went.
 */
export function createViewUris(shown: boolean): (uri: string, items: readonly Diagnostic[]) => string {
  const views = new Set<string>();
  return (uri, items) => {
    if (shown && items.some(({ data }) => (data as DiagnosticData | undefined)?.place !== undefined))
      views.add(uri);
    return views.has(uri) ? viewUriOf(uri) : uri;
  };
}
