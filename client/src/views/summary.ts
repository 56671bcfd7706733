/** The summary panels: one beside each document that was summarised. */
import * as vscode from "vscode";
import {
  SaveSummaryRequest,
  SummarizeRequest,
  SummarizingNotification,
  type Summary,
  type SummaryFormat,
  summaryFormats,
  type SummaryLength,
  SummaryTemplatesRequest,
} from "../../../server/src/protocol";
import { announce } from "../announce";
import { shownUri } from "../documentViewUri";
import { errorText, isCancellation } from "../errors";
import { addToSuite, askForWords, Opinions } from "../feedback";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { summaryLength } from "../settings";
import { figuresIn, type Opinion, thumbOf } from "./feedbackHtml";
import { summaryMarkdown } from "./markdown";
import { createPanel, type Panel } from "./panel";
import { renderFailure, renderRunning, renderSummary, historyName, type SummaryChoices } from "./summaryHtml";

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
const isFormat = (action: string): action is SummaryFormat =>
  (summaryFormats as readonly string[]).includes(action);
/** Summaries of one document that can be gone back to. */
const mostKept = 10;
/** Of runs in this window, so that each knows what is told of it. */
let serial = 0;

/** What one panel shows; a run that a newer one replaced changes nothing any more. */
class SummaryRun {
  readonly panel: Panel;
  #length: SummaryLength;
  #template = "auto";
  #reading: Summary["reading"];
  /** What the user chose; absent: what the settings say. */
  #wanted: Summary["reading"];
  #id = "";
  /** The newest first; in memory only. */
  readonly #history: { readonly name: string; readonly summary: SummarizeRequest.Result }[] = [];
  #shown = 0;
  #templates: SummaryTemplatesRequest.Result["templates"] = [];
  #summary: SummarizeRequest.Result | undefined;
  readonly #opinions: Opinions<Summary>;
  #source = new vscode.CancellationTokenSource();

  constructor(
    readonly deps: Deps,
    readonly uri: vscode.Uri,
    sourceColumn: vscode.ViewColumn,
  ) {
    this.#length = summaryLength(uri);
    this.#opinions = new Opinions(deps.link, "summarize");
    this.panel = createPanel(deps.context, {
      viewType: "hanare.summary",
      title: t("Summary: {0}", fileName(uri)),
      column: vscode.ViewColumn.Beside,
      sourceColumn,
      onError: (error) => void vscode.window.showErrorMessage(errorText(error)),
      onMessage: (message) => {
        if (message.type === "length" && isLength(message.length)) this.#length = message.length;
        if (message.type === "length") void this.start();
        if (message.type === "choice") this.#choose(message.name, message.value);
        if (message.type === "action") this.#act(message.action);
      },
    });
    const listening = deps.link.onNotification<SummarizingNotification.Params>(
      SummarizingNotification.method,
      ({ id, summary }) => id === this.#id && this.#grow(summary),
    );
    this.panel.onDidDispose(() => {
      this.#source.cancel();
      listening.dispose();
    });
  }

  #choose(name: string, value: string): void {
    if (name === "template") this.#template = value;
    else if (name === "reading" && (value === "sentences" || value === "whole")) this.#wanted = value;
    else if (name === "note") return this.#summary && this.#opinions.note(this.#summary, value);
    else if (name === "history") return this.#showEarlier(Number(value));
    else return;
    void this.start();
  }

  #showEarlier(at: number): void {
    const earlier = this.#history[at];
    if (!earlier) return;
    this.#shown = at;
    this.#show(earlier.summary);
  }

  #show(summary: SummarizeRequest.Result): void {
    this.#summary = summary;
    this.#reading = summary.reading;
    this.panel.show(renderSummary(summary, this.#choices, t));
  }

  #keep(summary: SummarizeRequest.Result): void {
    const when = new Date().toLocaleTimeString(vscode.env.language, { hour: "2-digit", minute: "2-digit" });
    this.#history.unshift({ name: historyName(when, this.#length, summary, t), summary });
    this.#history.length = Math.min(this.#history.length, mostKept);
    this.#shown = 0;
  }

  /** What is there is shown while the rest is written. */
  #grow(summary: Summary): void {
    this.#summary = summary;
    this.#reading = summary.reading;
    this.panel.show(renderRunning(fileName(this.uri), this.#choices, t, summary));
  }

  #act(action: string): void {
    if (action === "stop") this.#source.cancel();
    if (action === "again") void this.start();
    if (action === "log") this.deps.log.show();
    const summary = this.#summary;
    if (!summary) return;
    const failed = (error: unknown) => void vscode.window.showErrorMessage(errorText(error));
    const thumb = thumbOf(action);
    if (thumb !== undefined) {
      this.#opinions.judge(summary, thumb, summary);
      this.#show(summary);
    }
    if (action === "suite")
      addSummaryToSuite(this.deps.link, { summary, length: this.#length }, this.#opinions.of(summary)).catch(
        failed,
      );
    if (isFormat(action)) this.#save(summary, action).catch(failed);
    if (action === "open") this.#open(summary).then(undefined, failed);
    if (action !== "copy") return;
    const copied = vscode.env.clipboard.writeText(summaryMarkdown(summary, t));
    void copied.then(() => announce(t("Copied.")));
  }

  async #open(summary: Summary): Promise<void> {
    const content = summaryMarkdown(summary, t);
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
    await vscode.window.showTextDocument(document);
  }

  async #save(summary: Summary, format: SummaryFormat): Promise<void> {
    const params: SaveSummaryRequest.Params = { summary, format };
    const { name, content } = await this.deps.link.request<SaveSummaryRequest.Result>(
      SaveSummaryRequest.method,
      params,
    );
    const folder = vscode.Uri.joinPath(this.uri, "..");
    const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(folder, name) });
    if (!target) return;
    await vscode.workspace.fs.writeFile(target, Buffer.from(content, "base64"));
    announce(t("Written: {0}", target.fsPath));
  }

  get #choices(): SummaryChoices {
    const reading = this.#reading;
    return {
      ...{ length: this.#length, template: this.#template, templates: this.#templates },
      ...(reading === undefined ? {} : { reading }),
      ...{ history: this.#history.map(({ name }) => name), shown: this.#shown },
      ...(this.#summary === undefined ? {} : { opinion: this.#opinions.of(this.#summary) }),
    };
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
    this.#id = `summary-${++serial}`;
    this.#summary = undefined;
    const wanted = this.#wanted;
    const params: SummarizeRequest.Params = {
      ...{ uri, length: this.#length, template: this.#template, id: this.#id },
      ...(wanted === undefined ? {} : { reading: wanted }),
    };
    try {
      await this.#readTemplates(uri);
      const summary = await link.requestWithProgress<SummarizeRequest.Result>(
        SummarizeRequest.method,
        params,
        (progress) => source === this.#source && this.panel.post({ type: "progress", ...progress }),
        source.token,
      );
      if (source !== this.#source) return;
      this.#id = "";
      this.#keep(summary);
      this.#show(summary);
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

interface Judged {
  readonly summary: Summary;
  readonly length: SummaryLength;
}

/** The user says which words a right summary holds; those of a good one are a first proposal. */
async function addSummaryToSuite(
  link: ServerLink,
  { summary, length }: Judged,
  opinion: Opinion,
): Promise<void> {
  const text = summary.sections.flatMap(({ sentences }) => sentences.map((one) => one.text)).join("\n");
  const proposal = opinion.thumb === "down" ? "" : figuresIn(text).slice(0, 20).join("; ");
  const facts = await askForWords(t("Words that must be in the summary, apart by semicolons."), proposal);
  const absent =
    facts && (await askForWords(t("Words that must not be in it, apart by semicolons; may be empty."), ""));
  if (facts && absent)
    await addToSuite(link, { kind: "summarize", uri: summary.uri, length, facts, absent }, opinion);
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
