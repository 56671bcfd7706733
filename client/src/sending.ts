/** The question before a text goes to a server for the first time, with exactly what would be sent to read. */
import * as vscode from "vscode";
import { ConfirmSendingRequest, type SendingAnswer } from "../../server/src/protocol";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { questionOf, previewText } from "./sendingText";

/** Read-only pages that are nowhere but in memory, as long as the question stands. */
const scheme = "hanare-sending";

type Asked = ConfirmSendingRequest.Params;

export function confirmSending(link: ServerLink): vscode.Disposable {
  const texts = new Map<string, string>();
  let count = 0;

  async function answer(asked: Asked): Promise<ConfirmSendingRequest.Result> {
    const { question, detail } = questionOf(asked, t);
    const show = t("Show the Text");
    const choices: readonly (readonly [label: string, answer: SendingAnswer])[] = [
      [t("Send"), "send"],
      [t("Do Not Send, Stay Local"), "local"],
    ];
    const labels = choices.map(([label]) => label);
    const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, ...labels, show);
    if (chosen !== show) return { answer: answerOf(chosen, choices) };
    // A modal question would stand before the text. The editor breaks long lines of Markdown, not of plain text.
    const page = vscode.Uri.from({ scheme, path: `/${++count}/${asked.endpoint}.md` });
    texts.set(page.toString(), previewText(asked, t));
    try {
      await vscode.window.showTextDocument(page, { preview: false });
      const again = await vscode.window.showWarningMessage(question, ...labels, t("Do Not Send"));
      return { answer: answerOf(again, choices) };
    } finally {
      texts.delete(page.toString());
      await close(page);
    }
  }

  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? "",
    }),
    link.onRequest<Asked, ConfirmSendingRequest.Result>(ConfirmSendingRequest.method, answer),
  );
}

/** A question that was closed is answered with no. */
const answerOf = (
  chosen: string | undefined,
  choices: readonly (readonly [label: string, answer: SendingAnswer])[],
): SendingAnswer => choices.find(([label]) => label === chosen)?.[1] ?? "no";

async function close(page: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === page.toString());
  await vscode.window.tabGroups.close(tabs);
}
