/** `hanare.chooseModel`: a file from this computer, what it may do, and into the user's settings with it. */
import { basename } from "node:path";
import * as vscode from "vscode";
import {
  ImportModelRequest,
  InspectModelRequest,
  type ModelReport,
  type Role,
} from "../../server/src/protocol";
import { t } from "./l10n";
import { type Progress, type ServerLink } from "./link";
import { openModelPage } from "./modelPage";
import { refusals, reportLine, roleChoices, withModel } from "./modelChoice";
import { configuredModels, userModels, writeModel } from "./settings";

async function pickFile(title: string, openLabel: string): Promise<string | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel,
    canSelectMany: false,
    filters: { [t("GGUF models")]: ["gguf"], [t("All files")]: ["*"] },
  });
  return picked?.[0]?.fsPath;
}

/** Models the settings already name come first; without any, the file dialog opens at once. */
async function pickPath(): Promise<string | undefined> {
  const known = configuredModels();
  const another = () => pickFile(t("Choose a GGUF model file on this computer"), t("Use This Model"));
  if (known.length === 0) return another();
  const items = [
    ...known.flatMap(({ name, path }) =>
      path === undefined ? [] : [{ label: name, description: path, path }],
    ),
    { label: t("$(folder-opened) Another file…"), path: undefined },
  ];
  const picked = await pickWithPage(items);
  if (!picked) return undefined;
  return picked.path ?? (await another());
}

type PathItem = vscode.QuickPickItem & { readonly path: string | undefined };

/** Beside each model: what is known of its family. */
function pickWithPage(items: readonly PathItem[]): Promise<PathItem | undefined> {
  const pick = vscode.window.createQuickPick<PathItem>();
  const about = { iconPath: new vscode.ThemeIcon("book"), tooltip: t("About this model") };
  pick.title = t("Choose a model");
  pick.items = items.map((item) => (item.path === undefined ? item : { ...item, buttons: [about] }));
  return new Promise((resolve) => {
    pick.onDidTriggerItemButton(({ item }) => {
      pick.hide();
      void openModelPage(basename(item.path ?? item.label));
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
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
  if (path !== undefined) await useModel(path, link);
}

/** A file from a disk, a share or a USB drive into the models folder, then into the settings. */
export async function importModel(link: ServerLink): Promise<void> {
  const path = await pickFile(
    t("Choose a GGUF model file to import; of several parts, any one"),
    t("Import"),
  );
  if (path === undefined) return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: t("Importing {0}", basename(path)),
  };
  const imported = await vscode.window.withProgress(options, (progress, token) => {
    let told = 0;
    const report = ({ percentage = told }: Progress) => {
      progress.report({ increment: percentage - told, message: `${Math.round(percentage)} %` });
      told = percentage;
    };
    const params: ImportModelRequest.Params = { path };
    return link.requestWithProgress<ImportModelRequest.Result>(
      ImportModelRequest.method,
      params,
      report,
      token,
    );
  });
  const use = t("Use This Model");
  const message = imported.copied
    ? t("The model was copied to {0}.", imported.path)
    : t("The model is there already: {0}.", imported.path);
  if ((await vscode.window.showInformationMessage(message, use)) === use) await useModel(imported.path, link);
}

async function useModel(path: string, link: ServerLink): Promise<void> {
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
