/** Entry point of the extension: registers the tables, then starts the server without holding the editor up. */
import * as vscode from "vscode";
import { type Status, StatusNotification } from "../../server/src/protocol";
import { type CommandDeps, commands, openWalkthrough } from "./commands";
import { reportEncodings } from "./encoding";
import { showError } from "./errors";
import { showSettingProblems } from "./problems";
import { hasModel } from "./settings";
import { createStatusItems, type StatusItems } from "./status";
import { createReviewViews } from "./views/review";
import { createSummaryViews } from "./views/summary";

const walkthroughShown = "walkthroughShown";

/** Once in a user's life and only while there is no model: what works already and what to do next. */
async function showFirstScreen(context: vscode.ExtensionContext): Promise<void> {
  if (hasModel() || context.globalState.get(walkthroughShown) === true) return;
  await context.globalState.update(walkthroughShown, true);
  await openWalkthrough({ context });
}

/** The client is loaded in a later turn, because its library alone takes longer than the editor should wait. */
async function start(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  status: StatusItems,
): Promise<CommandDeps> {
  await new Promise((resolve) => setImmediate(resolve));
  const { createClient } = await import("./client");
  const link = createClient(context, log);
  context.subscriptions.push(
    link.onNotification<Status>(StatusNotification.method, status.update),
    link.onDidStop(() => status.update("stopped")),
    showSettingProblems(link, context, log),
    reportEncodings(link),
  );
  // A failed start is shown by the client itself; commands try again.
  link.start().catch((error: unknown) => log.error(String(error)));
  const deps = { context, log, link };
  return { ...deps, status, summaries: createSummaryViews(deps), reviews: createReviewViews(deps) };
}

export function activate(context: vscode.ExtensionContext): void {
  const begun = performance.now();
  const log = vscode.window.createOutputChannel("Hanare", { log: true });
  const status = createStatusItems();
  const ready = start(context, log, status);
  ready.then(() => showFirstScreen(context)).catch((error: unknown) => showError(error, log));
  context.subscriptions.push(
    log,
    status,
    ...Object.entries(commands).map(([id, command]) =>
      vscode.commands.registerCommand(id, (...args: readonly unknown[]) =>
        ready.then((deps) => command(deps, ...args)).catch((error: unknown) => showError(error, log)),
      ),
    ),
  );
  log.info(`Activated in ${Math.round(performance.now() - begun)} ms`);
}
