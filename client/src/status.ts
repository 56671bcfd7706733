/** The status bar item, the language status item and the menu behind them: views over the server's Status. */
import * as vscode from "vscode";
import { documentSchemes } from "./documentSchemes";
import { t } from "./l10n";
import { type MenuItem, type ServerState, statusMenu, statusView } from "./statusMenu";

export interface StatusItems extends vscode.Disposable {
  update(state: ServerState): void;
  /** Until when completion is silent, in words; undefined when it is not. */
  snooze(until: string | undefined): void;
  /** The quick pick with what is known and what can be done. */
  showMenu(): Promise<void>;
}

const severities = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

/** Lines as sentences, for who hears them. */
const spoken = (lines: string) => lines.replaceAll(/[.。]?\n/gu, /[ぁ-ん]/u.test(lines) ? "。" : ". ");

type Run = () => Thenable<unknown>;
const execute =
  (command: string, ...args: readonly unknown[]): Run =>
  () =>
    vscode.commands.executeCommand(command, ...args);

async function run({ command, args = [], failure, advice }: MenuItem): Promise<void> {
  if (failure !== undefined) {
    const actions = new Map([
      [t("Choose a Model File…"), execute("hanare.chooseModel")],
      [t("Restart Engine"), execute("hanare.restartEngine")],
      [t("Show Log"), execute("hanare.showLog")],
    ]);
    await actions.get((await vscode.window.showErrorMessage(failure, ...actions.keys())) ?? "")?.();
  } else if (advice !== undefined) {
    const actions = new Map([
      [t("Choose a Model File…"), execute("hanare.chooseModel")],
      [t("Open Settings"), execute("hanare.openSettings", "hanare.completion.*")],
    ]);
    await actions.get((await vscode.window.showWarningMessage(advice, ...actions.keys())) ?? "")?.();
  } else await execute(command, ...args)();
}

export function createStatusItems(): StatusItems {
  const bar = vscode.window.createStatusBarItem("hanare.status", vscode.StatusBarAlignment.Right, 90);
  const language = vscode.languages.createLanguageStatusItem(
    "hanare.status",
    documentSchemes.map((scheme) => ({ scheme })),
  );
  let current: ServerState = "starting";
  let snoozed: string | undefined;
  function show(): void {
    const view = statusView(current, t, snoozed, vscode.env.remoteName);
    bar.text = view.text;
    bar.tooltip = view.tooltip;
    bar.accessibilityInformation = { label: spoken(view.tooltip), role: "button" };
    bar.backgroundColor =
      view.severity === "error" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    language.text = view.text;
    language.detail = view.detail;
    language.severity = severities[view.severity];
    language.busy = view.busy;
  }
  function update(state: ServerState): void {
    current = state;
    show();
  }
  bar.name = "Hanare";
  bar.command = "hanare.showStatus";
  language.name = "Hanare";
  language.command = { title: t("Details"), command: "hanare.showStatus" };
  update("starting");
  bar.show();
  return {
    update,
    snooze(until) {
      snoozed = until;
      show();
    },
    async showMenu() {
      const items = statusMenu(current, t, snoozed, vscode.env.remoteName).map((item) => ({ ...item }));
      const picked = await vscode.window.showQuickPick(items, {
        title: "Hanare",
        placeHolder: t("What would you like to do?"),
      });
      if (picked) await run(picked);
    },
    dispose() {
      bar.dispose();
      language.dispose();
    },
  };
}
