/** The panel of measurements: one for the window, asked anew whenever its period or model changes. */
import * as vscode from "vscode";
import {
  ForgetJournalRequest,
  type JournalFormat,
  journalPeriods,
  JournalRequest,
  SaveJournalRequest,
} from "../../../server/src/protocol";
import { announce } from "../announce";
import { errorText } from "../errors";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { renderJournal, renderJournalFailure } from "./journalHtml";
import { createPanel, type Panel } from "./panel";

export interface JournalViews {
  /** Opens or reveals the panel, with figures of now. */
  show(): Promise<void>;
  /** Deletes all that was measured, after a question. */
  forget(): Promise<void>;
}

interface Deps {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly link: ServerLink;
}

type FormatItem = vscode.QuickPickItem & { readonly format: JournalFormat };

const formats = (): readonly FormatItem[] => [
  { format: "report", label: t("Figures as a table (CSV)") },
  { format: "json", label: t("Figures for programs (JSON)") },
  { format: "eventsCsv", label: t("Every event as a table (CSV)") },
  { format: "events", label: t("Every event (JSON Lines)"), detail: t("With the names of OpenTelemetry.") },
  { format: "otlp", label: t("Metrics of OpenTelemetry (OTLP/JSON)") },
];

/** Answers whether it was deleted. */
async function forgetJournal(link: ServerLink): Promise<boolean> {
  const remove = t("Delete");
  const question = t("Delete everything that was measured on this computer? It cannot be brought back.");
  if ((await vscode.window.showWarningMessage(question, { modal: true }, remove)) !== remove) return false;
  const { files } = await link.request<ForgetJournalRequest.Result>(ForgetJournalRequest.method, {});
  const done = files === 0 ? t("There was nothing to delete.") : t("The measurements are deleted.");
  announce(done);
  return true;
}

async function saveFigures(link: ServerLink, params: JournalRequest.Params): Promise<void> {
  const chosen = await vscode.window.showQuickPick(formats(), { title: t("Save Figures…") });
  if (!chosen) return;
  const asked: SaveJournalRequest.Params = { ...params, format: chosen.format };
  const { name, content } = await link.request<SaveJournalRequest.Result>(SaveJournalRequest.method, asked);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const place = folder && vscode.Uri.joinPath(folder, name);
  const target = await vscode.window.showSaveDialog(place ? { defaultUri: place } : {});
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(content, "base64"));
  announce(t("Written: {0}", target.fsPath));
}

export function createJournalViews({ context, log, link }: Deps): JournalViews {
  let panel: Panel | undefined;
  let params: JournalRequest.Params = { days: 7 };
  let serial = 0;
  const failed = (error: unknown) => void vscode.window.showErrorMessage(errorText(error));

  async function refresh(): Promise<void> {
    const own = ++serial;
    try {
      const result = await link.request<JournalRequest.Result>(JournalRequest.method, params);
      if (own === serial) panel?.show(renderJournal({ ...params, result, locale: vscode.env.language }, t));
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      if (own === serial) panel?.show(renderJournalFailure(errorText(error), t));
    }
  }

  function choose(name: string, value: string): void {
    const days = journalPeriods.find((one) => String(one) === value);
    if (name === "period" && days !== undefined) params = { ...params, days };
    if (name === "model") params = { days: params.days, ...(value === "" ? {} : { model: value }) };
    void refresh();
  }

  async function forget(): Promise<void> {
    if ((await forgetJournal(link)) && panel) await refresh();
  }

  function act(action: string): void {
    if (action === "refresh") void refresh();
    if (action === "save") saveFigures(link, params).catch(failed);
    if (action === "forget") forget().catch(failed);
    if (action === "log") log.show();
    if (action === "settings")
      void vscode.commands.executeCommand("hanare.openSettings", "hanare.journal.enabled");
  }

  return {
    forget,
    async show() {
      if (panel) panel.reveal();
      else {
        panel = createPanel(context, {
          viewType: "hanare.journal",
          title: t("Measurements"),
          column: vscode.ViewColumn.Active,
          sourceColumn: vscode.ViewColumn.One,
          onError: failed,
          onMessage: (message) => {
            if (message.type === "choice") choose(message.name, message.value);
            if (message.type === "action") act(message.action);
          },
        });
        panel.onDidDispose(() => (panel = undefined));
      }
      await refresh();
    },
  };
}
