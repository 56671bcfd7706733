/** `hanare.showCompletionContext`: which parts of which files the model read for the last suggestion. */
import * as vscode from "vscode";
import { CompletionContextRequest } from "../../../server/src/protocol";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { contextItems, contextTitle } from "./contextText";
import { revealTarget } from "./panel";

const nameOf = (uri: string) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri));

/** Fails with a message for the user when no document is open. */
export async function showCompletionContext(link: ServerLink): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document)
    throw new Error(t("Open the document whose suggestion you want to know about, then try again."));
  const params: CompletionContextRequest.Params = { uri: document.uri.toString() };
  const used = await link.request<CompletionContextRequest.Result>(CompletionContextRequest.method, params);
  if (!used) {
    await vscode.window.showInformationMessage(
      t("No suggestion was made for this document yet. Type a little, or ask for one with Alt+\\."),
    );
    return;
  }
  const items = contextItems(used, nameOf, t).map((item) => ({ ...item }));
  const picked = await vscode.window.showQuickPick(items, {
    title: contextTitle(used, t),
    placeHolder: t("Pick a part to open it. All of it was read on this computer only."),
    matchOnDescription: true,
  });
  if (picked?.piece) await revealTarget(picked.piece, vscode.ViewColumn.Active);
}
