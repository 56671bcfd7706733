/** "Summarize What Changed…": the user picks the older version, a panel shows what changed since. */
import * as vscode from "vscode";
import {
  CompareRequest,
  type ComparisonFormat,
  comparisonFormats,
  SaveComparisonRequest,
} from "../../../server/src/protocol";
import { errorText, isCancellation } from "../errors";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { renderComparing, renderComparison } from "./comparisonHtml";
import { createPanel } from "./panel";
import { renderFailure } from "./summaryHtml";

interface Deps {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly link: ServerLink;
}

const fileName = (uri: vscode.Uri) => uri.path.split("/").at(-1) ?? uri.path;
const isFormat = (action: string): action is ComparisonFormat =>
  (comparisonFormats as readonly string[]).includes(action);

/** Undefined when the user picks none. */
async function pickOld(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const folder = uri.scheme === "file" ? vscode.Uri.joinPath(uri, "..") : undefined;
  const [old] =
    (await vscode.window.showOpenDialog({
      title: t("Choose the older version of {0}", fileName(uri)),
      openLabel: t("Compare with This Version"),
      ...(folder && { defaultUri: folder }),
    })) ?? [];
  return old;
}

type Versions = Pick<CompareRequest.Params, "oldUri" | "newUri">;

async function save(link: ServerLink, versions: Versions, format: ComparisonFormat): Promise<void> {
  const params: SaveComparisonRequest.Params = { ...versions, format };
  const { name, content } = await link.request<SaveComparisonRequest.Result>(
    SaveComparisonRequest.method,
    params,
  );
  const folder = vscode.Uri.joinPath(vscode.Uri.parse(versions.newUri), "..");
  const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(folder, name) });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(content, "base64"));
  vscode.window.setStatusBarMessage(t("Written: {0}", target.fsPath), 5000);
}

async function copy(link: ServerLink, versions: Versions): Promise<void> {
  const params: SaveComparisonRequest.Params = { ...versions, format: "markdown" };
  const { content } = await link.request<SaveComparisonRequest.Result>(SaveComparisonRequest.method, params);
  await vscode.env.clipboard.writeText(Buffer.from(content, "base64").toString("utf8"));
  vscode.window.setStatusBarMessage(t("Copied."), 3000);
}

export async function compareVersions({ context, log, link }: Deps, uri: vscode.Uri): Promise<void> {
  const old = await pickOld(uri);
  if (!old) return;
  const versions: Versions = { oldUri: old.toString(), newUri: uri.toString() };
  const title = t("What Changed: {0}", fileName(uri));
  const source = new vscode.CancellationTokenSource();
  const showError = (error: unknown) => void vscode.window.showErrorMessage(errorText(error));
  const panel = createPanel(context, {
    viewType: "hanare.comparison",
    title,
    column: vscode.ViewColumn.Beside,
    sourceColumn: vscode.ViewColumn.One,
    onError: showError,
    onMessage: (message) => {
      if (message.type !== "action") return;
      const { action } = message;
      if (action === "stop") source.cancel();
      if (action === "log") log.show();
      if (action === "again") void run();
      if (action === "copy") copy(link, versions).catch(showError);
      else if (isFormat(action)) save(link, versions, action).catch(showError);
    },
  });
  panel.onDidDispose(() => source.cancel());
  async function run(): Promise<void> {
    panel.show(renderComparing(fileName(uri), t("Comparing…"), t));
    try {
      const comparison = await link.requestWithProgress<CompareRequest.Result>(
        CompareRequest.method,
        versions,
        (progress) => panel.post({ type: "progress", ...progress }),
        source.token,
      );
      panel.show(renderComparison(comparison, t));
    } catch (error) {
      const stopped = isCancellation(error);
      if (!stopped) log.error(error instanceof Error ? error : String(error));
      panel.show(renderFailure(title, stopped ? t("The comparison was stopped.") : errorText(error), t));
    }
  }
  await run();
}
