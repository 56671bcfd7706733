/** "Summarize Folder": the documents of a folder, or several chosen ones, at a glance in one panel. */
import * as vscode from "vscode";
import { OverviewRequest } from "../../../server/src/protocol";
import { announce } from "../announce";
import { errorText, isCancellation } from "../errors";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { overviewMarkdown, renderOverview } from "./overviewHtml";
import { renderComparing } from "./comparisonHtml";
import { createPanel } from "./panel";
import { renderFailure } from "./summaryHtml";

interface Deps {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly link: ServerLink;
}

const nameOf = (uri: string) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri));

export async function showOverview({ context, log, link }: Deps, uris: readonly vscode.Uri[]): Promise<void> {
  const [first] = uris;
  const name = uris.length === 1 && first ? nameOf(first.toString()) : t("{0} documents", uris.length);
  const title = t("Overview: {0}", name);
  const source = new vscode.CancellationTokenSource();
  let overview: OverviewRequest.Result | undefined;
  const panel = createPanel(context, {
    viewType: "hanare.overview",
    title,
    column: vscode.ViewColumn.Active,
    sourceColumn: vscode.ViewColumn.Beside,
    onError: (error) => void vscode.window.showErrorMessage(errorText(error)),
    onMessage: (message) => {
      if (message.type !== "action") return;
      if (message.action === "stop") source.cancel();
      if (message.action === "log") log.show();
      if (message.action === "again") void run();
      if (message.action !== "copy" || !overview) return;
      const copied = vscode.env.clipboard.writeText(overviewMarkdown(overview, nameOf, t));
      void copied.then(() => announce(t("Copied.")));
    },
  });
  panel.onDidDispose(() => source.cancel());
  async function run(): Promise<void> {
    panel.show(renderComparing(title, t("Summarizing…"), t));
    const params: OverviewRequest.Params = { uris: uris.map(String) };
    try {
      overview = await link.requestWithProgress<OverviewRequest.Result>(
        OverviewRequest.method,
        params,
        (progress) => panel.post({ type: "progress", ...progress }),
        source.token,
      );
      panel.show(renderOverview(overview, nameOf, t));
    } catch (error) {
      if (!isCancellation(error)) log.error(error instanceof Error ? error : String(error));
      panel.show(renderFailure(title, errorText(error), t));
    }
  }
  await run();
}
