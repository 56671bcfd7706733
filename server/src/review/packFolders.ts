/** Packs that folders of the workspace keep for the files below them (`.hanare/rules/*.yaml`). */
import { canonicalUri } from "../documents/uris";
import { type PackPorts } from "./packSet";

/** A file of such a folder, by its URI. */
export const isFolderPack = (uri: string): boolean => /\/\.hanare\/rules\/[^/]+\.ya?ml$/i.test(uri);

export interface PackFolders {
  /** URIs of the packs that hold for a file: those of its workspace folder first, those nearest to it last. */
  packsFor(uri: string): Promise<readonly string[]>;
  forget(): void;
}

interface Ports extends Pick<PackPorts, "packsIn"> {
  folderOf(uri: string): string | undefined;
}

/** Each folder is looked at once. */
export function createPackFolders(ports: Ports): PackFolders {
  let known = new Map<string, Promise<readonly string[]>>();

  function below(folder: string, root: string): Promise<readonly string[]> {
    const before = known.get(folder);
    if (before !== undefined) return before;
    const found = look(folder, root);
    known.set(folder, found);
    return found;
  }

  async function look(folder: string, root: string): Promise<readonly string[]> {
    const outer = folder === root ? [] : await below(parentOf(folder), root);
    const own = await ports.packsIn(folder);
    return own.length === 0 ? outer : [...outer, ...own];
  }

  return {
    async packsFor(spelled) {
      const uri = canonicalUri(spelled);
      const root = ports.folderOf(uri)?.replace(/\/+$/, "");
      if (root === undefined || !uri.startsWith(`${root}/`)) return [];
      return below(parentOf(uri), root);
    },
    forget() {
      known = new Map();
    },
  };
}

const parentOf = (uri: string) => uri.slice(0, uri.lastIndexOf("/"));
