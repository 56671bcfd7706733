/** `hanare.findModel`: asks what matters, ranks the models of the catalogue for this computer, opens a model's page. */
import * as vscode from "vscode";
import { FindModelRequest } from "../../server/src/protocol";
import { asked, modelRows, modelsTitle, questions } from "./findModelItems";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { openModelPage } from "./modelPage";

/** Undefined when the user closed a question. */
async function askAll(): Promise<FindModelRequest.Params | undefined> {
  const all = questions(t);
  const answers = new Map<string, unknown>();
  for (const [index, key] of asked.entries()) {
    const { title, options } = all[key];
    const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly value: unknown }>(
      options.map((option) => ({ ...option })),
      { title: `${title} (${index + 1}/${asked.length})`, ignoreFocusOut: true },
    );
    if (picked === undefined) return undefined;
    answers.set(key, picked.value);
  }
  return Object.fromEntries(answers) as unknown as FindModelRequest.Params;
}

/** Ends without a change when the user closes any of the steps. */
export async function findModel(link: ServerLink): Promise<void> {
  const params = await askAll();
  if (params === undefined) return;
  const result = await link.request<FindModelRequest.Result>(FindModelRequest.method, params);
  const items = modelRows(result, t).map((row) =>
    row.id === undefined ? { ...row, kind: vscode.QuickPickItemKind.Separator } : { ...row },
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: modelsTitle(result, t),
    placeHolder: t("Pick a model to read about its licence, sizes and memory"),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (picked?.id !== undefined) await openModelPage(picked.id);
}
