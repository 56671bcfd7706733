/** The address of a model on a server of the organisation, and the hash that its publisher names. */
import * as vscode from "vscode";
import { addressProblem, hashProblem, nameIn } from "./addressInput";
import { t } from "./l10n";
import { fetchesModels, hasAllowList } from "./settings";

export interface ImportSource {
  /** A file, or an address. */
  readonly path: string;
  readonly sha256?: string;
}

/** Asks only where the settings allow a server at all; undefined when the user closes a question. */
export async function pickSource(
  pickFile: () => Promise<string | undefined>,
): Promise<ImportSource | undefined> {
  const file = {
    label: t("$(folder-opened) A file, or a bundle, on this computer, a share or a USB drive…"),
  };
  const address = { label: t("$(cloud-download) The address of a file on a server of your organisation…") };
  const title = t("Where is the model?");
  const picked = fetchesModels() ? await vscode.window.showQuickPick([file, address], { title }) : file;
  if (picked === address) return askAddress();
  const path = picked === undefined ? undefined : await pickFile();
  return path === undefined ? undefined : { path };
}

async function askAddress(): Promise<ImportSource | undefined> {
  const path = await vscode.window.showInputBox({
    title: t("Address of a GGUF file"),
    prompt: t("Its host must stand in hanare.network.allow. Of a model in several files, any one will do."),
    placeHolder: "https://files.example.jp/model.gguf",
    ignoreFocusOut: true,
    validateInput: (value) => addressProblem(value, t),
  });
  if (path === undefined) return undefined;
  const isListed = hasAllowList();
  const sha256 = await vscode.window.showInputBox({
    title: t("SHA-256 of {0}", nameIn(path)),
    prompt: isListed
      ? t(
          "As its publisher names it. Leave it empty, and your organisation's list of allowed models decides.",
        )
      : t("As its publisher names it. What has another hash is deleted."),
    ignoreFocusOut: true,
    validateInput: (value) => hashProblem(value, isListed, t),
  });
  if (sha256 === undefined) return undefined;
  return { path: path.trim(), ...(sha256.trim() === "" ? {} : { sha256: sha256.trim() }) };
}
