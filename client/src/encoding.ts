/** Tells the server the encoding each document is saved in, so that a completion fits it (cp932 cannot hold all). */
import * as vscode from "vscode";
import { EncodingNotification } from "../../server/src/protocol";
import { documentSchemes } from "./documentSchemes";
import { type ServerLink } from "./link";

export function reportEncodings(link: ServerLink): vscode.Disposable {
  const sent = new Map<string, string>();
  function report(document: vscode.TextDocument): void {
    if (!documentSchemes.some((scheme) => scheme === document.uri.scheme)) return;
    const uri = document.uri.toString();
    if (sent.get(uri) === document.encoding) return;
    sent.set(uri, document.encoding);
    link.notify(EncodingNotification.method, {
      uri,
      encoding: document.encoding,
    } satisfies EncodingNotification.Params);
  }
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(report),
    // The editor announces a new encoding as a change, also one without changed text.
    vscode.workspace.onDidChangeTextDocument(({ document }) => report(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => sent.delete(uri.toString())),
    link.onDidStart(() => {
      sent.clear();
      vscode.workspace.textDocuments.forEach(report);
    }),
  );
}
