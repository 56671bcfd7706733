/**
 * `hanare-proposal:` pages: a document as it would be with a change that a model proposes, beside the document as it is.
 * The editor's own preview of refactorings has such a change unchecked, so that "Apply" would do nothing.
 */
import * as vscode from "vscode";
import { t } from "./l10n";

const scheme = "hanare-proposal";

export interface Proposal {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  /** What must stand there, or somebody has changed it meanwhile. */
  readonly before: string;
  readonly after: string;
  /** Who proposes what. */
  readonly title: string;
  /** What to know before it is applied. */
  readonly notes: readonly string[];
}

export interface Proposals extends vscode.Disposable {
  /** Shows the difference and asks; changes nothing unless the user says so. Rejects when the text has changed. */
  offer(proposal: Proposal): Promise<void>;
}

export function createProposals(): Proposals {
  const texts = new Map<string, string>();
  let count = 0;
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
  });

  return {
    async offer(proposal) {
      const { document, title, notes } = proposal;
      requireSame(proposal);
      const name = document.uri.path.split("/").at(-1) ?? "";
      const page = vscode.Uri.from({ scheme, path: `/${(count += 1)}/${name}` });
      texts.set(page.toString(), changed(proposal));
      try {
        const shown = await vscode.workspace.openTextDocument(page);
        await vscode.languages.setTextDocumentLanguage(shown, document.languageId);
        await vscode.commands.executeCommand("vscode.diff", document.uri, page, `${name}: ${title}`);
        const apply = t("Apply");
        const question = [t("{0}: apply the change to {1}?", title, name), ...notes].join(" ");
        const choices = [apply, t("Do Not Apply")];
        const chosen = await (notes.length > 0
          ? vscode.window.showWarningMessage(question, ...choices)
          : vscode.window.showInformationMessage(question, ...choices));
        if (chosen === apply) await take(proposal);
      } finally {
        await close(page);
        texts.delete(page.toString());
      }
    },
    dispose: () => provider.dispose(),
  };
}

function requireSame({ document, range, before }: Proposal): void {
  if (document.getText(range) !== before) throw new Error(t("The text has changed meanwhile. Try again."));
}

function changed({ document, range, after }: Proposal): string {
  const text = document.getText();
  return text.slice(0, document.offsetAt(range.start)) + after + text.slice(document.offsetAt(range.end));
}

async function take(proposal: Proposal): Promise<void> {
  requireSame(proposal);
  const { document, range, after } = proposal;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, after);
  await vscode.workspace.applyEdit(edit);
}

/** The tabs of the difference; what they stood over is in front again. */
async function close(page: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff && input.modified.toString() === page.toString(),
    );
  await vscode.window.tabGroups.close(tabs);
}
