/**
 * The document index at rest, only where the user allows it: which words stand how often in which span of
 * which file. Files are named by digests of their addresses. No text; but words are what a text is made of,
 * and the setting says so. Anything that does not fit is no error: the index is built again.
 */
import { createHash } from "node:crypto";
import { byteReader, byteWriter, type ByteReader } from "./byteStream";
import { tokenizerVersion } from "./tokens";

const magic = "hanare-index";
const formatVersion = 1;
const headerBytes = magic.length + 4 + 4 + 32 + 32;

/** Where an index lies. `node/indexFile.ts` is the disk's; nobody but the owner may read it. */
export interface IndexStore {
  /** Undefined when there is none. */
  read(signal: AbortSignal): Promise<Uint8Array | undefined>;
  /** The whole or nothing. */
  write(bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Nothing happens when there is none. */
  remove(): Promise<void>;
}

/** Tokens are numbers into the list of all tokens, rising; `counts` has one for each. */
export interface SavedPassage {
  readonly start: number;
  readonly end: number;
  readonly tokens: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

export interface SavedFile {
  readonly uri: string;
  /** Empty for a document that is open: then only its hash tells whether it is the same. */
  readonly stamp: string;
  /** SHA-256 of its bytes, in hex. */
  readonly sha256: string;
  readonly characters: number;
  readonly passages: readonly SavedPassage[];
}

/** A file of a saved index; `passages` decodes them. */
export interface StoredFile extends Omit<SavedFile, "uri" | "passages"> {
  passages(): readonly { readonly span: Span; readonly counts: ReadonlyMap<string, number> }[];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface StoredIndex {
  fileOf(uri: string): StoredFile | undefined;
  readonly files: number;
}

/** `settings`: everything of the settings and limits that decides what is in an index. */
export function encodeIndex(
  tokens: readonly string[],
  files: readonly SavedFile[],
  settings: string,
): Uint8Array {
  const payload = byteWriter();
  payload.number(tokens.length);
  for (const token of tokens) payload.text(token);
  payload.number(files.length);
  for (const file of files) {
    payload.bytes(digest(file.uri));
    payload.bytes(Buffer.from(file.sha256, "hex"));
    payload.text(file.stamp);
    payload.number(file.characters);
    const body = byteWriter();
    encodePassages(file.passages, body);
    const encoded = body.result();
    payload.number(encoded.length);
    payload.bytes(encoded);
  }
  const content = payload.result();
  const header = byteWriter();
  header.bytes(Buffer.from(magic));
  header.fixed(formatVersion);
  header.fixed(tokenizerVersion);
  header.bytes(digest(settings));
  header.bytes(digest(content));
  return Buffer.concat([header.result(), content]);
}

function encodePassages(passages: readonly SavedPassage[], to: ReturnType<typeof byteWriter>): void {
  to.number(passages.length);
  for (const { start, end, tokens, counts } of passages) {
    to.number(start);
    to.number(end - start);
    to.number(tokens.length);
    let before = 0;
    for (let at = 0; at < tokens.length; at++) {
      to.number((tokens[at] ?? 0) - before);
      to.number(counts[at] ?? 0);
      before = tokens[at] ?? 0;
    }
  }
}

/** The index, or what is wrong with it, for the log. Never throws, whatever the bytes are. */
export function decodeIndex(bytes: Uint8Array, settings: string): StoredIndex | { readonly wrong: string } {
  const wrong = headerFault(bytes, settings);
  if (wrong !== undefined) return { wrong };
  try {
    return decodeContent(bytes.subarray(headerBytes));
  } catch (error) {
    // Its digest is right, so it was written by a version that had a fault.
    return { wrong: `its content cannot be read (${String(error)})` };
  }
}

function headerFault(bytes: Uint8Array, settings: string): string | undefined {
  if (bytes.length < headerBytes || Buffer.from(bytes.subarray(0, magic.length)).toString() !== magic)
    return "it is damaged or no index";
  const from = byteReader(bytes);
  from.bytes(magic.length);
  const [format, tokenizer] = [from.fixed(), from.fixed()];
  if (format !== formatVersion) return `its format is ${format}, not ${formatVersion}`;
  if (tokenizer !== tokenizerVersion)
    return `its words were cut by rules ${tokenizer}, not ${tokenizerVersion}`;
  if (digest(settings).compare(from.bytes(32)) !== 0) return "it was made with other settings";
  if (digest(bytes.subarray(headerBytes)).compare(from.bytes(32)) !== 0) return "it is damaged";
  return undefined;
}

function decodeContent(content: Uint8Array): StoredIndex {
  const from = byteReader(content);
  const tokens = Array.from({ length: from.number() }, () => from.text());
  const files = new Map<string, StoredFile>();
  for (let left = from.number(); left > 0; left--) {
    const key = from.bytes(32).toString("hex");
    const sha256 = from.bytes(32).toString("hex");
    const [stamp, characters] = [from.text(), from.number()];
    const body = from.bytes(from.number());
    files.set(key, { stamp, sha256, characters, passages: () => decodePassages(byteReader(body), tokens) });
  }
  return { files: files.size, fileOf: (uri) => files.get(digest(uri).toString("hex")) };
}

function decodePassages(from: ByteReader, tokens: readonly string[]): ReturnType<StoredFile["passages"]> {
  return Array.from({ length: from.number() }, () => {
    const start = from.number();
    const end = start + from.number();
    const counts = new Map<string, number>();
    let token = 0;
    for (let left = from.number(); left > 0; left--) {
      token += from.number();
      counts.set(tokens[token] ?? "", from.number());
    }
    return { span: { start, end }, counts };
  });
}

const digest = (of: string | Uint8Array) => createHash("sha256").update(of).digest();
