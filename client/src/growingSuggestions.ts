/** Asks for the rest of a suggestion whose first words are shown: the editor itself asks only after a key. */
import * as vscode from "vscode";
import { SuggestionGrownNotification } from "../../server/src/protocol";
import { type ServerLink } from "./link";

export interface GrowingSuggestions extends vscode.Disposable {
  listen(link: Pick<ServerLink, "onNotification">): void;
  /** The editor's question as the server is to understand it: the rest of a suggestion is not asked for by hand. */
  context(
    document: vscode.TextDocument,
    asked: vscode.InlineCompletionContext,
  ): vscode.InlineCompletionContext;
}

export function createGrowingSuggestions(log: vscode.LogOutputChannel): GrowingSuggestions {
  const listening: vscode.Disposable[] = [];
  let asking: { readonly uri: string; readonly version: number } | undefined;

  const isAsking = ({ uri, version }: vscode.TextDocument) =>
    asking?.uri === uri.toString() && asking.version === version;

  async function ask(grown: SuggestionGrownNotification.Params): Promise<void> {
    asking = grown;
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || !isAsking(document)) return;
    try {
      // The editor keeps what it shows as long as it fits, whatever comes later: it has to go first.
      await vscode.commands.executeCommand("editor.action.inlineSuggest.hide");
      await vscode.commands.executeCommand("editor.action.inlineSuggest.trigger");
    } finally {
      if (asking === grown) asking = undefined;
    }
  }

  return {
    listen: (link) =>
      listening.push(
        link.onNotification<SuggestionGrownNotification.Params>(
          SuggestionGrownNotification.method,
          (grown) => {
            ask(grown).catch((error: unknown) => log.error(String(error)));
          },
        ),
      ),
    context: (document, asked) =>
      isAsking(document) ? { ...asked, triggerKind: vscode.InlineCompletionTriggerKind.Automatic } : asked,
    dispose: () => listening.forEach((each) => each.dispose()),
  };
}
