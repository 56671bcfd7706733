/** The only outgoing calls: everything the server says or asks of its editor without being asked. */
import {
  type Connection,
  type Diagnostic,
  type Disposable,
  type DocumentSelector,
  InlineCompletionRequest,
  type WorkDoneProgressReporter,
} from "vscode-languageserver/node";
import {
  SettingProblemsNotification,
  StatusNotification,
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
  /** Shows work under the token that the request brought; without one it is silent. */
  progress(token: string | number | undefined, title: string): Progress;
  /** Offers ghost text until the answer is disposed. */
  offerInlineCompletion(documentSelector: DocumentSelector): Promise<Disposable>;
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
    progress: (token, title) => progressOf(connection.window.attachWorkDoneProgress(token), title),
    offerInlineCompletion: (documentSelector) =>
      connection.client.register(InlineCompletionRequest.type, { documentSelector }),
  };
}
