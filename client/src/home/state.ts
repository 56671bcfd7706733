/** The side panel's answer to "what is the matter with it": what each role does and why, and what left the machine. */
import * as vscode from "vscode";
import { t } from "../l10n";
import { type ServerState } from "../statusMenu";
import { type StateRow, stateRows } from "./stateRows";

export interface StateView extends vscode.Disposable {
  update(state: ServerState): void;
}

export function createStateView(): StateView {
  const changed = new vscode.EventEmitter<undefined>();
  let current: ServerState = "starting";
  const view = vscode.window.createTreeView<StateRow>("hanare.state", {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: treeItem,
      getChildren: (row) => (row === undefined ? [...stateRows(current, t)] : []),
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

function treeItem({ label, word, tooltip, icon, command }: StateRow): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  if (word !== undefined) item.description = word;
  if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon);
  if (tooltip !== undefined) item.tooltip = tooltip;
  item.command = { command, title: label };
  return item;
}
