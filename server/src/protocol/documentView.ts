/**
 * Files that are no text (Word, Excel, PDF) as text that an editor can show. An editor that says
 * `documentViews` at its start gets their diagnostics under the view's URI, others under the file's.
 */
import { type Skipped } from "./findings";

export const viewScheme = "hanare-doc";

/** Extensions of files that are shown in a view. */
export const viewedExtensions =
  "docx docm dotx dotm xlsx xlsm xltx xltm pptx pptm potx potm ppsx ppsm odt ott odm pdf".split(" ");

/** By the last part of a path or URI, in any case of letters. */
export const isViewedName = (path: string): boolean =>
  viewedExtensions.includes((/\.([^./\\]*)$/.exec(path)?.[1] ?? "").toLowerCase());

/**
 * `hanare-doc:/docs/manual.docx.md?<the file's URI>`: it ends in `.md`, so that it is shown as Markdown and no editor
 * for Word files takes it. A URI that is a view already is its own answer.
 */
export function viewUriOf(uri: string): string {
  if (uri.startsWith(`${viewScheme}:`)) return uri;
  const place = uri.replace(/^[a-z][a-z0-9+.-]*:/i, "").replace(/[?#].*$/, "");
  return `${viewScheme}:${place.replace(/^\/\/(?=\/|$)/, "")}.md?${encodeURIComponent(uri)}`;
}

/** The file that a view shows; the URI itself where it is none. */
export function originalUriOf(uri: string): string {
  const query = uri.indexOf("?");
  return uri.startsWith(`${viewScheme}:`) && query >= 0 ? decodeURIComponent(uri.slice(query + 1)) : uri;
}

/** Client to server: the text of a file, for a view that opens or whose file changed. Its review follows. */
export namespace DocumentViewRequest {
  export const method = "hanare/documentView";
  export type Params = { readonly uri: string };
  export type Result = {
    /** Lines of findings and summaries are lines of this text; what stands below it is not part of the file. */
    readonly text: string;
    /** Format of the content, whatever the name says: `docx`, `pdf`, `text`. */
    readonly format: string;
    /** What of the file is not in the text. */
    readonly unread: readonly Skipped[];
  };
}

/** Client to server: no editor shows the view any more; its diagnostics go. */
export namespace ViewClosedNotification {
  export const method = "hanare/viewClosed";
  export type Params = { readonly uri: string };
}
