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
import { isAddress, nameIn } from "./addressInput";
import { pickSource } from "./importAddress";
import { openModelPage } from "./modelPage";
import { importedText, refusals, reportLine, roleChoices, withModel } from "./modelChoice";
import { configuredModels, userModels, writeModel } from "./settings";

async function pickFile(
  title: string,
  openLabel: string,
  more: Readonly<Record<string, string[]>> = {},
): Promise<string | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel,
    canSelectMany: false,

    filters: {
      [t("GGUF models")]: ["gguf", ...Object.values(more).flat()],
      ...more,
      [t("All files")]: ["*"],
    },
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

const pickImport = () =>
  pickFile(
    t("Choose a GGUF model file to import, of several parts any one, or a bundle's hanare-bundle.json"),
    t("Import"),
    { [t("Bundles")]: ["json"] },
  );

/** A file from a disk, a share, a USB drive or a server into the models folder, then into the settings. */
export async function importModel(link: ServerLink): Promise<void> {
  const source = await pickSource(pickImport);
  if (source === undefined) return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    cancellable: true,
    title: t("Importing {0}", isAddress(source.path) ? nameIn(source.path) : basename(source.path)),
  };
  const imported = await vscode.window.withProgress(options, (progress, token) => {
    let told = 0;
    const report = ({ percentage = told }: Progress) => {
      progress.report({ increment: percentage - told, message: `${Math.round(percentage)} %` });
      told = percentage;
    };
    const params: ImportModelRequest.Params = source;
    return link.requestWithProgress<ImportModelRequest.Result>(
      ImportModelRequest.method,
      params,
      report,
      token,
    );
  });
  const next = await pickImported(imported);
  if (next !== undefined) await useModel(next, link);
}

/** What came in is told; answers the model that is to be set up now. */
async function pickImported({ models, rules = [], signature }: ImportModelRequest.Result) {
  const [first] = models;
  if (rules.length > 0) void offerRules(rules);
  if (first === undefined) return undefined;
  const use = models.length === 1 ? t("Use This Model") : t("Set Up a Model…");
  if ((await vscode.window.showInformationMessage(importedText(models, signature, t), use)) !== use)
    return undefined;
  if (models.length === 1) return first.path;
  const items = models.map(({ path }) => ({ label: basename(path), description: path }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Choose a model"),
    placeHolder: t("The others can be set up later with Choose a Model File…"),
    ignoreFocusOut: true,
  });
  return picked?.description;
}

/** Rule packs of a bundle, beside those that are in the settings. */
async function offerRules(rules: readonly string[]): Promise<void> {
  const use = t("Use These Rules");
  const message = t("The bundle brought rule packs: {0}.", rules.map((path) => basename(path)).join(", "));
  if ((await vscode.window.showInformationMessage(message, use)) !== use) return;
  const settings = vscode.workspace.getConfiguration("hanare.review");
  const { globalValue, defaultValue } = settings.inspect<readonly string[]>("packs") ?? {};
  const packs = [...new Set([...(globalValue ?? defaultValue ?? []), ...rules])];
  await settings.update("packs", packs, vscode.ConfigurationTarget.Global);
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
