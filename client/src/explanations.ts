/** `hanare-explanation:` pages: explanations of code as Markdown, in memory, growing while the model writes. */
import * as vscode from "vscode";
import { t } from "./l10n";

const scheme = "hanare-explanation";

export interface Explanation {
  show(text: string): void;
}

export interface Explanations extends vscode.Disposable {
  /** Opens a page beside the editor for an explanation of a file's code. */
  open(of: vscode.Uri): Explanation;
}

export function createExplanations(): Explanations {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const texts = new Map<string, string>();
  let count = 0;
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
  });
  const closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString()));
  return {
    open(of) {
      const name = of.path.split("/").at(-1) ?? "";
      const page = vscode.Uri.from({
        scheme,
        path: `/${t("Explanation of {0}", name)}.md`,
        query: String((count += 1)),
      });
      const show = (text: string) => {
        texts.set(page.toString(), text);
        changed.fire(page);
      };
      show(t("Waiting for the model…"));
      // Nobody waits for the page: the text comes when it is there.
      void vscode.commands.executeCommand("markdown.showPreviewToSide", page);
      return { show };
    },
    dispose() {
      provider.dispose();
      closing.dispose();
      changed.dispose();
    },
  };
}
