/** Any file to a document: its content decides how it is read, its name only where the content leaves it open. */
import { type Skipped } from "../protocol";
import { indexLines, type LineIndex } from "../util/lines";
import { t } from "../util/l10n";
import { ArchiveError } from "./archive";
import { containerOf } from "./containers";
import { decode } from "./decode";
import { type Block, type DocumentFormat, type SourceDocument } from "./document";
import { extensionOf, isTextless, isUnreadOffice, languageOf, officeFormat, unreadReason } from "./languages";
import { placesOf } from "./places";
import { readText } from "./read";
import { type Syntax } from "./syntax/port";

/** A file that is no text, read: the text view that the editor shows, and its blocks (`viewBuilder.ts`). */
export interface ReadFile {
  readonly text: string;
  /** In document order; their spans point into `text`. */
  readonly blocks: readonly Block[];
  /** What was left out of the file, in the user's language: an image-only page, a hidden sheet, a chart. */
  readonly unread: readonly Skipped[];
  /** Name of the sensitivity label in the file's properties. */
  readonly label?: string;
  /** As `SourceDocument.properties`. */
  readonly properties?: readonly string[];
}

/** Lets the event loop run; a reader of a big file awaits it after every 50 ms or so of work. */
export type Pause = () => Promise<void>;

/**
 * Reads the bytes of one format. Throws an `ArchiveError` (what is wrong and the next step, in the user's
 * language) when the file cannot be read, and the signal's reason when aborted.
 */
export type Reader = (bytes: Uint8Array, signal: AbortSignal, pause?: Pause) => Promise<ReadFile> | ReadFile;

/** Formats that are read from bytes, not from text. */
export type BinaryFormat = Extract<DocumentFormat, "docx" | "pptx" | "xlsx" | "odt" | "pdf">;

export type Readers = Readonly<Partial<Record<BinaryFormat, Reader>>>;

export interface ReadPorts {
  /**
   * Reads a format where a broken file can do no harm (`node/readerWorker.ts`). Rejects with an `ArchiveError`, or
   * with the signal's reason.
   */
  readFormat(format: BinaryFormat, bytes: Uint8Array, signal: AbortSignal): Promise<ReadFile>;
  /** Without it, source code is read by its comment and string rules. */
  readonly syntax?: Syntax;
}

/** A document, or why there is none, with the next step. */
export type FileResult =
  | { readonly document: SourceDocument }
  | {
      readonly unread: string;
      /** Nothing is missing: no file of this kind holds text. */
      readonly textless?: true;
    };

/** Reasons for which the bytes need not be looked at. */
export function unreadByName(uri: string): FileResult | undefined {
  return isTextless(uri) ? { unread: unreadReason(uri) ?? "", textless: true } : undefined;
}

/** Never rejects for the file's sake; rejects with the signal's reason when aborted. */
export async function readFile(
  uri: string,
  bytes: Uint8Array,
  signal: AbortSignal,
  ports: ReadPorts,
): Promise<FileResult> {
  const named = unreadByName(uri) ?? ownerFile(uri, bytes);
  if (named !== undefined) return named;
  try {
    const container = containerOf(bytes, uri);
    if (container.kind === "unread") return { unread: container.why };
    if (container.kind === "text") return await readAsText(uri, bytes, signal, ports.syntax);
    const { format } = container;
    const file = await ports.readFormat(format, bytes, signal);
    signal.throwIfAborted();
    const isNamed = officeFormat(uri) === format || extensionOf(uri) === "";
    const notes = isNamed ? [] : [misnamed(uri, format)];
    return { document: viewDocument(uri, format, { ...file, unread: [...notes, ...file.unread] }) };
  } catch (error) {
    if (!signal.aborted && error instanceof ArchiveError) return { unread: error.message };
    throw error;
  }
}

/** Office writes who has a document open into a small file beside it. */
function ownerFile(uri: string, bytes: Uint8Array): FileResult | undefined {
  if (!/^~(?:\$|%24)/.test(uri.split("/").at(-1) ?? "") || bytes.length > 1024) return undefined;
  return {
    unread: t("A document beside this file is open in its program; this is its mark."),
    textless: true,
  };
}

/** Bytes of the longest text: it is read at once, in the process that answers the user. */
export const longestText = 64 * 1024 * 1024;

async function readAsText(
  uri: string,
  bytes: Uint8Array,
  signal: AbortSignal,
  syntax: Syntax | undefined,
): Promise<FileResult> {
  const announced = officeFormat(uri) !== undefined || isUnreadOffice(uri);
  if (bytes.length === 0 && announced) return { unread: t("The file is empty.") };
  if (!announced) {
    const reason = unreadReason(uri);
    if (reason !== undefined) return { unread: reason };
  }
  if (bytes.length > longestText) {
    const [own, most] = [bytes.length >> 20, longestText >> 20];
    return { unread: t("The text has {0} MB; texts over {1} MB are not read. Divide it.", own, most) };
  }
  const decoded = decode(bytes);
  if ("unread" in decoded) return { unread: announced ? notAsNamed(uri) : decoded.unread };
  const { text } = decoded;
  if (!announced) {
    const languageId = languageOf(uri);
    await syntax?.ready([languageId]);
    signal.throwIfAborted();
    return { document: readText({ uri, languageId, text }, syntax) };
  }
  const document = readText({ uri, languageId: languageOfText(text), text });
  return { document: { ...document, unread: [...document.unread, misnamed(uri, t("text"))] } };
}

function notAsNamed(uri: string): string {
  const reason = unreadReason(uri);
  return (
    reason ??
    t("The file is damaged, or no .{0} file. Open it in its program and save it again.", extensionOf(uri))
  );
}

/** Programs save web pages and XML under the names of Word and Excel. */
function languageOfText(text: string): string {
  const start = text.slice(0, 500).trimStart().toLowerCase();
  if (start.startsWith("<!doctype html") || start.startsWith("<html")) return "html";
  return start.startsWith("<?xml") ? "xml" : "plaintext";
}

const misnamed = (uri: string, format: string): Skipped => ({
  where: t("The whole document"),
  why: t("The name ends in .{0}, but the content is {1}; it was read as that.", extensionOf(uri), format),
  textless: true,
});

/** The document that a file's view is. Its language is its format, so that rules can name it. */
export function viewDocument(
  uri: string,
  format: BinaryFormat,
  { text, blocks, unread, label, properties }: ReadFile,
): SourceDocument {
  let lines: LineIndex | undefined;
  return {
    ...{ uri, languageId: format, format, text, blocks, unread },
    ...(label === undefined ? {} : { label }),
    ...(properties === undefined ? {} : { properties }),
    rangeOf({ start, end }) {
      lines ??= indexLines(text);
      return { start: lines.positionAt(start), end: lines.positionAt(end) };
    },
    placeOf: placesOf(blocks),
  };
}
