/** Composition root: what exists, who gets what, and who is told when something changes. */
import { totalmem } from "node:os";
import path from "node:path";
import {
  type CodeActionParams,
  type Connection,
  type ExecuteCommandParams,
  type InitializeParams,
} from "vscode-languageserver/node";
import { delay, now } from "./node/clock";
import { readCatalogue } from "./node/catalogueFiles";
import { defaultModelsFolder, disk } from "./node/disk";
import { createExchange } from "./network/http";
import { createCompletion } from "./completion/handler";
import { createCatalogueRequests } from "./lsp/catalogue";
import { bindEvents, bindFeatures, type Events } from "./lsp/bindings";
import { codeActions } from "./lsp/codeActions";
import { completionContextOf } from "./lsp/completionContext";
import { createDiagnosticBoard } from "./lsp/diagnosticBoard";
import { createViewUris } from "./lsp/documentViews";
import { createHandle, faultOf } from "./lsp/handle";
import { createImporting } from "./lsp/importing";
import { initializeResult, registerForChanges } from "./lsp/initialize";
import {
  acceptedId,
  createInlineCompletion,
  createVisit,
  type InlineCompletionDeps,
} from "./lsp/inlineCompletion";
import { registerForPacks } from "./lsp/packEditor";
import { createSuiteCases } from "./lsp/suiteCases";
import { canonicalUri } from "./documents/uris";
import { inspectModel } from "./model/report";
import {
  type CompletionContextRequest,
  type DocumentViewRequest,
  type InspectModelRequest,
} from "./protocol";
import { type Base, createBase, type ServerRuntime } from "./serverBase";
import { type Code, createCode } from "./serverCode";
import { createChat } from "./serverChat";
import { createCodeTasks } from "./serverCodeTasks";
import { createJournal, type Journal } from "./serverJournal";
import { createModels, type Models } from "./serverModels";
import { createProofread } from "./serverProofread";
import { createReview } from "./serverReview";
import { createSearch } from "./serverSearch";
import { createSummaries } from "./serverSummaries";
import { setLanguage } from "./util/l10n";

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
  const journal: Journal = createJournal(base, () => models.loader.runtime("completion"));
  const models = createModels(base, journal.watch);
  const [board, { within }] = [createBoard(base), journal];
  const review = createReview(base, { ...models.routing, publish: board("review"), within });
  const proof = createProofread(base, models.capabilities, board("proofread"));

  async function applySettings(): Promise<void> {
    settings.clear();
    await journal.refresh();
    await models.apply();
    review.problems.settings(await settings.problems(workspace.folders()));
    review.reload();
    proof.refresh();
    await models.offerCompletion();
    await code.refresh();
    await search.refresh();
  }

  const code = createCode(base, models);
  const search = createSearch(base, models);
  const features = createFeatures(base, { ...models, execute: review.execute, journal }, code);
  const all = {
    ...features,
    ...review.features,
    ...search.features,
    ...proof.features,
    ...withProofreading(features, review.features, proof),
    ...createSummaries(base, models),
    ...createCodeTasks(base, models),
    ...createChat(base, models, { reviewer: review.reviewer, ...search.features }),
    ...{ ...journal.requests, suiteCase: createSuiteCases({ load: documents.load }) },
  };
  const handle = createHandle({ log: host.log, now, within });
  bindFeatures(connection, handle, journal.features(all));
  const events = { review, code, search, proof, journal, visit: features.visit, applySettings };
  bindEvents(connection, eventsOf(base, events));
  watchDocuments(base, { models, review, code });
  documents.listen(connection);

  function start(): void {
    if (base.storageProblem !== undefined) host.warn(base.storageProblem);
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
    await proof.dispose();
    await base.reader.dispose();
    await models.stop();
    await journal.stop();
  }

  return { start, stop };
}

interface EventParts extends Omit<Listeners, "models"> {
  readonly search: ReturnType<typeof createSearch>;
  readonly proof: ReturnType<typeof createProofread>;
  readonly journal: Pick<Journal, "feedback">;
  visit: ReturnType<typeof createFeatures>["visit"];
  applySettings(): Promise<void>;
}

/** What the editor tells. */
function eventsOf({ workspace, background }: Base, parts: EventParts): Events {
  const { review, code, search, proof, journal, visit, applySettings } = parts;
  return {
    feedback: journal.feedback,
    encoding: ({ uri, encoding }) => workspace.noteEncoding(uri, encoding),
    trust: ({ trusted }) => {
      workspace.trust(trusted);
      background(applySettings());
    },
    viewClosed: (params) => {
      review.viewClosed(params);
      proof.viewClosed(params.uri);
    },
    visit: (params) => background(visit(params)),
    copied: ({ uri, range: { start, end } }) =>
      code.noteCopy(uri, { start: start.line, end: end.character === 0 ? end.line : end.line + 1 }),
    configuration: () => background(applySettings()),
    watchedFiles: (uris) => {
      background(review.packsChanged(uris));
      background(code.filesChanged(uris));
      search.filesChanged(uris);
      proof.filesChanged(uris);
    },
  };
}

/** Everything that is said of a document, under its own name or that of its view. */
function createBoard({ host, documents, documentViews }: Base) {
  const shownUri = createViewUris(documentViews);
  return createDiagnosticBoard((uri, items, version) =>
    host.publish(shownUri(documents.spelling(uri), items), items, version),
  );
}

/** Requests that two features answer together. */
function withProofreading(
  { codeActions: ofReview }: Pick<ReturnType<typeof createFeatures>, "codeActions">,
  { documentView: show }: Pick<ReturnType<typeof createReview>["features"], "documentView">,
  proof: ReturnType<typeof createProofread>,
) {
  return {
    codeActions: async (params: CodeActionParams, signal: AbortSignal) => [
      ...(await ofReview(params, signal)),
      ...(await proof.codeActions(params, signal)),
    ],
    documentView: async (params: DocumentViewRequest.Params, signal: AbortSignal) => {
      const view = await show(params, signal);
      proof.viewChanged(params.uri);
      return view;
    },
  };
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

type FeatureParts = Models &
  Pick<ReturnType<typeof createReview>, "execute"> & { readonly journal: Pick<Journal, "dropped"> };

/** The requests that need a model, or nothing but a file. */
function createFeatures(base: Base, parts: FeatureParts, code: Code) {
  const { loader, routing, capabilities, status, execute, journal } = parts;
  const { host, workspace, documents, settings, runtime, storagePath } = base;
  const completion = createCompletion({
    runtime: capabilities.completion,
    ...{ names: code.names, gather: code.gather, now, delay },
    mayRead: (model, source) => routing.router.mayRead(model, "completion", source),
    beginsSmall: true,
    onShown: status.completed,
    ...(base.growingSuggestions && { onGrown: host.suggestionGrown }),
    onAccepted: status.accepted,
    onAdvice: status.advice,
    onDropped: journal.dropped,
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
      const { documentViews: pages, decisions } = base;
      return codeActions({ document, version }, context.diagnostics, { pages, decisions });
    },
    inspectModel: ({ path: file }: InspectModelRequest.Params, signal: AbortSignal) =>
      inspectModel(file, signal),
    importModel: createImporting({
      ...{ host, disk, storagePath, home: runtime.home },
      fetching: { exchange: createExchange(runtime.gate), delay },
      standardFolder: defaultModelsFolder(runtime.env),
      settings: settings.engine,
    }),
    ...createCatalogueRequests({
      read: () => readCatalogue(path.join(runtime.bundles, "../media")),
      memory: totalmem(),
    }),
    restartEngine: async () => {
      loader.restart();
      return null;
    },
  };
}
