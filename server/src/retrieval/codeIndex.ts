/**
 * Which parts of the workspace's source files have the same words as a place in one of them. In memory only,
 * and without their text: a part is its lines, which are read again when somebody wants them.
 */
import { createBm25 } from "./bm25";
import { chunksOf, isMinified, type LineRange } from "./chunks";
import { codeTree, type CodeFiles, type CodeTree } from "./codeTree";
import { codeTokensOf } from "./tokens";

export type { CodeFiles } from "./codeTree";

export interface CodeChunk extends LineRange {
  readonly uri: string;
}

export interface FoundChunk extends CodeChunk {
  /** 0 to 1: the part of the words asked for, weighted by their rarity, that the chunk has. */
  readonly likeness: number;
}

export interface CodeIndexLimits {
  readonly files: number;
  /** Characters of all files together. */
  readonly characters: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
}

export interface CodeIndexSize {
  readonly files: number;
  readonly chunks: number;
  /** About, of memory. */
  readonly bytes: number;
  /** False while files are left out because a limit is reached, and before the first build is through. */
  readonly complete: boolean;
}

export interface CodeIndex {
  /**
   * Reads everything below the folders (canonical URIs, none inside another), in place of what was there.
   * Rejects with the signal's reason; what was read until then can be found.
   */
  build(folders: readonly string[], signal: AbortSignal): Promise<void>;
  /** A file was made, changed or deleted, or a folder deleted; a changed `.gitignore` has its root read again. */
  update(uri: string, signal: AbortSignal): Promise<void>;
  /** Chunks with the most of the weighted words (`codeTokensOf`) in files that `accept` takes, best first. */
  similar(
    words: ReadonlyMap<string, number>,
    limit: number,
    accept: (uri: string) => boolean,
  ): readonly FoundChunk[];
  /** True for files that a `.gitignore` names; what a build has not come by yet is not known. */
  ignores(uri: string): boolean;
  size(): CodeIndexSize;
}

const defaultLimits: CodeIndexLimits = { files: 2000, characters: 20e6, fileBytes: 200e3 };

/** Characters of text between two pauses: some ten milliseconds of work. */
const slice = 32_768;

interface IndexedFile {
  readonly chunks: readonly CodeChunk[];
  readonly characters: number;
}

/** `files` are the disk's and the editor's; `limits` are for tests. */
export const createCodeIndex = (files: CodeFiles, limits: CodeIndexLimits = defaultLimits): CodeIndex =>
  new ChunkIndex(files, limits);

class ChunkIndex implements CodeIndex {
  readonly #files: CodeFiles;
  readonly #limits: CodeIndexLimits;
  readonly #ranking = createBm25(byPlace);
  readonly #indexed = new Map<string, IndexedFile>();
  #trees: readonly CodeTree[] = [];
  #characters = 0;
  #complete = false;
  #sinceLastPause = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(files: CodeFiles, limits: CodeIndexLimits) {
    this.#files = files;
    this.#limits = limits;
  }

  build(folders: readonly string[], signal: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      signal.throwIfAborted();
      this.#complete = false;
      for (const { root } of this.#trees) if (!folders.includes(root)) this.#dropFolder(root);
      this.#trees = folders.map((root) => codeTree(root, this.#files));
      let complete = true;
      for (const tree of this.#trees) complete = (await this.#readTree(tree, signal)) && complete;
      this.#complete = complete;
    });
  }

  update(uri: string, signal: AbortSignal): Promise<void> {
    return this.#inTurn(async () => {
      signal.throwIfAborted();
      const tree = this.#trees.find((each) => each.holds(uri));
      if (tree === undefined) return;
      if (uri.endsWith("/.gitignore")) {
        this.#complete = await this.#readTree(tree, signal);
      } else if (!tree.takes(uri)) {
        this.#drop(uri);
        this.#dropFolder(uri);
      } else if (this.#hasRoom(uri)) await this.#readInto(uri, signal);
      else this.#complete = false;
    });
  }

  /** One after the other, so that a file is never read into the index twice at once. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** False when a limit left something out. */
  async #readTree(tree: CodeTree, signal: AbortSignal): Promise<boolean> {
    const seen = new Set<string>();
    let complete = true;
    for await (const uri of tree.walk(signal)) {
      complete = this.#hasRoom(uri);
      if (!complete) break;
      if (await this.#readInto(uri, signal)) seen.add(uri);
      await this.#pauseAfter(512, signal);
    }
    for (const uri of [...this.#indexed.keys()]) if (tree.holds(uri) && !seen.has(uri)) this.#drop(uri);
    return complete;
  }

  #hasRoom(uri: string): boolean {
    const { files, characters } = this.#limits;
    return this.#indexed.has(uri) || (this.#indexed.size < files && this.#characters < characters);
  }

  /** False when there is nothing to find in it; then it is not in the index any more. */
  async #readInto(uri: string, signal: AbortSignal): Promise<boolean> {
    const text = await this.#files.read(uri, this.#limits.fileBytes, signal);
    signal.throwIfAborted();
    const lines = text?.split(/\r\n|\n|\r/) ?? [];
    if (text === undefined || text.includes("\0") || isMinified(text, lines)) {
      this.#drop(uri);
      return false;
    }
    const found: { chunk: CodeChunk; tokens: readonly string[] }[] = [];
    for (const { start, end } of chunksOf(lines)) {
      const part = lines.slice(start, end).join("\n");
      const tokens = codeTokensOf(part);
      if (tokens.length > 0) found.push({ chunk: { uri, start, end }, tokens });
      await this.#pauseAfter(part.length, signal);
    }
    this.#drop(uri);
    for (const { chunk, tokens } of found) this.#ranking.add(chunk, tokens);
    this.#indexed.set(uri, { chunks: found.map(({ chunk }) => chunk), characters: text.length });
    this.#characters += text.length;
    return true;
  }

  async #pauseAfter(characters: number, signal: AbortSignal): Promise<void> {
    this.#sinceLastPause += characters;
    if (this.#sinceLastPause < slice) return;
    this.#sinceLastPause = 0;
    await this.#files.pause();
    signal.throwIfAborted();
  }

  #drop(uri: string): void {
    const file = this.#indexed.get(uri);
    this.#indexed.delete(uri);
    this.#characters -= file?.characters ?? 0;
    for (const chunk of file?.chunks ?? []) this.#ranking.remove(chunk);
  }

  #dropFolder(uri: string): void {
    const inside = uri.replace(/\/*$/, "/");
    for (const each of [...this.#indexed.keys()]) if (each.startsWith(inside)) this.#drop(each);
  }

  similar(
    words: ReadonlyMap<string, number>,
    limit: number,
    accept: (uri: string) => boolean,
  ): readonly FoundChunk[] {
    const known = new Map<string, boolean>();
    const taken = ({ uri }: CodeChunk) => {
      const answer = known.get(uri) ?? accept(uri);
      known.set(uri, answer);
      return answer;
    };
    const found = this.#ranking.query(words, limit, taken);
    const bound = found.length === 0 ? 1 : this.#ranking.bound(words);
    return found.map(({ key, score }) => ({ ...key, likeness: score / bound }));
  }

  ignores(uri: string): boolean {
    return this.#trees.some((tree) => tree.holds(uri) && tree.ignores(uri));
  }

  size(): CodeIndexSize {
    const { size: chunks } = this.#ranking;
    const files = this.#indexed.size;
    // A chunk with its place in the file's list and in the ranking's map, and a file's address.
    return {
      files,
      chunks,
      bytes: this.#ranking.bytes() + chunks * 110 + files * 300,
      complete: this.#complete,
    };
  }
}

const byPlace = (a: CodeChunk, b: CodeChunk) =>
  a.uri === b.uri ? a.start - b.start : a.uri < b.uri ? -1 : 1;
