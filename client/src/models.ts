/** `hanare.chooseModel`: a file from this computer, what it may do, and into the user's settings with it. */
import * as vscode from "vscode";
import { InspectModelRequest, type ModelReport, type Role } from "../../server/src/protocol";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { refusals, reportLine, roleChoices, withModel } from "./modelChoice";
import { configuredModels, userModels, writeModel } from "./settings";

async function pickFile(): Promise<string | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: t("Choose a GGUF model file on this computer"),
    openLabel: t("Use This Model"),
    canSelectMany: false,
    filters: { [t("GGUF models")]: ["gguf"], [t("All files")]: ["*"] },
  });
  return picked?.[0]?.fsPath;
}

/** Models the settings already name come first; without any, the file dialog opens at once. */
async function pickPath(): Promise<string | undefined> {
  const known = configuredModels();
  if (known.length === 0) return pickFile();
  const items = [
    ...known.map(({ name, path }) => ({ label: name, description: path, path })),
    { label: t("$(folder-opened) Another file…"), path: undefined },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: t("Choose a model") });
  if (!picked) return undefined;
  return picked.path ?? (await pickFile());
}

async function inspect(path: string, link: ServerLink): Promise<ModelReport> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: t("Looking at the model file…"),
  };
  return vscode.window.withProgress(options, (_progress, token) =>
    link.request<InspectModelRequest.Result>(InspectModelRequest.method, { path }, token),
  );
}

async function pickRoles(report: ModelReport): Promise<readonly Role[]> {
  const choices = roleChoices(report, t);
  const refused = refusals(report, t);
  if (choices.length === 0) {
    await vscode.window.showErrorMessage(t("{0} cannot be used.", report.name), {
      modal: true,
      detail: refused,
    });
    return [];
  }
  if (refused !== "") void vscode.window.showInformationMessage(refused);
  const picked = await vscode.window.showQuickPick(
    choices.map((choice) => ({ ...choice })),
    {
      canPickMany: true,
      ignoreFocusOut: true,
      title: `${report.name} · ${reportLine(report, t)}`,
      placeHolder: t("What shall this model do?"),
    },
  );
  return picked?.map(({ role }) => role) ?? [];
}

async function openSettings(message: string, key: string): Promise<void> {
  const open = t("Open Settings");
  if ((await vscode.window.showWarningMessage(message, open)) === open) {
    await vscode.commands.executeCommand("hanare.openSettings", key);
  }
}

/** Ends without a change when the user closes any of the steps. Fails with the server's message. */
export async function chooseModel(link: ServerLink): Promise<void> {
  const path = await pickPath();
  if (path === undefined) return;
  const report = await inspect(path, link);
  const chosen = await pickRoles(report);
  if (chosen.length === 0) return;
  const next = withModel(userModels(), report);
  const overridden = await writeModel(next.models, next.name, chosen);
  if (overridden[0] !== undefined) {
    await openSettings(
      t("This workspace has its own value of {0}, which wins over yours.", overridden.join(", ")),
      overridden[0],
    );
    return;
  }
  void vscode.window.showInformationMessage(
    t("{0} is being loaded. The status bar shows when it is ready.", next.name),
  );
}
