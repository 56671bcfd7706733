/** The only outgoing calls: everything the server says or asks of its editor without being asked. */
import {
  CancellationTokenSource,
  type Connection,
  type Diagnostic,
  type Disposable,
  type DocumentSelector,
  CodeLensRefreshRequest,
  ErrorCodes,
  InlineCompletionRequest,
  MessageType,
  type Position,
  ResponseError,
  ShowMessageNotification,
  type WorkDoneProgressReporter,
} from "vscode-languageserver/node";
import {
  AskingNotification,
  ChatAnswerNotification,
  ChatModelNotification,
  CodeTaskNotification,
  ConfirmSendingRequest,
  DefinitionsRequest,
  EndpointKeyRequest,
  IndexNotification,
  SettingProblemsNotification,
  StatusNotification,
  SuggestionGrownNotification,
  SummarizingNotification,
  type SendingAnswer,
  TraceKeyRequest,
  type SettingProblem,
  type Status,
} from "../protocol";
import { type Log } from "./log";

/** Progress of one request; `report` says how much is done (0 to 1) and at what. */
export interface Progress {
  report(done: number, message: string): void;
  end(): void;
}

export interface Host {
  readonly log: Log;
  /** The editor's value of a settings section; rejects when the editor is gone. */
  configuration(section: string, scopeUri: string | undefined): Promise<unknown>;
  publish(uri: string, diagnostics: readonly Diagnostic[], version?: number): void;
  status(status: Status): void;
  settingProblems(problems: readonly SettingProblem[]): void;
  /** A message box. For what needs the user now; all else is status or log. */
  warn(message: string): void;
  /** A message box that answers what the user just asked for. */
  inform(message: string): void;
  /** Shows work under the token that the request brought; without one it is silent. */
  progress(token: string | number | undefined, title: string): Progress;
  /** Shows work that no request brought, with a way to cancel it; silent in editors that cannot. */
  work(title: string, onCancel: () => void): Promise<Progress>;
  /** The lines above documents have changed; for editors that can ask for them again. */
  refreshLenses(): void;
  /** How far the reading for the search is. */
  indexing(params: IndexNotification.Params): void;
  /** More can be shown of the suggestion at this version. */
  suggestionGrown(uri: string, version: number): void;
  /** An answer as far as it goes. */
  asking(params: AskingNotification.Params): void;
  /** A summary as far as it goes. */
  summarizing(params: SummarizingNotification.Params): void;
  /** A part of an answer in the editor's chat. */
  chatPart(params: ChatAnswerNotification.Params): void;
  /** The model that can be talked to has changed, or what it may do. */
  chatModel(params: ChatModelNotification.Params): void;
  /** What a model has written for a task on code so far. */
  codeTask(params: CodeTaskNotification.Params): void;
  /** Asks whether a text may be sent; undefined when nobody answers. */
  confirmSending(params: ConfirmSendingRequest.Params): Promise<SendingAnswer | undefined>;
  /** The key of an inference server, as the editor keeps it; rejects when the editor is gone. */
  endpointKey(params: EndpointKeyRequest.Params): Promise<EndpointKeyRequest.Result>;
  /** The key of traces; undefined where the editor keeps none. */
  traceKey(create: boolean): Promise<Uint8Array | undefined>;
  /** Offers ghost text until the answer is disposed. */
  offerInlineCompletion(documentSelector: DocumentSelector): Promise<Disposable>;
  /**
   * Where the symbols at these places are defined, by the editor's own providers. Empty when the editor cannot
   * tell, which includes editors that do not know the request. Rejects only with the signal's reason.
   */
  definitions(
    uri: string,
    positions: readonly Position[],
    signal: AbortSignal,
  ): Promise<DefinitionsRequest.Result>;
}

export function createLog(connection: Connection): Log {
  return {
    error: (message) => connection.console.error(message),
    warn: (message) => connection.console.warn(message),
    info: (message) => connection.console.info(message),
    debug: (message) => connection.console.debug(message),
  };
}

function progressOf(reporter: WorkDoneProgressReporter, title: string): Progress {
  reporter.begin(title, 0, undefined, true);
  return {
    report: (done, message) => reporter.report(Math.round(Math.min(1, Math.max(0, done)) * 100), message),
    end: () => reporter.done(),
  };
}

/** A notification to an editor that has just closed is lost, and that is no fault. */
function send(log: Log, sending: Promise<void>): void {
  sending.catch((error: unknown) =>
    log.debug(`not sent: ${error instanceof Error ? error.name : "unknown"}`),
  );
}

/** A request that goes out under a signal: the editor hears of the abort. Rejects as the request does. */
async function ask<Result>(connection: Connection, method: string, params: object, signal: AbortSignal) {
  signal.throwIfAborted();
  const source = new CancellationTokenSource();
  const cancel = () => source.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await connection.sendRequest<Result>(method, params, source.token);
  } finally {
    signal.removeEventListener("abort", cancel);
    source.dispose();
  }
}

function createDefinitions(connection: Connection, log: Log): Host["definitions"] {
  let known = true;
  return async (uri, positions, signal) => {
    if (!known || positions.length === 0) return [];
    try {
      const params: DefinitionsRequest.Params = { uri, positions };
      const result = await ask<unknown>(connection, DefinitionsRequest.method, params, signal);
      signal.throwIfAborted();
      return Array.isArray(result) ? (result as DefinitionsRequest.Result) : [];
    } catch (error) {
      signal.throwIfAborted();
      // An editor that does not know the request will not learn it: it is asked once.
      known = !(error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound);
      log.debug(
        `no definitions: ${known && error instanceof Error ? error.name : "not known to the editor"}`,
      );
      return [];
    }
  };
}

const sendingAnswers: readonly SendingAnswer[] = ["send", "no", "local"];

function createTraceKey(connection: Connection): Host["traceKey"] {
  return async (create) => {
    const params: TraceKeyRequest.Params = { create };
    const answer = await connection.sendRequest<unknown>(TraceKeyRequest.method, params).catch(() => null);
    const { key } = (answer ?? {}) as TraceKeyRequest.Result;
    const bytes = typeof key === "string" ? Buffer.from(key, "base64") : undefined;
    return bytes?.length === 32 ? bytes : undefined;
  };
}

function createConfirmSending(connection: Connection, log: Log): Host["confirmSending"] {
  return async (params) => {
    try {
      const result = await connection.sendRequest<ConfirmSendingRequest.Result>(
        ConfirmSendingRequest.method,
        params,
      );
      return sendingAnswers.find((answer) => answer === result?.answer);
    } catch (error) {
      // Whoever cannot be asked has not agreed.
      log.warn(
        `nobody was asked whether a text may be sent: ${error instanceof Error ? error.name : "unknown"}`,
      );
      return undefined;
    }
  };
}

export function createHost(connection: Connection): Host {
  const log = createLog(connection);
  return {
    log,
    configuration: (section, scopeUri) =>
      connection.workspace.getConfiguration({ section, ...(scopeUri === undefined ? {} : { scopeUri }) }),
    publish: (uri, diagnostics, version) =>
      send(
        log,
        connection.sendDiagnostics({
          uri,
          diagnostics: [...diagnostics],
          ...(version === undefined ? {} : { version }),
        }),
      ),
    status: (status) => send(log, connection.sendNotification(StatusNotification.method, status)),
    settingProblems: (problems) =>
      send(log, connection.sendNotification(SettingProblemsNotification.method, { problems })),
    warn: (message) => connection.window.showWarningMessage(message),
    inform: (message) =>
      send(
        log,
        connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message }),
      ),
    progress: (token, title) => progressOf(connection.window.attachWorkDoneProgress(token), title),
    work: async (title, onCancel) => {
      const reporter = await connection.window.createWorkDoneProgress();
      const progress = progressOf(reporter, title);
      const listening = reporter.token.onCancellationRequested(onCancel);
      return {
        ...progress,
        end: () => {
          listening.dispose();
          progress.end();
        },
      };
    },
    suggestionGrown: (uri, version) =>
      send(log, connection.sendNotification(SuggestionGrownNotification.method, { uri, version })),
    refreshLenses: () => send(log, connection.sendRequest(CodeLensRefreshRequest.type)),
    indexing: (params) => send(log, connection.sendNotification(IndexNotification.method, params)),
    asking: (params) => send(log, connection.sendNotification(AskingNotification.method, params)),
    summarizing: (params) => send(log, connection.sendNotification(SummarizingNotification.method, params)),
    chatPart: (params) => send(log, connection.sendNotification(ChatAnswerNotification.method, params)),
    chatModel: (params) => send(log, connection.sendNotification(ChatModelNotification.method, params)),
    codeTask: (params) => send(log, connection.sendNotification(CodeTaskNotification.method, params)),
    confirmSending: createConfirmSending(connection, log),
    endpointKey: (params) =>
      connection.sendRequest<EndpointKeyRequest.Result>(EndpointKeyRequest.method, params),
    traceKey: createTraceKey(connection),
    offerInlineCompletion: (documentSelector) =>
      connection.client.register(InlineCompletionRequest.type, { documentSelector }),
    definitions: createDefinitions(connection, log),
  };
}
