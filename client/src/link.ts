/** What the rest of the client may ask of the language server. `client.ts` is the one implementation. */
import type * as vscode from "vscode";

export interface Progress {
  readonly message?: string;
  /** 0 to 100. */
  readonly percentage?: number;
}

export interface ServerLink {
  /** Starts the server where it is not running; fails with the server's own message. */
  request<Result>(method: string, params: object, token?: vscode.CancellationToken): Promise<Result>;
  /** As `request`; `params` gets a `workDoneToken` and `report` hears of every step. */
  requestWithProgress<Result>(
    method: string,
    params: object,
    report: (progress: Progress) => void,
    token?: vscode.CancellationToken,
  ): Promise<Result>;
  /** Does nothing while the server is down: whoever must be heard sends again on `onDidStart`. */
  notify(method: string, params: object): void;
  /** Answers a question of the server's, also after it was started again. */
  onRequest<Params, Result>(method: string, handler: (params: Params) => Promise<Result>): vscode.Disposable;
  onNotification<Params>(method: string, handler: (params: Params) => void): vscode.Disposable;
  /** After every start of the server, also the one after a crash. */
  readonly onDidStart: vscode.Event<void>;
  readonly onDidStop: vscode.Event<void>;
}
