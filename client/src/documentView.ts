/** `hanare-doc:` views: the text of Word, Excel, PowerPoint and PDF files, read-only, as fresh as the file. */
import * as vscode from "vscode";
import { DocumentViewRequest, ViewClosedNotification, viewScheme } from "../../server/src/protocol";
import { failureText, viewText } from "./documentViewText";
import { isView, originalOf, viewOf } from "./documentViewUri";
import { errorText, isCancellation } from "./errors";
import { t } from "./l10n";
import { type ServerLink } from "./link";

/** Milliseconds after a change: Office writes a file in several steps. */
const quiet = 500;

const nameOf = (uri: vscode.Uri) => uri.path.split("/").at(-1) ?? uri.path;

/** Tells of every change of a file, also of one that is written anew beside it and renamed. */
function watch(file: vscode.Uri, onChange: () => void): vscode.Disposable {
  // The name itself may hold characters that a pattern reads otherwise.
  const folder = vscode.Uri.joinPath(file, "..");
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, "*"));
  let timer: NodeJS.Timeout | undefined;
  const changed = (uri: vscode.Uri) => {
    if (uri.toString() !== file.toString()) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, quiet);
  };
  const stop = { dispose: () => clearTimeout(timer) };
  return vscode.Disposable.from(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), stop);
}

async function textOf(link: ServerLink, view: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
  const file = originalOf(view);
  const params: DocumentViewRequest.Params = { uri: file.toString() };
  try {
    return viewText(await link.request(DocumentViewRequest.method, params, token), t);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return failureText(nameOf(file), errorText(error), t);
  }
}

/** `ready`: the link to the server, which starts in a later turn than the views are registered. */
export function showDocumentViews(ready: Promise<ServerLink>): vscode.Disposable {
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const watched = new Map<string, vscode.Disposable>();

  function opened({ uri }: vscode.TextDocument): void {
    const key = uri.toString();
    if (isView(uri) && !watched.has(key))
      watched.set(
        key,
        watch(originalOf(uri), () => changes.fire(uri)),
      );
  }

  function closed({ uri }: vscode.TextDocument): void {
    if (!isView(uri)) return;
    watched.get(uri.toString())?.dispose();
    watched.delete(uri.toString());
    const params: ViewClosedNotification.Params = { uri: originalOf(uri).toString() };
    void ready.then((link) => link.notify(ViewClosedNotification.method, params));
  }

  /** A server that was started anew knows of no view: asked again, it also reviews. */
  function refreshAll(): void {
    vscode.workspace.textDocuments.filter(({ uri }) => isView(uri)).forEach(({ uri }) => changes.fire(uri));
  }

  let listening: vscode.Disposable | undefined;
  void ready.then((link) => (listening = link.onDidStart(refreshAll)));
  vscode.workspace.textDocuments.forEach(opened);
  return vscode.Disposable.from(
    changes,
    vscode.workspace.registerTextDocumentContentProvider(viewScheme, {
      onDidChange: changes.event,
      provideTextDocumentContent: async (uri, token) => textOf(await ready, uri, token),
    }),
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidCloseTextDocument(closed),
    {
      dispose: () => {
        listening?.dispose();
        watched.forEach((watcher) => watcher.dispose());
      },
    },
  );
}

/** Opens the view of a file. */
export async function openView(file: vscode.Uri, column?: vscode.ViewColumn): Promise<vscode.TextEditor> {
  const options = { preview: false, ...(column === undefined ? {} : { viewColumn: column }) };
  return vscode.window.showTextDocument(viewOf(file), options);
}

/** Opens the file of a view in the program it belongs to, or in the editor where that program is elsewhere. */
export async function openOriginal(view: vscode.Uri): Promise<void> {
  const file = originalOf(view);
  const here = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  if (here && file.scheme === "file" && (await vscode.env.openExternal(file))) return;
  await vscode.commands.executeCommand("vscode.open", file);
}
