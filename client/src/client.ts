/** The language client: how the server is started, what it is told first, what happens when it dies. */
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  State,
  TransportKind,
  WorkDoneProgress,
} from "vscode-languageclient/node";
import { type InitializationOptions, TrustNotification } from "../../server/src/protocol";
import { mayRestart } from "./crashPolicy";
import { documentSchemes } from "./documentSchemes";
import { isView, originalOf, viewOf } from "./documentViewUri";
import { type GrowingSuggestions } from "./growingSuggestions";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { serverEnvironment, serverExecArgv } from "./serverRuntime";
import { readConfiguration } from "./settings";

/** What is decided on this side of every question for a suggestion. */
export interface CompletionPolicy {
  silenced(): boolean;
  readonly growing: Pick<GrowingSuggestions, "context">;
}

function offerRestart(restart: () => Promise<void>, log: vscode.LogOutputChannel): void {
  const again = t("Restart");
  const showLog = t("Show Log");
  const message = t(
    "The Hanare server stopped several times within three minutes and was not started again.",
  );
  void vscode.window.showErrorMessage(message, again, showLog).then((choice) => {
    if (choice === again) restart().catch((error: unknown) => log.error(String(error)));
    if (choice === showLog) log.show();
  });
}

function options(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  { silenced, growing }: CompletionPolicy,
): LanguageClientOptions {
  return {
    documentSelector: documentSchemes.map((scheme) => ({ scheme })),
    outputChannel: log,
    diagnosticCollectionName: "hanare",
    initializationOptions: (): InitializationOptions => ({
      trusted: vscode.workspace.isTrusted,
      storagePath: context.globalStorageUri.fsPath,
      documentViews: true,
      decisions: true,
      growingSuggestions: true,
      proofreading: true,
      confirmSending: true,
      endpointKeys: true,
    }),
    initializationFailedHandler: (error: Error) => {
      log.error(error);
      void vscode.window.showErrorMessage(t("The Hanare server could not start: {0}", error.message));
      return false;
    },
    middleware: {
      // The editor's own spelling of a view, so that its diagnostics meet it.
      handleDiagnostics: (uri, diagnostics, next) =>
        next(isView(uri) ? viewOf(originalOf(uri)) : uri, diagnostics),
      workspace: { configuration: ({ items }) => items.map(readConfiguration) },
      // Answered here, so that a snoozed completion costs nothing at all. An IME's composition needs no such
      // rule: ghost text stays hidden until it ends (VS Code 1.96 and later). Where a suggestion was asked for
      // before, the editor asks again at each of its steps; the server waits longer behind Japanese letters, so
      // that these reach no model (completion/rhythm.ts). They must go through: the last is for the text kept.
      provideInlineCompletionItems: (...asked) => {
        const [document, position, inline, token, next] = asked;
        return silenced() ? undefined : next(document, position, growing.context(document, inline), token);
      },
    },
  };
}

/** A crash is followed by a quiet restart, until crashes pile up: then the user decides. */
function crashPolicy(restart: () => Promise<void>, log: vscode.LogOutputChannel): ErrorHandler {
  const ends: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed: () => {
      ends.push(Date.now());
      log.error("The server ended by itself.");
      if (mayRestart(ends)) return { action: CloseAction.Restart, handled: true };
      ends.length = 0;
      offerRestart(restart, log);
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

/** The two events that the rest of the client needs from the library's state machine. */
function stateEvents(
  client: LanguageClient,
): { started: vscode.Event<void>; stopped: vscode.Event<void> } & vscode.Disposable {
  const started = new vscode.EventEmitter<void>();
  const stopped = new vscode.EventEmitter<void>();
  const listening = client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) started.fire();
    if (newState === State.Stopped || newState === State.StartFailed) stopped.fire();
  });
  const dispose = () => [listening, started, stopped].forEach((owned) => owned.dispose());
  return { started: started.event, stopped: stopped.event, dispose };
}

function createLink(
  client: LanguageClient,
  log: vscode.LogOutputChannel,
): Omit<ServerLink, "onDidStart" | "onDidStop"> {
  let serial = 0;
  const request: ServerLink["request"] = async (method, params, token) => {
    await client.start();
    // An absent token would be sent as a second parameter.
    return token === undefined
      ? client.sendRequest(method, params)
      : client.sendRequest(method, params, token);
  };
  return {
    request,
    async requestWithProgress(method, params, report, token) {
      const workDoneToken = `hanare-${++serial}`;
      const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
        if (value.kind !== "end") report(value);
      });
      try {
        return await request(method, { ...params, workDoneToken }, token);
      } finally {
        listening.dispose();
      }
    },
    notify(method, params) {
      if (client.state !== State.Running) return;
      client.sendNotification(method, params).catch((error: unknown) => log.error(String(error)));
    },
    onRequest: (method, handler) => client.onRequest(method, handler),
    onNotification: (method, handler) => client.onNotification(method, handler),
  };
}

/**
 * Nothing runs until `start` or the first request. The server is forked on the editor's own runtime with
 * ELECTRON_RUN_AS_NODE=1 in its environment, which the engine it starts inherits. While `silenced`, no
 * suggestion is asked for.
 */
export function createClient(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  completion: CompletionPolicy,
): ServerLink & { start(): Promise<void> } {
  const server = {
    module: context.asAbsolutePath("dist/server.js"),
    transport: TransportKind.ipc,
    options: { env: serverEnvironment, execArgv: [...serverExecArgv] },
  };
  const start = (): Promise<void> => client.start();
  const client = new LanguageClient("hanare", "Hanare", server, {
    ...options(context, log, completion),
    errorHandler: crashPolicy(start, log),
  });
  const events = stateEvents(client);
  const link = createLink(client, log);
  const trusted: TrustNotification.Params = { trusted: true };
  context.subscriptions.push(
    events,
    vscode.workspace.onDidGrantWorkspaceTrust(() => link.notify(TrustNotification.method, trusted)),
    { dispose: () => client.dispose().catch((error: unknown) => log.error(String(error))) },
  );
  return { ...link, start, onDidStart: events.started, onDidStop: events.stopped };
}
