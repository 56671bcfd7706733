/** The side panel's list of documents: dropped or chosen, below each what can be done with it. Kept in memory only. */
import * as vscode from "vscode";
import { originalOf } from "../documentViewUri";
import { t } from "../l10n";
import { documentTasks, folderTasks, type Task } from "./tasks";

export interface ChosenDocument {
  readonly uri: vscode.Uri;
  readonly folder: boolean;
  /** Shown because its editor is active, not because the user chose it. */
  readonly active: boolean;
}

interface TaskItem extends Task {
  readonly of: ChosenDocument;
}

type Item = ChosenDocument | TaskItem;

const nameOf = (uri: vscode.Uri) => uri.path.split("/").at(-1) ?? uri.path;
const inFolder = (uri: vscode.Uri) => vscode.workspace.asRelativePath(vscode.Uri.joinPath(uri, ".."));
const listed: readonly string[] = ["file", "vscode-remote", "untitled"];

/** The document in front, also the one whose text view is, or beside which a panel has the focus. */
function activeDocument(): ChosenDocument | undefined {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  const shown = editor?.document.uri;
  const uri = shown && originalOf(shown);
  return uri && listed.includes(uri.scheme) ? { uri, folder: false, active: true } : undefined;
}

/** Files of the Explorer arrive as a list of addresses, those of the desktop as files, too. */
async function droppedOn(transfer: vscode.DataTransfer): Promise<readonly vscode.Uri[]> {
  const list = (await transfer.get("text/uri-list")?.asString()) ?? "";
  const uris = list.split(/\r?\n/u).filter((line) => line !== "" && !line.startsWith("#"));
  const files: vscode.Uri[] = [];
  transfer.forEach((item) => {
    const uri = item.asFile()?.uri;
    if (uri) files.push(uri);
  });
  return [...uris.map((uri) => vscode.Uri.parse(uri)), ...files];
}

export interface DocumentList extends vscode.Disposable {
  add(uris: readonly vscode.Uri[]): Promise<void>;
  /** Undefined: what is selected. */
  remove(item: unknown): void;
}

export function createDocumentList(): DocumentList {
  const changed = new vscode.EventEmitter<undefined>();
  let chosen: readonly ChosenDocument[] = [];
  const isHere = (uri: vscode.Uri) => chosen.some((one) => one.uri.toString() === uri.toString());

  async function add(uris: readonly vscode.Uri[]): Promise<void> {
    for (const uri of uris) {
      if (isHere(uri)) continue;
      const { type } = await vscode.workspace.fs.stat(uri);
      const folder = (type & vscode.FileType.Directory) !== 0;
      if (!isHere(uri)) chosen = [{ uri, folder, active: false }, ...chosen];
    }
    changed.fire(undefined);
  }

  function roots(): readonly ChosenDocument[] {
    const active = activeDocument();
    return active === undefined || isHere(active.uri) ? chosen : [active, ...chosen];
  }

  const view = vscode.window.createTreeView<Item>("hanare.documents", {
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getTreeItem: treeItem,
      getChildren: (item) => (item === undefined ? [...roots()] : "of" in item ? [] : tasksOf(item)),
    },
    dragAndDropController: {
      dragMimeTypes: [],
      dropMimeTypes: ["text/uri-list", "files"],
      handleDrop: async (_target, transfer) => add(await droppedOn(transfer)),
    },
  });
  const editors = [
    vscode.window.onDidChangeActiveTextEditor,
    vscode.window.onDidChangeVisibleTextEditors,
  ].map((changes) => changes(() => changed.fire(undefined)));
  return {
    add,
    remove(item) {
      // The key passes nothing: what the keyboard stands on is meant.
      const removed = item ?? view.selection[0];
      chosen = chosen.filter((one) => one !== removed);
      changed.fire(undefined);
    },
    dispose: () => [view, ...editors, changed].forEach((owned) => owned.dispose()),
  };
}

function tasksOf(of: ChosenDocument): Item[] {
  const tasks = of.folder ? folderTasks(t) : documentTasks(nameOf(of.uri), t);
  return tasks.map((task) => ({ ...task, of }));
}

function treeItem(item: Item): vscode.TreeItem {
  if (!("of" in item)) return documentItem(item);
  const { label, tooltip, icon, command, of } = item;
  const shown = new vscode.TreeItem(label);
  shown.tooltip = tooltip;
  shown.iconPath = new vscode.ThemeIcon(icon);
  // The second argument is what the Explorer passes: the whole selection.
  shown.command = { command, title: label, arguments: [of.uri, [of.uri]] };
  return shown;
}

function documentItem({ uri, folder, active }: ChosenDocument): vscode.TreeItem {
  const shown = new vscode.TreeItem(uri, vscode.TreeItemCollapsibleState.Expanded);
  shown.description = active ? t("open in the editor") : inFolder(uri);
  shown.iconPath = folder ? vscode.ThemeIcon.Folder : vscode.ThemeIcon.File;
  shown.contextValue = active ? "active" : "chosen";
  shown.accessibilityInformation = { label: `${nameOf(uri)}, ${shown.description}` };
  return shown;
}

/** Any file, for what cannot be read is told by whoever reads it. */
export async function chooseDocuments(list: DocumentList): Promise<void> {
  const uris = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: t("Add"),
    title: t("Choose documents"),
  });
  if (uris) await list.add(uris);
}
