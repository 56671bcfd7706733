/**
 * The index of the window's documents: read when somebody searches for the first time, kept fresh from then on, with
 * progress that the user can cancel. In memory; on disk only where the machine's settings say so.
 */
import { isExcluded } from "../completion/exclude";
import { canonicalUri } from "../documents/uris";
import { type IndexSettings, type SearchCoverage } from "../protocol";
import { type BuildProgress, createDocumentIndex, type DocumentIndex } from "../retrieval/documentIndex";
import { type DocumentFiles } from "../retrieval/passages";
import { type IndexStore } from "../retrieval/persist";
import { openStored, type Persistence, saveStored } from "../retrieval/stored";
import { t } from "../util/l10n";
import { unlessAborted } from "../util/unlessAborted";
import { type Host } from "./host";
import { type Workspace } from "./workspace";

export interface DocumentIndexingDeps {
  readonly host: Pick<Host, "log" | "work" | "indexing">;
  readonly workspace: Pick<Workspace, "folders" | "folderOf">;
  readonly files: Omit<DocumentFiles, "excluded">;
  /** Of a folder; undefined: of the window. */
  settings(folder: string | undefined): Promise<IndexSettings>;
  /** Where something of these folders is kept; undefined where the editor has no place for it. */
  store(folders: readonly string[], kind: "documents" | "vectors"): IndexStore | undefined;
  /** Deletes everything that was kept of any folder. */
  removeSaved(): Promise<void>;
  /** What decides which spans and words are in an index. */
  readonly passages: string;
  /** Milliseconds. */
  now(): number;
  after(milliseconds: number, run: () => void): () => void;
  /** Everything was read, or something of it was read again. */
  onDidRead(index: DocumentIndex): void;
  /** Something went wrong where nobody waits. */
  onError(error: unknown): void;
}

export interface DocumentIndexing {
  readonly index: DocumentIndex;
  /**
   * Reads what was not read yet; several callers wait for one reading, which goes on when they stop waiting. Resolves
   * also when the user cancelled it. Rejects with the signal's reason, or when the folders cannot be read.
   */
  read(signal: AbortSignal): Promise<void>;
  coverage(): Omit<SearchCoverage, "embedded">;
  /** Where vectors may be kept; undefined where the user does not allow it. */
  vectorStore(): IndexStore | undefined;
  /** Settings or folders changed: what is read no longer is forgotten, the rest is looked at before the next search. */
  refresh(): Promise<void>;
  filesChanged(uris: readonly string[]): void;
  /** An open document changed: it is read again when its user rests. */
  documentChanged(uri: string): void;
  dispose(): void;
}

/** Milliseconds between two reports of progress; of quiet after which an edited document is read, the index saved. */
const reportEvery = 250;
const editRest = 1000;
const saveRest = 60_000;

interface Scope {
  readonly globs: ReadonlyMap<string | undefined, readonly string[]>;
  readonly persistence: Persistence | undefined;
}

export const createDocumentIndexing = (deps: DocumentIndexingDeps): DocumentIndexing => new Indexing(deps);

class Indexing implements DocumentIndexing {
  readonly index: DocumentIndex;
  readonly #deps: DocumentIndexingDeps;
  /** Of all reading; replaced when settings or folders change. */
  #life = new AbortController();
  #scope: Scope = { globs: new Map(), persistence: undefined };
  #known = "";
  /** A reading that runs or is through; undefined when the next search must begin one. */
  #reading: Promise<void> | undefined;
  #progress: BuildProgress | undefined;
  readonly #edits = new Map<string, () => void>();
  #callOffSave = () => {};
  #disposed = false;

  constructor(deps: DocumentIndexingDeps) {
    this.#deps = deps;
    const excluded = (uri: string) =>
      isExcluded(uri, this.#scope.globs.get(deps.workspace.folderOf(uri)) ?? []);
    this.index = createDocumentIndex({ ...deps.files, excluded });
  }

  async read(signal: AbortSignal): Promise<void> {
    let life: AbortSignal;
    do {
      signal.throwIfAborted();
      life = this.#life.signal;
      await unlessAborted((this.#reading ??= this.#begin(life)), signal);
      // Other settings took over meanwhile: what was read under the old ones is no answer.
    } while (life.aborted && !this.#disposed);
  }

  #begin(life: AbortSignal): Promise<void> {
    const reading = this.#readAll(life);
    // Whoever waits hears of it; without anybody it must not end the process.
    reading.catch(() => this.#forgetReading(life));
    return reading;
  }

  /** The next search begins anew, unless one of later settings is on its way already. */
  #forgetReading(life: AbortSignal): void {
    if (this.#life.signal === life) this.#reading = undefined;
  }

  async #readAll(life: AbortSignal): Promise<void> {
    const { host, workspace, now, onDidRead } = this.#deps;
    await this.#look();
    const cancel = new AbortController();
    const signal = AbortSignal.any([life, cancel.signal]);
    const progress = await host.work(t("Reading documents for search"), () => cancel.abort());
    let told = -Infinity;
    const report = (at: BuildProgress) => {
      this.#progress = at;
      if (now() - told < reportEvery) return;
      told = now();
      progress.report(at.total === 0 ? 0 : at.done / at.total, t("{0} of {1} files", at.done, at.total));
      host.indexing({ reading: at });
    };
    report({ done: 0, total: 0 });
    try {
      const { persistence } = this.#scope;
      const stored = persistence && (await openStored(persistence, signal));
      const options = { progress: report, ...(stored === undefined ? {} : { stored }) };
      await this.index.build(workspace.folders(), options, signal);
      onDidRead(this.index);
      this.#save(0);
    } catch (error) {
      this.#forgetReading(life);
      if (!signal.aborted) throw error;
    } finally {
      this.#progress = undefined;
      progress.end();
      host.indexing({});
    }
  }

  /** Looks at the settings; true when they or the folders are others than before. */
  async #look(): Promise<boolean> {
    const { workspace, settings, store, passages, host } = this.#deps;
    const folders = workspace.folders();
    const scopes = [undefined, ...folders];
    const all = await Promise.all(scopes.map(async (at) => [at, await settings(at)] as const));
    const globs = new Map(all.map(([at, { exclude }]) => [at, exclude]));
    const allowed = all[0]?.[1].saveOnDisk === true;
    const place = folders.length === 0 ? undefined : store(folders, "documents");
    const persistence = place && {
      ...{ store: place, allowed },
      settings: JSON.stringify([passages, [...globs]]),
      log: (message: string) => host.log.info(message),
    };
    const known = JSON.stringify([folders, [...globs], allowed]);
    const changed = known !== this.#known;
    this.#known = known;
    this.#scope = { globs, persistence };
    return changed;
  }

  async refresh(): Promise<void> {
    const changed = await this.#look();
    // What was saved before the user forbade it must go now, not at the next search.
    if (this.#scope.persistence?.allowed === false) await this.#deps.removeSaved();
    if (!changed) return;
    if (this.#reading === undefined) return;
    this.#stop();
    this.#reading = undefined;
    // Memory of folders that are closed is given back at once; everything else is looked at when it is needed.
    if (this.#deps.workspace.folders().length === 0) await this.index.build([], {}, this.#life.signal);
  }

  #stop(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#callOffSave();
    for (const callOff of this.#edits.values()) callOff();
    this.#edits.clear();
  }

  filesChanged(uris: readonly string[]): void {
    // Before the first reading, and after one that was cancelled, the next one sees it anyway.
    if (this.#reading === undefined) return;
    this.#update(uris.map(canonicalUri)).catch(this.#deps.onError);
  }

  async #update(uris: readonly string[]): Promise<void> {
    const { signal } = this.#life;
    try {
      for (const uri of uris) await this.index.update(uri, signal);
      this.#deps.onDidRead(this.index);
      this.#save(saveRest);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  documentChanged(uri: string): void {
    if (this.#reading === undefined) return;
    const canonical = canonicalUri(uri);
    this.#edits.get(canonical)?.();
    const callOff = this.#deps.after(editRest, () => {
      this.#edits.delete(canonical);
      this.filesChanged([canonical]);
    });
    this.#edits.set(canonical, callOff);
  }

  #save(rest: number): void {
    this.#callOffSave();
    const { signal } = this.#life;
    const { persistence } = this.#scope;
    if (persistence?.allowed !== true) return;
    const save = () => {
      saveStored(this.index, persistence, signal).catch((error: unknown) => {
        if (!signal.aborted) this.#deps.onError(error);
      });
    };
    this.#callOffSave = this.#deps.after(rest, save);
  }

  vectorStore(): IndexStore | undefined {
    if (this.#scope.persistence?.allowed !== true) return undefined;
    return this.#deps.store(this.#deps.workspace.folders(), "vectors");
  }

  coverage(): Omit<SearchCoverage, "embedded"> {
    const { files, passages, unread, leftOut, complete } = this.index.size();
    const reading = this.#progress;
    return {
      files: files + leftOut,
      read: files - new Set(unread.map(({ uri }) => uri)).size,
      unread: unread.length,
      leftOut,
      complete: complete && this.#reading !== undefined && reading === undefined,
      passages,
      ...(reading === undefined ? {} : { reading }),
    };
  }

  dispose(): void {
    this.#disposed = true;
    this.#stop();
  }
}
