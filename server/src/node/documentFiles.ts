/** Documents and code on disk and in the editor, for the index of the workspace's documents. */
import { readFile as readBytes, stat } from "node:fs/promises";
import { setImmediate as turn } from "node:timers/promises";
import { chunksOf as documentChunks } from "../documents/chunks";
import { type SourceDocument } from "../documents/document";
import { isTextless } from "../documents/languages";
import { entriesIn, textWithin } from "../documents/nodeFiles";
import { readFile, type ReadPorts } from "../documents/readFile";
import { pathOf } from "../documents/uris";
import { chunksOf as codeChunks, isMinified } from "../retrieval/chunks";
import { type DocumentFiles, type Passage } from "../retrieval/passages";
import { t } from "../util/l10n";
import { platform } from "./files";

export interface OpenDocument {
  readonly text: string;
  readonly version: number;
}

export interface DocumentFilesDeps {
  /** A document in the editor, by its canonical URI. */
  open(uri: string): OpenDocument | undefined;
  /** Readers of binary formats. */
  readonly readers: ReadPorts;
}

/** Tokens of a passage: some eight hundred letters of Japanese, or three thousand of English. */
const passageTokens = 800;

/** What decides which spans and words are in an index, for the header of a saved one. */
export const passageSettings = `passages ${passageTokens}, 1`;

export function documentFiles({ open, readers }: DocumentFilesDeps): Omit<DocumentFiles, "excluded"> {
  return {
    list: (folder) => entriesIn(folder, platform),
    read: (uri, largestBytes) => textWithin(uri, largestBytes, platform),
    isSource: (uri) => !isTextless(uri),
    pause: () => turn(),
    state: async (uri) => {
      const document = open(uri);
      if (document !== undefined)
        return { stamp: `open ${document.version}`, bytes: document.text.length, isOpen: true };
      const info = await whenThere(uri, (path) => stat(path));
      if (info === undefined || !info.isFile()) return undefined;
      return { stamp: `${info.size} ${info.mtimeMs}`, bytes: info.size, isOpen: false };
    },
    load: async (uri, signal) => {
      const document = open(uri);
      if (document !== undefined) return Buffer.from(document.text);
      return whenThere(uri, (path) => readBytes(path, { signal }));
    },
    passages: async (uri, bytes, signal) => {
      const result = await readFile(uri, bytes, signal, readers);
      signal.throwIfAborted();
      if (!("document" in result)) return result;
      const { document } = result;
      const skipped = document.unread
        .filter(({ textless }) => textless !== true)
        .map(({ where, why }) => `${where}: ${why}`);
      const lines = document.format === "source" ? document.text.split(/\r\n|\n|\r/) : [];
      if (document.format === "source" && isMinified(document.text, lines))
        return { unread: t("A program wrote the file in lines too long to be searched."), textless: true };
      return { passages: passagesOf(document), skipped };
    },
  };
}

/** The passages of a file as it is now, for `Meanings`. */
export const passagesIn =
  ({ load, passages }: Pick<DocumentFiles, "load" | "passages">) =>
  async (uri: string, signal: AbortSignal): Promise<readonly Passage[] | undefined> => {
    const bytes = await load(uri, signal);
    const result = bytes && (await passages(uri, bytes, signal));
    return result && "passages" in result ? result.passages : undefined;
  };

/** Undefined when the file is gone, locked or forbidden: the index counts it as unread. */
async function whenThere<T>(uri: string, ask: (path: string) => Promise<T>): Promise<T | undefined> {
  const path = pathOf(uri, platform);
  if (path === undefined) return undefined;
  try {
    return await ask(path);
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") throw error;
    return undefined;
  }
}

/** A document in the parts that are found: of code by lines, of all else by sections. */
export function passagesOf(document: SourceDocument): readonly Passage[] {
  if (document.format === "source") return codePassages(document.text);
  return documentChunks(document, { tokens: passageTokens, overlap: 0, count: tokensAbout });
}

function codePassages(text: string): readonly Passage[] {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (match) => match.index + match[0].length)];
  const lines = starts.map((start, at) => text.slice(start, starts[at + 1] ?? text.length));
  return codeChunks(lines).map(({ start, end }) => {
    const span = { start: starts[start] ?? 0, end: starts[end] ?? text.length };
    return { span, headings: [], text: text.slice(span.start, span.end) };
  });
}

/** Without a model's vocabulary: a letter of Japanese is about a token, four letters of English are. */
function tokensAbout(text: string): number {
  let ascii = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x250) ascii++;
  return text.length - ascii + Math.ceil(ascii / 4);
}
