/** "Summarize What Changed…": the user picks the older version, a panel shows what changed since, and on request which rules that touches. */
import * as vscode from "vscode";
import {
  CompareRequest,
  type ComparisonFormat,
  comparisonFormats,
  SaveComparisonRequest,
} from "../../../server/src/protocol";
import { announce } from "../announce";
import { errorText, isCancellation } from "../errors";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { renderComparing, renderComparison } from "./comparisonHtml";
import { createPanel, type Panel } from "./panel";
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

/** Folders of one's own rules; undefined when the user picks none. */
async function pickRules(): Promise<readonly vscode.Uri[] | undefined> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  return vscode.window.showOpenDialog({
    ...{ canSelectFiles: false, canSelectFolders: true, canSelectMany: true },
    title: t("Choose the folder of rules that may be affected"),
    openLabel: t("Look in This Folder"),
    ...(workspace && { defaultUri: workspace.uri }),
  });
}

type Compared = Pick<CompareRequest.Params, "oldUri" | "newUri" | "rules">;

const saved = (link: ServerLink, compared: Compared, format: ComparisonFormat) => {
  const params: SaveComparisonRequest.Params = { ...compared, format };
  return link.request<SaveComparisonRequest.Result>(SaveComparisonRequest.method, params);
};

async function save(link: ServerLink, compared: Compared, format: ComparisonFormat): Promise<void> {
  const { name, content } = await saved(link, compared, format);
  const folder = vscode.Uri.joinPath(vscode.Uri.parse(compared.newUri), "..");
  const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(folder, name) });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(content, "base64"));
  announce(t("Written: {0}", target.fsPath));
}

async function copy(link: ServerLink, compared: Compared): Promise<void> {
  const { content } = await saved(link, compared, "markdown");
  await vscode.env.clipboard.writeText(Buffer.from(content, "base64").toString("utf8"));
  announce(t("Copied."));
}

const showError = (error: unknown) => void vscode.window.showErrorMessage(errorText(error));

/** One comparison in its panel; with another folder of rules it is made again. */
class ComparisonPanel {
  readonly #deps: Deps;
  readonly #title: string;
  readonly #name: string;
  readonly #panel: Panel;
  #compared: Compared;
  #source = new vscode.CancellationTokenSource();

  constructor(deps: Deps, uri: vscode.Uri, compared: Compared) {
    this.#deps = deps;
    this.#compared = compared;
    this.#name = fileName(uri);
    this.#title = t("What Changed: {0}", this.#name);
    this.#panel = createPanel(deps.context, {
      viewType: "hanare.comparison",
      title: this.#title,
      column: vscode.ViewColumn.Beside,
      sourceColumn: vscode.ViewColumn.One,
      onError: showError,
      onMessage: (message) => {
        if (message.type === "action") this.#act(message.action);
      },
    });
    this.#panel.onDidDispose(() => this.#source.cancel());
  }

  #act(action: string): void {
    const { link, log } = this.#deps;
    if (action === "stop") this.#source.cancel();
    if (action === "log") log.show();
    if (action === "again") void this.run();
    if (action === "affects") this.#lookForAffected().catch(showError);
    if (action === "copy") copy(link, this.#compared).catch(showError);
    else if (isFormat(action)) save(link, this.#compared, action).catch(showError);
  }

  async #lookForAffected(): Promise<void> {
    const rules = await pickRules();
    if (!rules) return;
    this.#compared = { ...this.#compared, rules: rules.map(String) };
    await this.run();
  }

  /** Never rejects: what went wrong is shown. */
  async run(): Promise<void> {
    const { link, log } = this.#deps;
    // What was stopped before stays stopped.
    const source = new vscode.CancellationTokenSource();
    this.#source = source;
    this.#panel.show(renderComparing(this.#name, t("Comparing…"), t));
    try {
      const comparison = await link.requestWithProgress<CompareRequest.Result>(
        CompareRequest.method,
        this.#compared,
        (progress) => this.#panel.post({ type: "progress", ...progress }),
        source.token,
      );
      this.#panel.show(renderComparison(comparison, t));
    } catch (error) {
      const stopped = isCancellation(error);
      if (!stopped) log.error(error instanceof Error ? error : String(error));
      const message = stopped ? t("The comparison was stopped.") : errorText(error);
      this.#panel.show(renderFailure(this.#title, message, t));
    } finally {
      source.dispose();
    }
  }
}

/** The file is the new version. */
export async function compareVersions(deps: Deps, uri: vscode.Uri): Promise<void> {
  const old = await pickOld(uri);
  if (!old) return;
  await new ComparisonPanel(deps, uri, { oldUri: old.toString(), newUri: uri.toString() }).run();
}

/** The same, and which of one's own rules the changes touch. */
export async function findAffectedRules(deps: Deps, uri: vscode.Uri): Promise<void> {
  const old = await pickOld(uri);
  const rules = old && (await pickRules());
  if (!old || !rules) return;
  const compared = { oldUri: old.toString(), newUri: uri.toString(), rules: rules.map(String) };
  await new ComparisonPanel(deps, uri, compared).run();
}
