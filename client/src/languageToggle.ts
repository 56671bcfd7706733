/** `hanare.toggleLanguageCompletion`: completion off or on for the language of the active editor. */
import * as vscode from "vscode";
import { t } from "./l10n";
import { languageName, switched } from "./languageSwitch";

const key = "completion.enabled";

/** The value that counts without the user's entry for the language: the most particular of the others. */
function withoutUserLanguage(inspected: Inspected): boolean {
  const values = [
    inspected?.workspaceFolderLanguageValue,
    inspected?.workspaceLanguageValue,
    inspected?.workspaceFolderValue,
    inspected?.workspaceValue,
    inspected?.globalValue,
    inspected?.defaultLanguageValue,
    inspected?.defaultValue,
  ];
  return values.find((value) => value !== undefined) ?? true;
}

type Inspected = ReturnType<typeof inspect>;

const configurationOf = (document: vscode.TextDocument) =>
  vscode.workspace.getConfiguration("hanare", document);
const inspect = (document: vscode.TextDocument) => configurationOf(document).inspect<boolean>(key);

const write = (document: vscode.TextDocument, value: boolean | undefined) =>
  configurationOf(document).update(key, value, vscode.ConfigurationTarget.Global, true);

async function sayOverridden(): Promise<void> {
  const open = t("Open Settings");
  const message = t(
    "This workspace has its own value of {0}, which wins over yours.",
    "hanare.completion.enabled",
  );
  if ((await vscode.window.showWarningMessage(message, open)) === open)
    await vscode.commands.executeCommand("hanare.openSettings", "hanare.completion.enabled");
}

/** Fails with a message for the user when no document is open. */
export async function toggleLanguageCompletion(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) throw new Error(t("Open a document of the language first, then try again."));
  const inspected = inspect(document);
  const effective = configurationOf(document).get<boolean>(key, true);
  const former = inspected?.globalLanguageValue;
  await write(
    document,
    switched({ effective, ofUserLanguage: former, otherwise: withoutUserLanguage(inspected) }),
  );
  if (configurationOf(document).get<boolean>(key, true) === effective) {
    await write(document, former);
    await sayOverridden();
    return;
  }
  const name = languageName(
    document.languageId,
    vscode.extensions.all.map(({ packageJSON }) => packageJSON as unknown),
  );
  const undo = t("Undo");
  const message = effective ? t("Completion is off for {0}.", name) : t("Completion is on for {0}.", name);
  if ((await vscode.window.showInformationMessage(message, undo)) === undo) await write(document, former);
}
