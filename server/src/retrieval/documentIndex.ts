/**
 * Passages of the workspace's documents and code by the words they share with a question, without a model. In
 * memory and without their text: a passage is a span, which is read again when somebody wants its words.
 */
import { createHash } from "node:crypto";
import { createBm25 } from "./bm25";
import { codeTree, type CodeTree } from "./codeTree";
import {
  type DocumentFiles,
  type FileState,
  type FoundPassage,
  type Passage,
  type UnreadFile,
} from "./passages";
import { savedIndex } from "./saving";
import { type StoredFile, type StoredIndex } from "./persist";
import { tokensOf } from "./tokens";
import { t } from "../util/l10n";

export interface DocumentIndexLimits {
  readonly files: number;
  /** Characters of all passages together. */
  readonly characters: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
}

export interface BuildProgress {
  /** Files looked at, of all that are there. */
  readonly done: number;
  readonly total: number;
}

export interface BuildOptions {
  progress?(progress: BuildProgress): void;
  /** What an earlier session saved: files that are still the same are not read again. */
  readonly stored?: StoredIndex;
}

export interface QueryOptions {
  /** Passages. */
  readonly limit: number;
  /** Files that may be answered; all when absent. */
  accept?(uri: string): boolean;
}

export interface DocumentIndexSize {
  readonly files: number;
  readonly passages: number;
  /** About, of memory. */
  readonly bytes: number;
  /** In the order of their addresses. */
  readonly unread: readonly UnreadFile[];
  /** Files for which there was no room. */
  readonly leftOut: number;
  /** False before the first build is through, after one that was cancelled, and while files are left out. */
  readonly complete: boolean;
}

export interface DocumentIndex {
  /**
   * Reads everything below the folders (canonical URIs, none inside another). Files that are as they were
   * are not read again, so a build that was cancelled goes on where it stopped. Rejects with the signal's
   * reason; what was read until then can be found.
   */
  build(folders: readonly string[], options: BuildOptions, signal: AbortSignal): Promise<void>;
  /** A file was made, changed or deleted, or a folder deleted; a changed `.gitignore` has its folder read again. */
  update(uri: string, signal: AbortSignal): Promise<void>;
  /**
   * The best passages, best first; equal ones by address and place. Files that came from disk are read once
   * for the headings of what is answered. Rejects with the signal's reason.
   */
  query(text: string, options: QueryOptions, signal: AbortSignal): Promise<readonly FoundPassage[]>;
  /** Passages whose words, headings or name hold a token of `tokensOf`. */
  holders(token: string): number;
  /** Whether some token holds this text. Looks at all of them. */
  hasTokenWith(part: string): boolean;
  /** As `persist.ts` writes it; `settings` as there. Rejects with the signal's reason. */
  save(settings: string, signal: AbortSignal): Promise<Uint8Array>;
  size(): DocumentIndexSize;
  /** Files with passages, as they are indexed now. */
  files(): readonly { readonly uri: string; readonly sha256: string }[];
}

const defaultLimits: DocumentIndexLimits = { files: 10_000, characters: 150e6, fileBytes: 64 << 20 };

/** How often a word counts in the headings above a passage, and in the file's name. */
const headingWeight = 3;
const nameWeight = 1;

/** Characters of text between two pauses: some ten milliseconds of work. */
const slice = 32_768;

/** A passage as the index holds it. */
export interface Place {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  /** Unknown for a file that came from disk, which has no text, until it is read. */
  headings: readonly string[] | undefined;
}

export interface IndexedFile {
  readonly state: FileState;
  readonly sha256: string;
  readonly characters: number;
  readonly places: readonly Place[];
  /** Why it, or parts of it, could not be read. */
  readonly unread: readonly string[];
}

/** `files` are the disk's and the editor's; `limits` are for tests. */
export const createDocumentIndex = (
  files: DocumentFiles,
  limits: DocumentIndexLimits = defaultLimits,
): DocumentIndex => new PassageIndex(files, limits);

class PassageIndex implements DocumentIndex {
  readonly #files: DocumentFiles;
  readonly #limits: DocumentIndexLimits;
  readonly #ranking = createBm25(byPlace);
  readonly #indexed = new Map<string, IndexedFile>();
  #trees: readonly CodeTree[] = [];
  #stored: StoredIndex | undefined;
  #characters = 0;
  #leftOut = new Set<string>();
  #built = false;
  #sinceLastPause = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(files: DocumentFiles, limits: DocumentIndexLimits) {
    this.#files = files;
    this.#limits = limits;
  }

  build(folders: readonly string[], options: BuildOptions, signal: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      signal.throwIfAborted();
      this.#built = false;
      this.#stored = options.stored ?? this.#stored;
      this.#trees = folders.map((root) => codeTree(root, this.#files));
      for (const uri of [...this.#indexed.keys()]) if (this.#treeOf(uri) === undefined) this.#drop(uri);
      await this.#readTrees(this.#trees, options, signal);
      this.#stored = undefined;
      this.#built = true;
    });
  }

  update(uri: string, signal: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      signal.throwIfAborted();
      const tree = this.#treeOf(uri);
      if (tree === undefined) return;
      if (uri.endsWith("/.gitignore")) await this.#readTrees([tree], {}, signal);
      else if (tree.takes(uri)) await this.#refresh(uri, signal);
      else {
        const inside = uri.replace(/\/*$/, "/");
        for (const each of [...this.#indexed.keys()])
          if (each === uri || each.startsWith(inside)) this.#drop(each);
      }
    });
  }

  #treeOf(uri: string): CodeTree | undefined {
    return this.#trees.find((tree) => tree.holds(uri));
  }

  /** One after the other, so that a file is never read into the index twice at once. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #readTrees(trees: readonly CodeTree[], options: BuildOptions, signal: AbortSignal): Promise<void> {
    const found = new Set<string>();
    for (const tree of trees) for await (const uri of tree.walk(signal)) found.add(uri);
    const gone = [...this.#indexed.keys(), ...this.#leftOut].filter(
      (uri) => !found.has(uri) && trees.some((tree) => tree.holds(uri)),
    );
    for (const uri of gone) this.#drop(uri);
    let done = 0;
    for (const uri of found) {
      options.progress?.({ done: done++, total: found.size });
      await this.#refresh(uri, signal);
      await this.#pauseAfter(512, signal);
    }
    options.progress?.({ done, total: found.size });
  }

  /** Reads a file again unless it is as it was. */
  async #refresh(uri: string, signal: AbortSignal): Promise<void> {
    const state = await this.#files.state(uri, signal);
    signal.throwIfAborted();
    if (state === undefined) return this.#drop(uri);
    const known = this.#indexed.get(uri);
    // One that could not be opened is tried again, for whoever held it may have gone.
    if (known?.state.stamp === state.stamp && known.sha256 !== "") return;
    if (known === undefined && !this.#hasRoom()) return void this.#leftOut.add(uri);
    if (state.bytes > this.#limits.fileBytes)
      return this.#putUnread(uri, { state, sha256: "" }, tooLarge(state, this.#limits));
    const stored = this.#stored?.fileOf(uri);
    if (stored !== undefined && stored.stamp === state.stamp)
      return this.#putStored(uri, state, stored, signal);
    const bytes = await this.#files.load(uri, signal);
    signal.throwIfAborted();
    if (bytes === undefined)
      return this.#putUnread(uri, { state, sha256: "" }, t("The file cannot be read."));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    if (known?.sha256 === sha256) return void this.#indexed.set(uri, { ...known, state });
    if (stored?.sha256 === sha256) return this.#putStored(uri, state, stored, signal);
    await this.#read(uri, { state, sha256, bytes }, signal);
  }

  #hasRoom(): boolean {
    return this.#indexed.size < this.#limits.files && this.#characters < this.#limits.characters;
  }

  async #read(
    uri: string,
    { state, sha256, bytes }: Pick<IndexedFile, "state" | "sha256"> & { readonly bytes: Uint8Array },
    signal: AbortSignal,
  ): Promise<void> {
    const result = await this.#files.passages(uri, bytes, signal);
    signal.throwIfAborted();
    // A picture has nothing to find; it is remembered so that it is not read again.
    if ("unread" in result)
      return this.#putUnread(uri, { state, sha256 }, result.textless ? undefined : result.unread);
    const found: { place: Place; counts: ReadonlyMap<string, number> }[] = [];
    let characters = 0;
    for (const passage of result.passages) {
      const { span, headings, text } = passage;
      found.push({ place: { uri, ...span, headings }, counts: countsOf(uri, passage) });
      characters += text.length;
      await this.#pauseAfter(text.length, signal);
    }
    await this.#put({ uri, state, sha256, characters, unread: result.skipped ?? [] }, found, signal);
  }

  async #putStored(uri: string, state: FileState, stored: StoredFile, signal: AbortSignal): Promise<void> {
    const found = stored
      .passages()
      .map(({ span, counts }) => ({ place: { uri, ...span, headings: undefined }, counts }));
    const { sha256, characters } = stored;
    await this.#put({ uri, state, sha256, characters, unread: [] }, found, signal);
  }

  /** In the place of what was there. An aborted one leaves the file out, so that the next build reads it. */
  async #put(
    { uri, ...file }: Omit<IndexedFile, "places"> & { readonly uri: string },
    found: readonly { readonly place: Place; readonly counts: ReadonlyMap<string, number> }[],
    signal: AbortSignal,
  ): Promise<void> {
    this.#drop(uri);
    const places: Place[] = [];
    try {
      for (const { place, counts } of found) {
        this.#ranking.add(place, counts);
        places.push(place);
        await this.#pauseAfter(counts.size, signal);
      }
    } catch (error) {
      for (const place of places) this.#ranking.remove(place);
      throw error;
    }
    this.#indexed.set(uri, { ...file, places });
    this.#characters += file.characters;
  }

  #putUnread(uri: string, file: Pick<IndexedFile, "state" | "sha256">, why: string | undefined): void {
    this.#drop(uri);
    this.#indexed.set(uri, { ...file, characters: 0, places: [], unread: why === undefined ? [] : [why] });
  }

  #drop(uri: string): void {
    const file = this.#indexed.get(uri);
    this.#indexed.delete(uri);
    this.#leftOut.delete(uri);
    this.#characters -= file?.characters ?? 0;
    for (const place of file?.places ?? []) this.#ranking.remove(place);
  }

  async #pauseAfter(characters: number, signal: AbortSignal): Promise<void> {
    this.#sinceLastPause += characters;
    if (this.#sinceLastPause < slice) return;
    this.#sinceLastPause = 0;
    await this.#files.pause();
    signal.throwIfAborted();
  }

  async query(
    text: string,
    { limit, accept = () => true }: QueryOptions,
    signal: AbortSignal,
  ): Promise<readonly FoundPassage[]> {
    signal.throwIfAborted();
    const known = new Map<string, boolean>();
    const taken = ({ uri }: Place) => {
      const answer = known.get(uri) ?? accept(uri);
      known.set(uri, answer);
      return answer;
    };
    const found = this.#ranking.query(tokensOf(text), limit, taken);
    const unknown = new Set(found.filter(({ key }) => key.headings === undefined).map(({ key }) => key.uri));
    for (const uri of unknown) await this.#readHeadings(uri, signal);
    return found.map(({ key: { uri, start, end, headings = [] }, score }) => {
      return { uri, span: { start, end }, headings, score };
    });
  }

  /** Of a file that came from disk. One that has changed since keeps none: whoever watches it tells `update`. */
  async #readHeadings(uri: string, signal: AbortSignal): Promise<void> {
    const bytes = await this.#files.load(uri, signal);
    signal.throwIfAborted();
    const result = bytes && (await this.#files.passages(uri, bytes, signal));
    signal.throwIfAborted();
    if (result === undefined || "unread" in result) return;
    const headings = new Map(
      result.passages.map((each) => [`${each.span.start}:${each.span.end}`, each.headings]),
    );
    for (const place of this.#indexed.get(uri)?.places ?? [])
      place.headings ??= headings.get(`${place.start}:${place.end}`);
  }

  holders(token: string): number {
    return this.#ranking.holders(token);
  }

  hasTokenWith(part: string): boolean {
    for (const token of this.#ranking.tokens())
      if (token.includes(part) && this.#ranking.holders(token) > 0) return true;
    return false;
  }

  save(settings: string, signal: AbortSignal): Promise<Uint8Array> {
    return this.#inTurn(() =>
      savedIndex(
        { ranking: this.#ranking, indexed: this.#indexed, settings, pause: this.#files.pause },
        signal,
      ),
    );
  }

  files(): readonly { readonly uri: string; readonly sha256: string }[] {
    return [...this.#indexed].flatMap(([uri, { sha256, places }]) =>
      places.length === 0 ? [] : [{ uri, sha256 }],
    );
  }

  size(): DocumentIndexSize {
    const { size: passages } = this.#ranking;
    const files = this.#indexed.size;
    const unread = [...this.#indexed].flatMap(([uri, file]) => file.unread.map((why) => ({ uri, why })));
    return {
      files,
      passages,
      // A passage with its place in the file's list and in the ranking's map, and a file's address and digest.
      bytes: this.#ranking.bytes() + passages * 130 + files * 500,
      unread: unread.sort((a, b) => (a.uri < b.uri ? -1 : 1)),
      leftOut: this.#leftOut.size,
      complete: this.#built && this.#leftOut.size === 0,
    };
  }
}

const byPlace = (a: Place, b: Place) =>
  a.uri === b.uri ? a.start - b.start || a.end - b.end : a.uri < b.uri ? -1 : 1;

const tooLarge = ({ bytes }: FileState, { fileBytes }: DocumentIndexLimits) =>
  t("The file has {0} MB; files over {1} MB are not searched. Split it.", bytes >> 20, fileBytes >> 20);

/** Words of a passage, of the headings above it and of the file's name. */
function countsOf(uri: string, { headings, text }: Passage): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (from: string, weight: number) => {
    for (const token of tokensOf(from)) counts.set(token, (counts.get(token) ?? 0) + weight);
  };
  add(text, 1);
  for (const heading of headings) add(heading, headingWeight);
  add(nameOf(uri), nameWeight);
  return counts;
}

function nameOf(uri: string): string {
  const name = (uri.split("/").at(-1) ?? "").replace(/\.[^.]*$/, "");
  try {
    return decodeURIComponent(name);
  } catch {
    // A stray % in a name: the name is used as it stands.
    return name;
  }
}
