/**
 * Tells the server which lines were copied out of a document: what is written next is often like them. The editor says
 * this itself when something is copied in it; what lies in the clipboard is never read.
 */
import * as vscode from "vscode";
import { CopyNotification } from "../../server/src/protocol";
import { documentSchemes } from "./documentSchemes";
import { type ServerLink } from "./link";

export function reportCopies(link: Pick<ServerLink, "notify">): vscode.Disposable {
  const provider: vscode.DocumentPasteEditProvider = {
    prepareDocumentPaste({ uri }, ranges) {
      const [range] = ranges;
      // A word or a part of a line says little of the code around it.
      if (range === undefined || range.isSingleLine || ranges.length > 1) return;
      const { start, end } = range;
      const params: CopyNotification.Params = {
        uri: uri.toString(),
        range: {
          start: { line: start.line, character: start.character },
          end: { line: end.line, character: end.character },
        },
      };
      link.notify(CopyNotification.method, params);
    },
  };
  return vscode.languages.registerDocumentPasteEditProvider(
    documentSchemes.map((scheme) => ({ scheme })),
    provider,
    // None: pasting stays the editor's own.
    { copyMimeTypes: [], providedPasteEditKinds: [] },
  );
}
