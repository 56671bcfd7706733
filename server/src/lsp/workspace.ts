/** What the editor told about its window: folders, trust, encodings of open files. */
import { type WorkspaceFolder } from "vscode-languageserver/node";
import { canonicalUri, folderOf } from "../documents/uris";

export interface Workspace {
  /** Canonical URIs, in the editor's order. */
  folders(): readonly string[];
  folderOf(uri: string): string | undefined;
  changeFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void;
  trusted(): boolean;
  trust(trusted: boolean): void;
  /** The encoding a file is saved in, where the editor told it. */
  encodingOf(uri: string): string | undefined;
  noteEncoding(uri: string, encoding: string): void;
  forgetEncoding(uri: string): void;
}

export function createWorkspace(initial: readonly WorkspaceFolder[], initiallyTrusted: boolean): Workspace {
  const uriOf = ({ uri }: WorkspaceFolder) => canonicalUri(uri);
  let folders = initial.map(uriOf);
  let trusted = initiallyTrusted;
  const encodings = new Map<string, string>();
  return {
    folders: () => folders,
    folderOf: (uri) => folderOf(canonicalUri(uri), folders),
    changeFolders: (added, removed) => {
      const gone = new Set(removed.map(uriOf));
      folders = [...folders.filter((folder) => !gone.has(folder)), ...added.map(uriOf)];
    },
    trusted: () => trusted,
    trust: (value) => {
      trusted = value;
    },
    encodingOf: (uri) => encodings.get(canonicalUri(uri)),
    noteEncoding: (uri, encoding) => encodings.set(canonicalUri(uri), encoding),
    forgetEncoding: (uri) => encodings.delete(canonicalUri(uri)),
  };
}
