/** The panel in which kept prompts and answers are gone through before they become a training set. All in memory until then. */
import * as vscode from "vscode";
import { type TrainingChoice, TrainingRequest, TrainingSetRequest } from "../../../server/src/protocol";
import { errorText } from "../errors";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { writeOwnerFile } from "../ownerFile";
import { createPanel, type Panel, type PanelMessage } from "./panel";
import { renderTraining, renderTrainingFailure, renderTrainingRunning } from "./trainingHtml";

export interface TrainingViews {
  /** Opens or reveals the panel, with what is kept now. */
  show(): Promise<void>;
}

interface Deps {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly link: ServerLink;
}

const nameOf = (uri: string) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri));

class TrainingPanel {
  readonly panel: Panel;
  #choice: TrainingChoice = { kind: "chat", mask: true, marked: false };
  #result: TrainingRequest.Result | undefined;
  readonly #kept = new Set<string>();
  readonly #answers = new Map<string, string>();
  #serial = 0;

  constructor(readonly deps: Deps) {
    this.panel = createPanel(deps.context, {
      viewType: "hanare.training",
      title: t("Training Set"),
      finished: t("Training Set: ready to be looked through"),
      column: vscode.ViewColumn.Active,
      sourceColumn: vscode.ViewColumn.One,
      keepsState: true,
      onError: (error) => this.#failed(error),
      onMessage: (message) => this.#hear(message),
    });
  }

  #failed(error: unknown): void {
    void vscode.window.showErrorMessage(errorText(error));
  }

  #hear(message: PanelMessage): void {
    if (message.type === "choice") this.#choose(message.name, message.value);
    if (message.type !== "action") return;
    if (message.action === "refresh") void this.refresh();
    if (message.action === "keepAll") this.#keepAll();
    if (message.action === "save") this.#save().catch((error: unknown) => this.#failed(error));
    if (message.action === "settings")
      void vscode.commands.executeCommand("hanare.openSettings", "hanare.journal.traces");
  }

  #choose(name: string, value: string): void {
    const [what, id] = splitOnce(name);
    if (what === "keep" && value === "true") this.#kept.add(id);
    else if (what === "keep") this.#kept.delete(id);
    else if (what === "answer") this.#answers.set(id, value);
    else void this.#change(name, value);
  }

  /** Another choice shows other texts: what was written over the ones before is gone with them. */
  async #change(name: string, value: string): Promise<void> {
    if (name === "kind" && (value === "chat" || value === "completion"))
      this.#choice = { ...this.#choice, kind: value };
    if (name === "mask") this.#choice = { ...this.#choice, mask: value === "true" };
    if (name === "marked") this.#choice = { ...this.#choice, marked: value === "true" };
    await this.refresh();
  }

  #keepAll(): void {
    for (const { id } of this.#result?.records ?? []) this.#kept.add(id);
    this.#show();
  }

  #show(): void {
    if (this.#result === undefined) return;
    const view = { choice: this.#choice, result: this.#result, kept: this.#kept, answers: this.#answers };
    this.panel.show(renderTraining({ ...view, locale: vscode.env.language, nameOf }, t));
  }

  async refresh(): Promise<void> {
    const own = ++this.#serial;
    this.#kept.clear();
    this.#answers.clear();
    this.#result = undefined;
    this.panel.show(renderTrainingRunning(t));
    const { link, log } = this.deps;
    try {
      const result = await link.request<TrainingRequest.Result>(TrainingRequest.method, this.#choice);
      if (own !== this.#serial) return;
      this.#result = result;
      this.#show();
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      if (own === this.#serial) this.panel.show(renderTrainingFailure(errorText(error), t));
    }
  }

  async #save(): Promise<void> {
    const chosen = (this.#result?.records ?? []).filter(({ id }) => this.#kept.has(id));
    if (chosen.length === 0)
      return void vscode.window.showInformationMessage(t("Keep at least one record, then save."));
    const records = chosen.map(({ id, answer }) => ({ id, answer: this.#answers.get(id) ?? answer }));
    const params: TrainingSetRequest.Params = { ...this.#choice, records };
    const made = await this.deps.link.request<TrainingSetRequest.Result>(TrainingSetRequest.method, params);
    const target = await vscode.window.showSaveDialog({
      ...placeFor(made.name),
      title: t("Save the Kept Records…"),
      filters: { "JSON Lines": ["jsonl"] },
    });
    if (!target) return;
    await writeOwnerFile(target, made.text);
    const message = t("Written: {0}, records: {1} of {2}", target.fsPath, made.lines, chosen.length);
    // With a button, for the editor cuts a message without one after its first line.
    const open = t("Open");
    if ((await vscode.window.showInformationMessage(message, open)) === open)
      await vscode.window.showTextDocument(target);
  }
}

function splitOnce(name: string): readonly [string, string] {
  const at = name.indexOf(":");
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
}

function placeFor(name: string): vscode.SaveDialogOptions {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {};
}

export function createTrainingViews(deps: Deps): TrainingViews {
  let open: TrainingPanel | undefined;
  return {
    async show() {
      if (open) return open.panel.reveal();
      open = new TrainingPanel(deps);
      open.panel.onDidDispose(() => (open = undefined));
      await open.refresh();
    },
  };
}
