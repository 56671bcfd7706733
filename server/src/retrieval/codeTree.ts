/** The source files below one folder that are worth knowing: not ignored, not excluded, nearest to the root first. */
import { type IgnoreRules, noRules } from "./ignoreRules";

export interface FolderEntry {
  readonly uri: string;
  readonly name: string;
  readonly isFolder: boolean;
}

/** Files as the index sees them. URIs are canonical. */
export interface CodeFiles {
  /** What is in a folder, links left out; nothing when it cannot be listed. */
  list(folder: string, signal: AbortSignal): Promise<readonly FolderEntry[]>;
  /** Text of an open document or a file; undefined when it is gone, not readable, no text or larger. */
  read(uri: string, largestBytes: number, signal: AbortSignal): Promise<string | undefined>;
  /** By its name, a file of code. */
  isSource(uri: string): boolean;
  /** Files and folders that must never be read. */
  excluded(uri: string): boolean;
  /** Lets others of this process do their work. */
  pause(): Promise<void>;
}

export interface CodeTree {
  readonly root: string;
  holds(uri: string): boolean;
  /** Whether the last walk would have answered this file. */
  takes(uri: string): boolean;
  /** True for what the `.gitignore` files that the last walk came by leave out. */
  ignores(uri: string): boolean;
  /** Each file once; the files of a folder before those of its folders, by name. Rejects with the signal's reason. */
  walk(signal: AbortSignal): AsyncIterable<string>;
}

/** Folders that tools fill; most stand in a `.gitignore` too, but not every project has one. */
const toolFolders = new Set(
  (
    ".git .hg .svn node_modules bower_components __pycache__ .venv venv .tox .mypy_cache .pytest_cache " +
    ".gradle .idea .vs .next .nuxt .terraform site-packages"
  ).split(" "),
);

interface Folder {
  readonly uri: string;
  /** Relative to the root, "" for the root itself. */
  readonly path: string;
  readonly rules: IgnoreRules;
}

export function codeTree(root: string, files: CodeFiles): CodeTree {
  const inside = root.replace(/\/*$/, "/");
  const seen = rulesByFolder();

  async function* walk(signal: AbortSignal): AsyncIterable<string> {
    seen.clear();
    const waiting: Folder[] = [{ uri: root, path: "", rules: noRules }];
    for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
      const entries = await files.list(folder.uri, signal);
      signal.throwIfAborted();
      const rules = await rulesIn(folder, entries, signal);
      for (const entry of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const path = folder.path === "" ? entry.name : `${folder.path}/${entry.name}`;
        if (!wanted(entry, path, rules)) continue;
        if (entry.isFolder) waiting.push({ uri: entry.uri, path, rules });
        else yield entry.uri;
      }
      await files.pause();
      signal.throwIfAborted();
    }
  }

  async function rulesIn(
    folder: Folder,
    entries: readonly FolderEntry[],
    signal: AbortSignal,
  ): Promise<IgnoreRules> {
    const own = entries.find(({ name, isFolder }) => name === ".gitignore" && !isFolder);
    const text = own && (await files.read(own.uri, 1e6, signal));
    signal.throwIfAborted();
    if (text === undefined) return folder.rules;
    seen.add(folder.path, text);
    return folder.rules.with(folder.path, text);
  }

  function wanted({ uri, name, isFolder }: FolderEntry, path: string, rules: IgnoreRules): boolean {
    if (isFolder ? toolFolders.has(name) : !files.isSource(uri)) return false;
    return !files.excluded(uri) && !rules.ignores(path, isFolder);
  }

  const pathOf = (uri: string) => uri.slice(inside.length).split("/").map(decoded);

  function takes(uri: string): boolean {
    if (!files.isSource(uri) || files.excluded(uri) || ignores(uri)) return false;
    return !pathOf(uri)
      .slice(0, -1)
      .some((name) => toolFolders.has(name));
  }

  function ignores(uri: string): boolean {
    const path = pathOf(uri);
    return seen.above(path.slice(0, -1)).ignores(path.join("/"), false);
  }

  return { root, holds: (uri) => uri.startsWith(inside), takes, ignores, walk };
}

/** The `.gitignore` files that the last walk came by, by the path of their folder. */
function rulesByFolder() {
  const texts = new Map<string, string>();
  /** What they say together of the files in a folder. */
  const known = new Map<string, IgnoreRules>();

  function above(folders: readonly string[]): IgnoreRules {
    const key = folders.join("/");
    let rules = known.get(key);
    if (rules !== undefined) return rules;
    rules = noRules;
    for (let depth = 0; depth <= folders.length; depth++) {
      const folder = folders.slice(0, depth).join("/");
      const text = texts.get(folder);
      if (text !== undefined) rules = rules.with(folder, text);
    }
    known.set(key, rules);
    return rules;
  }

  return {
    above,
    add(folder: string, text: string) {
      texts.set(folder, text);
      known.clear();
    },
    clear() {
      texts.clear();
      known.clear();
    },
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray % in a name: the name is used as it stands.
    return segment;
  }
}
