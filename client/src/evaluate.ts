/**
 * "Measure Models with My Cases…": `hanare eval` as a task of the editor, on its own runtime, which can be watched and
 * stopped. Its report opens, with what changed since the last time.
 */
import path from "node:path";
import * as vscode from "vscode";
import { roles } from "../../server/src/protocol";
import { evalArguments, modelItems, reportOf } from "./evaluateItems";
import { t } from "./l10n";
import { writeOwnerFile } from "./ownerFile";
import { settingDefaults } from "./settingKeys";
import { configuredModels } from "./settings";

/** Ends without a word when the user closes a question. */
export async function evaluateModels(context: vscode.ExtensionContext): Promise<void> {
  const chosen = await chooseSuite();
  const models = chosen && (await chooseModels());
  if (!chosen || !models) return;
  const { suite } = chosen;
  const storage = vscode.Uri.joinPath(context.globalStorageUri, "eval");
  await vscode.workspace.fs.createDirectory(storage);
  // A result holds answers to its cases and so lies where they do; those that ship hold nothing of the user's.
  const result = suite?.replace(/\.ya?ml$/u, ".last") ?? path.join(storage.fsPath, "hanare.last");
  const language = vscode.env.language;
  const args = evalArguments({ ...(suite === undefined ? {} : { suite }), models, result, language });
  const settings = await writeSettings(storage);
  const env = { ELECTRON_RUN_AS_NODE: "1", HANARE_SETTINGS: settings.fsPath };
  const code = await run([context.asAbsolutePath("dist/cli.js"), ...args], env);
  // 0: done; 4: some cases could not be asked, which the report says.
  if (code === 0 || code === 4)
    await vscode.commands.executeCommand("markdown.showPreview", vscode.Uri.file(reportOf(result)));
  else await vscode.window.showWarningMessage(t("The measurement did not finish; its terminal says why."));
}

type SuiteItem = vscode.QuickPickItem & { readonly suite?: string };

/** Without a suite of one's own there is no choice. Undefined when the user left. */
async function chooseSuite(): Promise<Pick<SuiteItem, "suite"> | undefined> {
  const found = await vscode.workspace.findFiles("**/.hanare/suites/*.{yaml,yml}");
  const files = found.filter(({ scheme }) => scheme === "file").map(({ fsPath }) => fsPath);
  if (files.length === 0) return {};
  const own = files.sort().map((suite): SuiteItem => {
    const description = vscode.workspace.asRelativePath(path.dirname(suite));
    return { label: path.basename(suite), description, suite };
  });
  const shipped: SuiteItem = { label: t("The cases that come with Hanare") };
  return vscode.window.showQuickPick([...own, shipped], { title: t("Measure with which cases?") });
}

/** Names of entries; none: rules alone. Undefined when the user left. */
async function chooseModels(): Promise<readonly string[] | undefined> {
  const used = vscode.workspace.getConfiguration("hanare", null);
  const inUse = roles.map((role) => used.get<string>(`model.${role}`, ""));
  const items = modelItems(configuredModels(), inUse, t).map((item) => ({ ...item }));
  if (items.length === 0) return [];
  const chosen = await vscode.window.showQuickPick(items, {
    ...{ title: t("Measure which models?"), canPickMany: true },
    placeHolder: t("Each further one is compared with the first. None: what rules alone answer."),
  });
  return chosen?.map(({ label }) => label);
}

/** What the command line takes of the settings, as they are in this window. */
async function writeSettings(storage: vscode.Uri): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const all = vscode.workspace.getConfiguration(undefined, null);
  const keys = [...settingDefaults.keys()].filter((key) =>
    /^hanare\.(?:models|modelStore|network|routing)\b/u.test(key),
  );
  const text = JSON.stringify(Object.fromEntries(keys.map((key) => [key, all.get<unknown>(key)])));
  const file = vscode.Uri.joinPath(storage, "settings.json");
  const here = JSON.stringify(folder?.uri.fsPath ?? "").slice(1, -1);
  await writeOwnerFile(file, folder ? text.replaceAll("${workspaceFolder}", () => here) : text);
  return file;
}

/** The process's exit code; undefined when the task was stopped. */
async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number | undefined> {
  const execution = new vscode.ProcessExecution(process.execPath, [...args], { env });
  const name = t("Measure models");
  const task = new vscode.Task({ type: "process" }, vscode.TaskScope.Global, name, "Hanare", execution);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
  const running = await vscode.tasks.executeTask(task);
  return new Promise((resolve) => {
    const ended = vscode.tasks.onDidEndTaskProcess(({ execution: one, exitCode }) => {
      if (one !== running) return;
      ended.dispose();
      resolve(exitCode);
    });
  });
}
