/** Tells the server where the user looks, so that a suggestion may know the code that was just read. */
import * as vscode from "vscode";
import { VisitNotification } from "../../server/src/protocol";
import { documentSchemes } from "./documentSchemes";
import { type ServerLink } from "./link";
import { isVisit, type Place, restTime } from "./visitPolicy";

function placeOf(editor: vscode.TextEditor | undefined): Place | undefined {
  const uri = editor?.document.uri;
  if (!editor || !documentSchemes.some((scheme) => scheme === uri?.scheme)) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), line, character };
}

export function reportVisits(link: ServerLink): vscode.Disposable {
  let told: Place | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    const place = placeOf(vscode.window.activeTextEditor);
    if (place === undefined || !isVisit(told, place)) return;
    told = place;
    const { uri, line, character } = place;
    link.notify(VisitNotification.method, {
      uri,
      position: { line, character },
    } satisfies VisitNotification.Params);
  }
  function tellSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(tell, restTime);
  }

  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(tellSoon),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor !== vscode.window.activeTextEditor) return;
      const place = placeOf(textEditor);
      if (place !== undefined && isVisit(told, place)) tellSoon();
    }),
    link.onDidStart(() => {
      told = undefined;
      tellSoon();
    }),
    { dispose: () => clearTimeout(timer) },
  );
}
