/** The side panel's answer to "what is the matter with it": what each role does and why, and what left the machine. */
import * as vscode from "vscode";
import { t } from "../l10n";
import { facts, type MenuItem, type ServerState } from "../statusMenu";

export interface StateView extends vscode.Disposable {
  update(state: ServerState): void;
}

export function createStateView(): StateView {
  const changed = new vscode.EventEmitter<undefined>();
  let current: ServerState = "starting";
  const view = vscode.window.createTreeView<MenuItem>("hanare.state", {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: stateItem,
      getChildren: (item) =>
        item === undefined
          ? [
              ...facts(current, t),
              { label: t("$(folder-opened) Choose a model file…"), command: "hanare.chooseModel" },
              { label: t("$(gear) Open settings"), command: "hanare.openSettings" },
              { label: t("$(book) Getting started"), command: "hanare.openWalkthrough" },
            ]
          : [],
    },
  });
  return {
    update(state) {
      current = state;
      changed.fire(undefined);
    },
    dispose: () => [view, changed].forEach((owned) => owned.dispose()),
  };
}

function stateItem({ label, description, detail, command, args }: MenuItem): vscode.TreeItem {
  const [, icon, text = label] = /^\$\(([\w~-]+)\) (.*)$/su.exec(label) ?? [];
  const item = new vscode.TreeItem(text);
  if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon);
  const more = [description, detail].filter((one) => one !== undefined).join("\n");
  if (more !== "") item.tooltip = `${text}\n${more}`;
  item.command = { command, title: text, ...(args && { arguments: [...args] }) };
  return item;
}
