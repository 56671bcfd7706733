/** Other files for completion: what the editor tells and what the workspace holds, as the feature's ports. */
import path from "node:path/posix";
import { isExcluded } from "../completion/exclude";
import { isLibrary } from "../completion/context/gather";
import { type ContextSources, createContextSources } from "../completion/context/sources";
import { type Gather } from "../completion/frames";
import { type Names } from "../completion/prompt";
import { type Delay } from "../completion/waiting";
import { type CodeFiles, createCodeIndex } from "../retrieval/codeIndex";
import { canonicalUri, pathOf, type Platform } from "../documents/uris";
import { defaultSettings } from "../protocol";
import { type Host } from "./host";
import { type Workspace } from "./workspace";

export interface CodeContextDeps {
  readonly host: Pick<Host, "definitions" | "log">;
  readonly workspace: Pick<Workspace, "folders" | "folderOf">;
  readonly files: Omit<CodeFiles, "excluded">;
  readonly platform: Platform;
  readonly delay: Delay;
  now(): number;
  /** Globs of a folder's `hanare.completion.exclude`; for files outside all folders, of the window's. */
  exclude(folder: string | undefined): Promise<readonly string[]>;
}

export interface CodeContext extends Pick<ContextSources, "noteEdit" | "noteVisit" | "noteCopy"> {
  readonly gather: Gather;
  names(uri: string): Names;
  /** Settings or folders changed: excluded files leave, the index is built when `wanted`. */
  refresh(wanted: boolean): Promise<void>;
  filesChanged(uris: readonly string[]): Promise<void>;
  dispose(): void;
}

/** Bytes of the largest file that is read for a completion. */
const largestFile = 200_000;
/** Files that hold keys never enter a prompt, whatever a workspace's settings say. */
const secretFiles = defaultSettings.completion.exclude;

export function createCodeContext(deps: CodeContextDeps): CodeContext {
  const { host, workspace, files } = deps;
  let globs = new Map<string | undefined, readonly string[]>();
  let building = new AbortController();
  let indexed = "";
  const namesOf = (uri: string) => namesIn(uri, workspace.folderOf(uri), deps.platform);

  const excluded = (uri: string) =>
    isExcluded(uri, secretFiles) || isExcluded(uri, globs.get(workspace.folderOf(uri)) ?? []);
  const index = createCodeIndex({ ...files, excluded });
  const sources = createContextSources({
    text: (uri, signal) => files.read(uri, largestFile, signal),
    definitions: host.definitions,
    similar: ({ words, limit, accept }) => index.similar(words, limit, accept),
    pathOf: (uri) => namesOf(uri).path,
    own: (uri) => workspace.folderOf(uri) !== undefined,
    excluded: (uri) => excluded(uri) || (index.ignores(uri) && !isLibrary(uri)),
    now: deps.now,
    delay: deps.delay,
    onError: (error) => host.log.debug(`context of a completion: ${String(error)}`),
  });

  async function refresh(wanted: boolean): Promise<void> {
    const scopes = [undefined, ...workspace.folders()];
    globs = new Map(await Promise.all(scopes.map(async (at) => [at, await deps.exclude(at)] as const)));
    const state = JSON.stringify([wanted, [...globs]]);
    if (state === indexed) return;
    indexed = state;
    building.abort();
    building = new AbortController();
    const { signal } = building;
    try {
      await index.build(wanted ? workspace.folders() : [], signal);
      const { files: count, chunks, complete } = index.size();
      host.log.debug(`code index: ${count} files, ${chunks} parts${complete ? "" : ", not all"}`);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  return {
    noteEdit: (uri, line) => sources.noteEdit(canonicalUri(uri), line),
    noteVisit: (uri, line) => sources.noteVisit(canonicalUri(uri), line),
    noteCopy: (uri, lines) => sources.noteCopy(canonicalUri(uri), lines),
    gather({ uri, hole, count }, budget, window, signal) {
      const { languageId, prefix, suffix } = hole;
      const place = { uri: canonicalUri(uri), languageId, text: prefix + suffix, offset: prefix.length };
      return sources.pieces({ ...place, budget, window, count }, signal);
    },
    names: namesOf,
    refresh,
    async filesChanged(uris) {
      const { signal } = building;
      for (const uri of uris.map(canonicalUri)) if (!signal.aborted) await index.update(uri, signal);
    },
    dispose: () => building.abort(),
  };
}

function namesIn(uri: string, folder: string | undefined, platform: Platform): Names {
  const pathIn = (each: string) => (pathOf(canonicalUri(each), platform) ?? each).replaceAll("\\", "/");
  const file = pathIn(uri);
  if (folder === undefined) return { repository: "", path: path.basename(file) };
  const root = pathIn(folder);
  return { repository: path.basename(root), path: path.relative(root, file) };
}
