/** The summary panels: one beside each document that was summarised. */
import * as vscode from "vscode";
import {
  type Summary,
  type SummaryLength,
  SummarizeRequest,
  SummaryTemplatesRequest,
} from "../../../server/src/protocol";
import { shownUri } from "../documentViewUri";
import { errorText, isCancellation } from "../errors";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { summaryLength } from "../settings";
import { summaryMarkdown } from "./markdown";
import { createPanel, type Panel } from "./panel";
import { renderFailure, renderRunning, renderSummary, type SummaryChoices } from "./summaryHtml";

export interface SummaryViews {
  /** Opens or reveals the panel of a document and summarises it anew. */
  summarize(uri: vscode.Uri): Promise<void>;
}

interface Deps {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly link: ServerLink;
}

const fileName = (uri: vscode.Uri) => uri.path.split("/").at(-1) ?? uri.path;
const lengths: readonly string[] = ["short", "medium", "long"] satisfies readonly SummaryLength[];
const isLength = (value: string): value is SummaryLength => lengths.includes(value);

/** What one panel shows; a run that a newer one replaced changes nothing any more. */
class SummaryRun {
  readonly panel: Panel;
  #length: SummaryLength;
  #template = "auto";
  #templates: SummaryTemplatesRequest.Result["templates"] = [];
  #summary: Summary | undefined;
  #source = new vscode.CancellationTokenSource();

  constructor(
    readonly deps: Deps,
    readonly uri: vscode.Uri,
    sourceColumn: vscode.ViewColumn,
  ) {
    this.#length = summaryLength(uri);
    this.panel = createPanel(deps.context, {
      viewType: "hanare.summary",
      title: t("Summary: {0}", fileName(uri)),
      column: vscode.ViewColumn.Beside,
      sourceColumn,
      onError: (error) => void vscode.window.showErrorMessage(errorText(error)),
      onMessage: (message) => {
        if (message.type === "length" && isLength(message.length)) this.#length = message.length;
        if (message.type === "length") void this.start();
        if (message.type === "choice" && message.name === "template") {
          this.#template = message.value;
          void this.start();
        }
        if (message.type === "action") this.#act(message.action);
      },
    });
    this.panel.onDidDispose(() => this.#source.cancel());
  }

  #act(action: string): void {
    if (action === "stop") this.#source.cancel();
    if (action === "again") void this.start();
    if (action === "log") this.deps.log.show();
    if (action !== "copy" || !this.#summary) return;
    const copied = vscode.env.clipboard.writeText(summaryMarkdown(this.#summary, t));
    void copied.then(() => vscode.window.setStatusBarMessage(t("Copied."), 3000));
  }

  get #choices(): SummaryChoices {
    return { length: this.#length, template: this.#template, templates: this.#templates };
  }

  /** The list of templates is read once; without it there is the automatic choice. */
  async #readTemplates(uri: string): Promise<void> {
    if (this.#templates.length > 0) return;
    const params: SummaryTemplatesRequest.Params = { uri };
    const { templates } = await this.deps.link.request<SummaryTemplatesRequest.Result>(
      SummaryTemplatesRequest.method,
      params,
    );
    this.#templates = templates;
  }

  async start(): Promise<void> {
    this.#source.cancel();
    const source = new vscode.CancellationTokenSource();
    this.#source = source;
    const { log, link } = this.deps;
    const title = fileName(this.uri);
    this.panel.show(renderRunning(title, this.#choices, t));
    const uri = this.uri.toString();
    const params: SummarizeRequest.Params = { uri, length: this.#length, template: this.#template };
    try {
      await this.#readTemplates(uri);
      const summary = await link.requestWithProgress<SummarizeRequest.Result>(
        SummarizeRequest.method,
        params,
        (progress) => source === this.#source && this.panel.post({ type: "progress", ...progress }),
        source.token,
      );
      if (source !== this.#source) return;
      this.#summary = summary;
      this.panel.show(renderSummary(summary, this.#choices, t));
    } catch (error) {
      if (source !== this.#source) return;
      if (!isCancellation(error)) log.error(error instanceof Error ? error : String(error));
      const message = isCancellation(error)
        ? t("The summary was stopped before anything was finished.")
        : errorText(error);
      this.panel.show(renderFailure(title, message, t));
    } finally {
      source.dispose();
    }
  }
}

/** Shows the source first, so that the summary opens beside it; what no editor can show is summarised all the same. */
export async function showSource(uri: vscode.Uri, log: vscode.LogOutputChannel): Promise<vscode.ViewColumn> {
  const shown = shownUri(uri);
  const visible = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === shown.toString(),
  );
  if (visible) return visible.viewColumn ?? vscode.ViewColumn.One;
  try {
    const editor = await vscode.window.showTextDocument(shown, { viewColumn: vscode.ViewColumn.One });
    return editor.viewColumn ?? vscode.ViewColumn.One;
  } catch (error) {
    log.info(`${uri.toString()}: ${errorText(error)}`);
    return vscode.ViewColumn.One;
  }
}

export function createSummaryViews(deps: Deps): SummaryViews {
  const runs = new Map<string, SummaryRun>();
  return {
    async summarize(uri) {
      const key = uri.toString();
      const column = await showSource(uri, deps.log);
      let run = runs.get(key);
      if (run) run.panel.reveal();
      else {
        run = new SummaryRun(deps, uri, column);
        runs.set(key, run);
        run.panel.onDidDispose(() => runs.delete(key));
      }
      await run.start();
    },
  };
}
