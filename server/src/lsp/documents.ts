/** Open documents and notebook cells, and files that are not open, as what features read. */
import {
  NotebookCellKind,
  NotebookDocuments,
  TextDocuments,
  type TextDocumentsConfiguration,
  type Connection,
  type Disposable,
  type TextDocumentContentChangeEvent,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type SourceDocument } from "../documents/document";
import { createMarkdownMemory } from "../documents/markdown";
import { readText } from "../documents/read";
import { type Syntax } from "../documents/syntax/port";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { canonicalUri, pathOf, type Platform } from "../documents/uris";
import { type Cell, type Surroundings, surroundingsOf } from "./cells";

export interface DocumentsDeps {
  readonly platform: Platform;
  /** A file on disk; rejects with a `RequestError`. */
  readFile(path: string, signal: AbortSignal): Promise<SourceDocument>;
  readonly syntax?: Syntax;
}

/** What stood from `start` to `end` (offsets in UTF-16) gave way to `length` characters. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

export interface Documents {
  /** The open document or notebook cell of a URI in any spelling. */
  open(uri: string): TextDocument | undefined;
  /** The URI as the editor spells it, for what is told to it. */
  spelling(uri: string): string;
  /**
   * An open document read from nothing, for a report: the same text has the same report, whatever was typed
   * before it. Undefined when it is not open.
   */
  afresh(uri: string, signal: AbortSignal): Promise<SourceDocument | undefined>;
  /**
   * An open document, made once a version, or a file from disk: not opened yet, or over 50 MB, which editors do not send.
   * Rejects with a `RequestError` that says why it cannot be read.
   */
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  /** The other cells of the notebook that an open cell belongs to; undefined for what is no such cell. */
  cellSurroundings(uri: string): Surroundings | undefined;
  /** Opened or changed. */
  onDidChange(listener: (document: TextDocument) => void): Disposable;
  /** The user wrote in this line (from 0). */
  onDidEdit(listener: (uri: string, line: number) => void): void;
  /** What the edits of one message were, in their order; the document has them already. */
  onDidChangeText(listener: (uri: string, changes: readonly TextChange[]) => void): void;
  onDidSave(listener: (document: TextDocument) => void): Disposable;
  onDidClose(listener: (document: TextDocument) => void): Disposable;
  listen(connection: Connection): Disposable;
}

/** All cells of the notebook that holds the cell, itself included; none when the cell is not open. */
function cellsBeside(notebooks: NotebookDocuments<TextDocument>, uri: string): readonly Cell[] {
  const cells = notebooks.findNotebookDocumentForCell(uri)?.cells ?? [];
  return cells.flatMap((cell) => {
    const document = notebooks.getCellTextDocument(cell);
    if (document === undefined) return [];
    const code = cell.kind === NotebookCellKind.Code;
    return [{ uri: cell.document, code, languageId: document.languageId, text: document.getText() }];
  });
}

interface EditListeners {
  edited(uri: string, line: number): void;
  changed(uri: string, changes: readonly TextChange[]): void;
}

function changeOf(document: TextDocument, change: TextDocumentContentChangeEvent): TextChange {
  if (!("range" in change)) return { start: 0, end: document.getText().length, length: change.text.length };
  const { start, end } = change.range;
  return { start: document.offsetAt(start), end: document.offsetAt(end), length: change.text.length };
}

/** Documents that tell where they are edited: the library only tells that they were. */
function watched({ edited: onEdit, changed }: EditListeners): TextDocumentsConfiguration<TextDocument> {
  return {
    create: TextDocument.create,
    update(document, changes, version) {
      const last = changes.at(-1);
      const before = last === undefined || "range" in last ? "" : document.getText();
      // One by one: the place of each is in the text that the one before it has left.
      const made = changes.map((change) => {
        const known = changeOf(document, change);
        TextDocument.update(document, [change], version);
        return known;
      });
      const updated = changes.length === 0 ? TextDocument.update(document, changes, version) : document;
      changed(updated.uri, made);
      if (last === undefined) return updated;
      const line = "range" in last ? last.range.start.line : firstDifference(before, updated);
      onEdit(updated.uri, line);
      return updated;
    },
  };
}

/** Line in which an editor that sends whole documents has changed one. */
function firstDifference(before: string, document: TextDocument): number {
  const after = document.getText();
  let at = 0;
  while (at < before.length && before.charCodeAt(at) === after.charCodeAt(at)) at++;
  return document.positionAt(at).line;
}

const sourceOf = (document: TextDocument) => ({
  uri: document.uri,
  languageId: document.languageId,
  text: document.getText(),
});

/** The open document, once the grammar of its language is loaded. */
async function openWithGrammar(
  uri: string,
  { open, syntax }: { readonly open: Documents["open"]; readonly syntax: Syntax | undefined },
  signal: AbortSignal,
): Promise<TextDocument | undefined> {
  const document = open(uri);
  if (document === undefined) return undefined;
  await syntax?.ready([document.languageId]);
  signal.throwIfAborted();
  return open(uri) ?? document;
}

const together = (all: readonly Disposable[]): Disposable => ({
  dispose: () => all.forEach((one) => one.dispose()),
});

const notAFile = (uri: string) =>
  new RequestError(
    "not-a-file",
    t("{0} is neither an open document nor a file on this machine. Open it or save it first.", uri),
  );

export function createDocuments(deps: DocumentsDeps): Documents {
  const edits: EditListeners["edited"][] = [];
  const textChanges: EditListeners["changed"][] = [];
  const configuration = watched({
    edited: (uri, line) => edits.forEach((listener) => listener(uri, line)),
    changed: (uri, changes) => textChanges.forEach((listener) => listener(uri, changes)),
  });
  const texts = new TextDocuments(configuration);
  const notebooks = new NotebookDocuments(configuration);
  const stores = [texts, notebooks.cellTextDocuments];
  const memory = createMarkdownMemory();
  const sources = new WeakMap<TextDocument, { readonly version: number; readonly source: SourceDocument }>();

  /** Only those that differ from the canonical spelling; kept after closing, to clear diagnostics. */
  const spellings = new Map<string, string>();

  function open(uri: string): TextDocument | undefined {
    const exact = texts.get(uri) ?? notebooks.cellTextDocuments.get(uri);
    const canonical = canonicalUri(uri);
    return exact ?? all().find((document) => canonicalUri(document.uri) === canonical);
  }

  const all = () => stores.flatMap((store) => store.all());

  function source(document: TextDocument): SourceDocument {
    const known = sources.get(document);
    if (known?.version === document.version) return known.source;
    const made = readText({ ...sourceOf(document), open: true, memory }, deps.syntax);
    sources.set(document, { version: document.version, source: made });
    return made;
  }

  async function load(uri: string, signal: AbortSignal): Promise<SourceDocument> {
    const document = await openWithGrammar(uri, { open, syntax: deps.syntax }, signal);
    if (document) return source(document);
    const path = pathOf(uri, deps.platform);
    if (path === undefined) throw notAFile(uri);
    return deps.readFile(path, signal);
  }

  const either = (subscribe: (store: (typeof stores)[number]) => Disposable) =>
    together(stores.map(subscribe));

  return {
    open,
    spelling: (uri) => spellings.get(uri) ?? uri,
    afresh: async (uri, signal) => {
      const document = await openWithGrammar(uri, { open, syntax: deps.syntax }, signal);
      return document && readText(sourceOf(document), deps.syntax);
    },
    load,
    cellSurroundings: (uri) => surroundingsOf(cellsBeside(notebooks, uri), uri),
    onDidChange: (listener) =>
      either((store) =>
        store.onDidChangeContent(({ document }) => {
          const canonical = canonicalUri(document.uri);
          if (canonical !== document.uri) spellings.set(canonical, document.uri);
          listener(document);
        }),
      ),
    onDidEdit: (listener) => void edits.push(listener),
    onDidChangeText: (listener) => void textChanges.push(listener),
    onDidSave: (listener) => texts.onDidSave(({ document }) => listener(document)),
    onDidClose: (listener) => either((store) => store.onDidClose(({ document }) => listener(document))),
    listen: (connection) => together([texts.listen(connection), notebooks.listen(connection)]),
  };
}
