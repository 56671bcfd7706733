/** Composition root: what exists, who gets what, and who is told when something changes. */
import path from "node:path";
import {
  type CodeActionParams,
  type Connection,
  type ExecuteCommandParams,
  type InitializeParams,
} from "vscode-languageserver/node";
import { delay, later, localDay, now } from "./node/clock";
import { createCompletion } from "./completion/handler";
import { loadFile, platform, readUri, walk } from "./node/files";
import { bindEvents, bindFeatures } from "./lsp/bindings";
import { codeActions } from "./lsp/codeActions";
import { completionContextOf } from "./lsp/completionContext";
import { createDiagnostics, type Diagnostics } from "./lsp/diagnostics";
import { createDocuments, type Documents } from "./lsp/documents";
import { createDocumentViews, createViewUris } from "./lsp/documentViews";
import { createHandle, faultOf } from "./lsp/handle";
import { createHost, type Host } from "./lsp/host";
import { initializationOptions, initializeResult, registerForChanges } from "./lsp/initialize";
import {
  acceptedId,
  createInlineCompletion,
  createVisit,
  type InlineCompletionDeps,
} from "./lsp/inlineCompletion";
import { createPackEditor, registerForPacks } from "./lsp/packEditor";
import { createPackFindings } from "./lsp/packFindings";
import { createProblemBoard } from "./lsp/problems";
import { createReviewing } from "./lsp/reviewing";
import { createSummarizing } from "./lsp/summarizing";
import { type Syntax } from "./documents/syntax/port";
import { readText } from "./documents/read";
import { canonicalUri, pathOf, uriOf } from "./documents/uris";
import { createWorkspace, type Workspace } from "./lsp/workspace";
import { inspectModel } from "./model/report";
import { type Gate } from "./network/gate";
import { packFile, packFilesIn, shippedPacks } from "./node/packFiles";
import { createReaderWorker, type ReaderWorker } from "./node/readerWorker";
import { createSyntax } from "./node/syntax";
import { createReviewer } from "./review/handler";
import { createMemory } from "./review/memory";
import { isFolderPack } from "./review/packFolders";
import { type CompletionContextRequest, type InspectModelRequest } from "./protocol";
import { createModels, firstFolder, type Models } from "./serverModels";
import { createSettingsStore, type SettingsStore } from "./settings/store";
import { type Code, createCode } from "./serverCode";
import { createSearch } from "./serverSearch";
import { createSummarizer } from "./summarize/handler";
import { setLanguage } from "./util/l10n";

/** The process the server lives in, seen from here. */
export interface ServerRuntime {
  /** Folder of the bundles; `../media` holds the rule packs. */
  readonly bundles: string;
  readonly home: string;
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly gate: Gate;
}

export interface Base {
  readonly runtime: ServerRuntime;
  readonly host: Host;
  readonly workspace: Workspace;
  readonly documents: Documents;
  readonly reader: ReaderWorker;
  readonly syntax: Syntax;
  /** The editor shows files that are no text in views of their own. */
  readonly documentViews: boolean;
  readonly settings: SettingsStore;
  readonly storagePath: string | undefined;
  /** Starts work that nobody waits for; what goes wrong is logged. */
  background(work: Promise<unknown>): void;
}

export function serve(connection: Connection, runtime: ServerRuntime): void {
  connection.onInitialize((params) => {
    setLanguage(params.locale);
    const { start, stop } = compose(connection, params, runtime);
    connection.onInitialized(start);
    connection.onShutdown(stop);
    return initializeResult;
  });
}

function compose(connection: Connection, params: InitializeParams, runtime: ServerRuntime) {
  const base = createBase(connection, params, runtime);
  const { host, workspace, documents, settings, background } = base;
  const models = createModels(base);
  const review = createReview(base);

  async function applySettings(): Promise<void> {
    settings.clear();
    models.loader.apply(await settings.engine());
    review.problems.settings(await settings.problems(workspace.folders()));
    review.reload();
    await models.offerCompletion();
    await code.refresh();
    await search.refresh();
  }

  const code = createCode(base, models);
  const search = createSearch(base, models);
  const features = createFeatures(base, { ...models, execute: review.execute }, code);
  bindFeatures(connection, createHandle({ log: host.log, now }), {
    ...features,
    ...review.features,
    ...search.features,
  });
  bindEvents(connection, {
    encoding: ({ uri, encoding }) => workspace.noteEncoding(uri, encoding),
    trust: ({ trusted }) => {
      workspace.trust(trusted);
      background(applySettings());
    },
    viewClosed: review.viewClosed,
    visit: (params) => background(features.visit(params)),
    configuration: () => background(applySettings()),
    watchedFiles: (uris) => {
      background(review.packsChanged(uris));
      background(code.filesChanged(uris));
      search.filesChanged(uris);
    },
  });
  watchDocuments(base, { models, review, code });
  documents.listen(connection);

  function start(): void {
    if (params.capabilities.workspace?.workspaceFolders === true)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        workspace.changeFolders(added, removed);
        background(applySettings());
      });
    background(Promise.all([registerForChanges(connection, params), registerForPacks(connection, params)]));
    background(applySettings());
  }

  async function stop(): Promise<void> {
    review.diagnostics.dispose();
    code.dispose();
    search.dispose();
    await base.reader.dispose();
    await models.stop();
  }

  return { start, stop };
}

/** What an edit of an open document means to the others. */
function watchDocuments({ documents, workspace }: Base, { models, review, code }: Listeners): void {
  documents.onDidChange(({ uri }) => {
    models.loader.userIsTyping();
    review.diagnostics.changed(canonicalUri(uri));
  });
  documents.onDidEdit(code.noteEdit);
  documents.onDidClose(({ uri }) => {
    workspace.forgetEncoding(uri);
    review.diagnostics.closed(canonicalUri(uri));
  });
}

interface Listeners {
  readonly models: Models;
  readonly review: ReturnType<typeof createReview>;
  readonly code: Code;
}

function createBase(connection: Connection, params: InitializeParams, runtime: ServerRuntime): Base {
  const { trusted, storagePath, documentViews = false } = initializationOptions(params);
  const host = createHost(connection);
  const workspace = createWorkspace(params.workspaceFolders ?? [], trusted);
  const reader = createReaderWorker({
    script: path.join(runtime.bundles, "reader.js"),
    log: host.log.warn,
  });
  const syntax = createSyntax({ folder: path.join(runtime.bundles, "grammars"), log: host.log.warn });
  const documents = createDocuments({
    platform,
    readFile: (file, signal) => loadFile(file, signal, { ...reader, syntax }),
    syntax,
  });
  const store = createSettingsStore({
    ask: host.configuration,
    places: () => {
      const folder = firstFolder(workspace);
      return { home: runtime.home, ...(folder === undefined ? {} : { workspaceFolder: folder }) };
    },
    log: host.log.warn,
  });
  return {
    runtime,
    host,
    workspace,
    documents,
    reader,
    syntax,
    documentViews,
    // A file that is not open has its folder's settings: a review of ten thousand files asks once.
    settings: {
      ...store,
      resource: (uri) => store.resource(documents.open(uri)?.uri ?? workspace.folderOf(uri) ?? uri),
    },
    storagePath,
    background: (work) => {
      work.catch((error: unknown) => host.log.error(faultOf(error)));
    },
  };
}

/** Review: as documents change, of files and folders, again when packs change. */
function createReview(base: Base) {
  const { runtime, host, workspace, documents, reader, syntax, documentViews, settings } = base;
  const problems = createProblemBoard(host.settingProblems);
  const packFindings = createPackFindings({
    isOpen: (uri) => documents.open(uri) !== undefined,
    diagnostics: () => diagnostics,
  });
  const folderOf = (uri: string) => workspace.folderOf(uri);
  const reviewer = createReviewer({
    shippedPacks: () => shippedPacks(path.join(runtime.bundles, "../media/packs")),
    packFile: (name, folder) => packFile(name, folder, runtime.home),
    trusted: () => workspace.trusted(),
    ...{ packsIn: packFilesIn, today: localDay, folderOf, walk, openDocument: documents.afresh },
    readBytes: readUri,
    readFormat: reader.readFormat,
    syntax,
    onPackFiles: packFindings.read,
    memory: createMemory(),
  });
  const shownUri = createViewUris(documentViews);
  const reviewing = createReviewing(
    {
      reviewer,
      host,
      load: documents.load,
      settings: settings.resource,
      folderOf,
      onPackProblems: (all) => problems.packs(packFindings.elsewhere(all)),
    },
    () => diagnostics,
  );
  const diagnostics: Diagnostics = createDiagnostics({
    review: reviewing.document,
    publish: (uri, items, version) => host.publish(shownUri(documents.spelling(uri), items), items, version),
    version: (uri) => documents.open(uri)?.version,
    later,
    onError: (_uri, error) => host.log.error(`review of an open document: ${faultOf(error)}`),
  });

  const views = createDocumentViews({ load: documents.load, diagnostics });

  function reload(): void {
    packFindings.forget();
    reviewer.reloadPacks();
    diagnostics.refresh();
  }

  async function packsChanged(uris: readonly string[]): Promise<void> {
    if (await usePacks(base, uris)) reload();
  }

  /** YAML has no grammar here: it is read at once. */
  const openSource = (uri: string) => {
    const document = documents.open(uri);
    return document && readText({ uri, languageId: document.languageId, text: document.getText() });
  };
  const packs = createPackEditor({ reviewer, host, source: openSource });
  const features = {
    ...{ review: reviewing.files, rulePage: reviewing.rulePage, documentView: views.show },
    ...{ packCompletion: packs.complete, packHover: packs.hover, packLenses: packs.lenses },
  };
  const { execute } = packs;
  return { features, execute, viewClosed: views.closed, diagnostics, problems, reload, packsChanged };
}

/** Only a pack that a folder uses makes a difference. */
async function usePacks({ workspace, settings }: Base, uris: readonly string[]): Promise<boolean> {
  const changed = new Set(uris.map(canonicalUri));
  if ([...changed].some(isFolderPack)) return true;
  for (const folder of workspace.folders()) {
    const { review } = await settings.resource(folder);
    const base = pathOf(folder, platform) ?? "";
    if (review.packs.some((name) => changed.has(uriOf(path.resolve(base, name), platform)))) return true;
  }
  return false;
}

type FeatureParts = Models & Pick<ReturnType<typeof createReview>, "execute">;

/** The requests that need a model, or nothing but a file. */
function createFeatures(base: Base, { loader, capabilities, status, execute }: FeatureParts, code: Code) {
  const { host, workspace, documents, settings } = base;
  const completion = createCompletion({
    runtime: capabilities.completion,
    names: code.names,
    gather: code.gather,
    now,
    delay,
    onShown: status.completed,
    onAccepted: status.accepted,
    onAdvice: status.advice,
    onDropped: (filter) => host.log.debug(`suggestion dropped by ${filter}`),
    onBackgroundError: (error) => host.log.debug(`completion ahead: ${faultOf(error)}`),
  });
  const requests: InlineCompletionDeps = {
    completion,
    noteVisit: code.noteVisit,
    open: documents.open,
    settings: async (uri) => (await settings.resource(uri)).completion,
    encoding: async (uri) => workspace.encodingOf(uri) ?? settings.encoding(uri),
    surroundings: documents.cellSurroundings,
  };
  return {
    inlineCompletion: createInlineCompletion(requests),
    visit: createVisit(requests),
    completionContext: async ({ uri }: CompletionContextRequest.Params) =>
      completionContextOf(await completion.contextOf(uri)),
    executeCommand: async (params: ExecuteCommandParams, signal: AbortSignal) => {
      if (await execute(params, signal)) return null;
      const id = acceptedId(params);
      if (id !== undefined) completion.accepted(id);
      return null;
    },
    codeActions: async ({ textDocument, context }: CodeActionParams, signal: AbortSignal) => {
      const { version } = documents.open(textDocument.uri) ?? {};
      if (version === undefined) return [];
      const document = await documents.load(textDocument.uri, signal);
      return codeActions({ document, version }, context.diagnostics, base.documentViews);
    },
    summarize: createSummarizing({
      summarizer: createSummarizer({ assistant: capabilities.assistant }),
      host,
      load: documents.load,
      settings: settings.resource,
      modelTested: capabilities.ready,
    }),
    inspectModel: ({ path: file }: InspectModelRequest.Params, signal: AbortSignal) =>
      inspectModel(file, signal),
    restartEngine: async () => {
      loader.restart();
      return null;
    },
  };
}
