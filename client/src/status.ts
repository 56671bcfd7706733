/** The status bar item, the language status item and the menu behind them: views over the server's Status. */
import * as vscode from "vscode";
import { documentSchemes } from "./documentSchemes";
import { t } from "./l10n";
import { type MenuItem, type ServerState, statusMenu, statusView } from "./statusMenu";

export interface StatusItems extends vscode.Disposable {
  update(state: ServerState): void;
  /** The quick pick with what is known and what can be done. */
  showMenu(): Promise<void>;
}

const severities = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

async function run(item: MenuItem): Promise<void> {
  if (item.failure === undefined) {
    await vscode.commands.executeCommand(item.command, ...(item.args ?? []));
    return;
  }
  const actions = new Map([
    [t("Choose a Model File…"), "hanare.chooseModel"],
    [t("Restart Engine"), "hanare.restartEngine"],
    [t("Show Log"), "hanare.showLog"],
  ]);
  const choice = await vscode.window.showErrorMessage(item.failure, ...actions.keys());
  const command = choice === undefined ? undefined : actions.get(choice);
  if (command !== undefined) await vscode.commands.executeCommand(command);
}

export function createStatusItems(): StatusItems {
  const bar = vscode.window.createStatusBarItem("hanare.status", vscode.StatusBarAlignment.Right, 90);
  const language = vscode.languages.createLanguageStatusItem(
    "hanare.status",
    documentSchemes.map((scheme) => ({ scheme })),
  );
  let current: ServerState = "starting";
  function update(state: ServerState): void {
    current = state;
    const view = statusView(state, t);
    bar.text = view.text;
    bar.tooltip = view.tooltip;
    bar.accessibilityInformation = { label: view.tooltip.replaceAll("\n", ". "), role: "button" };
    bar.backgroundColor =
      view.severity === "error" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    language.text = view.text;
    language.detail = view.detail;
    language.severity = severities[view.severity];
    language.busy = view.busy;
  }
  bar.name = "Hanare";
  bar.command = "hanare.showStatus";
  language.name = "Hanare";
  language.command = { title: t("Details"), command: "hanare.showStatus" };
  update("starting");
  bar.show();
  return {
    update,
    async showMenu() {
      const items = statusMenu(current, t).map((item) => ({ ...item }));
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
