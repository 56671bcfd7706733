/** Composition root: what exists, who gets what, and who is told when something changes. */
import path from "node:path";
import {
  type CodeActionParams,
  type Connection,
  type ExecuteCommandParams,
  type InitializeParams,
} from "vscode-languageserver/node";
import { createCapabilities } from "./model/capabilities";
import { delay, later, now } from "./node/clock";
import { codeFiles } from "./node/codeFiles";
import { platform } from "./node/files";
import { createCompletion } from "./completion/handler";
import { bindEvents, bindFeatures } from "./lsp/bindings";
import { codeActions } from "./lsp/codeActions";
import { createCodeContext, type CodeContext } from "./lsp/codeContext";
import { completionContextOf } from "./lsp/completionContext";
import { createHandle, faultOf } from "./lsp/handle";
import { initializeResult, registerForChanges } from "./lsp/initialize";
import {
  acceptedId,
  completionSelector,
  createInlineCompletion,
  createOffer,
  createVisit,
  type InlineCompletionDeps,
} from "./lsp/inlineCompletion";
import { createStatusBoard } from "./lsp/status";
import { createSummarizing } from "./lsp/summarizing";
import { canonicalUri } from "./documents/uris";
import { createLocalModels } from "./model/localModels";
import { inspectModel } from "./model/report";
import { firstFolder } from "./node/modelPlaces";
import { createOtherWindows } from "./node/otherWindows";
import { type CompletionContextRequest, type InspectModelRequest } from "./protocol";
import { type Base, createBase, type ServerRuntime } from "./serverBase";
import { createReview } from "./serverReview";
import { createSummarizer } from "./summarize/handler";
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
  const models = createModels(base);
  const review = createReview(base, models.loader);

  async function applySettings(): Promise<void> {
    settings.clear();
    models.loader.apply(await settings.engine());
    review.problems.settings(await settings.problems(workspace.folders()));
    review.reload();
    await models.offerCompletion();
    await code.refresh();
  }

  const code = createCode(base, models);
  const features = createFeatures(base, models, code);
  bindFeatures(connection, createHandle({ log: host.log, now }), {
    ...features,
    ...review.features,
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
    },
  });
  documents.onDidChange(({ uri }) => {
    models.loader.userIsTyping();
    review.diagnostics.changed(canonicalUri(uri));
  });
  documents.onDidEdit(code.noteEdit);
  documents.onDidClose(({ uri }) => {
    workspace.forgetEncoding(uri);
    review.diagnostics.closed(canonicalUri(uri));
  });
  documents.listen(connection);

  function start(): void {
    if (params.capabilities.workspace?.workspaceFolders === true)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        workspace.changeFolders(added, removed);
        background(applySettings());
      });
    background(registerForChanges(connection, params));
    background(applySettings());
  }

  async function stop(): Promise<void> {
    review.diagnostics.dispose();
    code.dispose();
    await base.reader.dispose();
    await models.stop();
  }

  return { start, stop };
}

type Models = ReturnType<typeof createModels>;

/** The models, what they may do, and what is told of them. */
function createModels(base: Base) {
  const { runtime, host, workspace, settings, storagePath, background } = base;
  const loader = createLocalModels({
    script: path.join(runtime.bundles, "engine.js"),
    execPath: runtime.execPath,
    env: runtime.env,
    ...(storagePath === undefined ? {} : { storagePath }),
    workspaceFolder: () => firstFolder(workspace.folders()),
    log: host.log.info,
  });
  const capabilities = createCapabilities({
    runtime: loader.runtime,
    storagePath,
    after: later,
    log: host.log.info,
    onDidChange: () => {
      status.changed();
      background(offerCompletion());
    },
  });
  const status = createStatusBoard({
    models: () => {
      const { roles, engine } = loader.status();
      return { engine, roles: capabilities.statesOf(roles) };
    },
    network: () => ({ mode: runtime.gate.mode, connections: runtime.gate.connections() }),
    publish: host.status,
  });
  const windows = storagePath === undefined ? undefined : createOtherWindows(storagePath);
  const offer = createOffer(
    () => host.offerInlineCompletion(completionSelector),
    (error) => host.log.error(faultOf(error)),
  );

  async function offerCompletion(): Promise<void> {
    const scopes = await Promise.all(workspace.folders().map(settings.resource));
    const enabled = scopes.length === 0 || scopes.some(({ completion }) => completion.enabled);
    const { completion } = capabilities.statesOf(loader.status().roles);
    await offer.set(enabled && completion.state === "ready");
  }

  async function noteOtherWindows(): Promise<void> {
    if (windows === undefined || loader.status().engine.pid === undefined) return;
    await windows.enter();
    status.otherWindow(await windows.present());
  }

  loader.onDidChange(() => {
    status.changed();
    background(offerCompletion());
    background(noteOtherWindows());
    background(capabilities.ready(new AbortController().signal));
  });

  async function stop(): Promise<void> {
    await windows?.leave();
    await loader.dispose();
  }

  return { loader, capabilities, status, offerCompletion, stop };
}

type Code = Omit<CodeContext, "refresh"> & { refresh(): Promise<void> };

/** Other files for completion: worth their reading only for a model that completes. */
function createCode(base: Base, { loader }: Models): Code {
  const { host, workspace, documents, settings, background } = base;
  const context = createCodeContext({
    ...{ host, workspace, platform, now, delay },
    files: codeFiles((uri) => documents.open(uri)?.getText()),
    exclude: async (folder) => (await settings.resource(folder ?? "")).completion.exclude,
  });
  async function refresh(): Promise<void> {
    const scopes = await Promise.all(workspace.folders().map(settings.resource));
    const wanted = scopes.some(({ completion }) => completion.enabled && completion.contextTokens > 0);
    await context.refresh(wanted && loader.status().roles.completion.state === "ready");
  }
  loader.onDidChange(() => background(refresh()));
  return { ...context, refresh };
}

/** The requests that need a model, or nothing but a file. */
function createFeatures(base: Base, { loader, capabilities, status }: Models, code: Code) {
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
    executeCommand: async (params: ExecuteCommandParams) => {
      const id = acceptedId(params);
      if (id !== undefined) completion.accepted(id);
      return null;
    },
    codeActions: async ({ textDocument, context }: CodeActionParams) => {
      const document = documents.open(textDocument.uri);
      if (!document) return [];
      const open = { document: documents.source(document), version: document.version };
      return codeActions(open, context.diagnostics, base.decisions);
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
