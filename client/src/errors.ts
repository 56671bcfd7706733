/** Errors as the user sees them: the server's own words, never swallowed. */
import * as vscode from "vscode";
import { t } from "./l10n";

/** JSON-RPC codes of a request that was cancelled by either side. */
const cancelled: readonly unknown[] = [-32800, -32802];

export function isCancellation(error: unknown): boolean {
  if (error instanceof vscode.CancellationError) return true;
  return error instanceof Error && "code" in error && cancelled.includes(error.code);
}

/** JSON-RPC codes of a request that was never answered: the connection was closed, disposed or not there. */
const lost: readonly unknown[] = [-32097, -32098, -32099];

export const isConnectionLost = (error: unknown): boolean =>
  error instanceof Error && "code" in error && lost.includes(error.code);

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A cancelled request is no error: the user asked for it. */
export async function showError(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  if (isCancellation(error)) return;
  log.error(error instanceof Error ? error : String(error));
  const showLog = t("Show Log");
  const choice = await vscode.window.showErrorMessage(errorText(error), showLog);
  if (choice === showLog) log.show();
}
