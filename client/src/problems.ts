/** Shows the server's complaints about settings on the very line where the value is written. */
import * as vscode from "vscode";
import { type SettingProblem, SettingProblemsNotification } from "../../server/src/protocol";
import { t } from "./l10n";
import { type ServerLink } from "./link";
import { engineKeys } from "./settingKeys";
import { settingPosition } from "./settingPosition";

/** Files that may hold the value, the one that wins in the editor first. */
function settingsFiles(problem: SettingProblem, storage: vscode.Uri): readonly vscode.Uri[] {
  const { workspaceFile, workspaceFolders = [], isTrusted } = vscode.workspace;
  const scope = problem.scopeUri === undefined ? undefined : vscode.Uri.parse(problem.scopeUri);
  const folder = scope && vscode.workspace.getWorkspaceFolder(scope);
  const folders = folder ? [folder] : workspaceFile ? [] : workspaceFolders;
  const ofWorkspace = [
    ...folders.map(({ uri }) => vscode.Uri.joinPath(uri, ".vscode", "settings.json")),
    ...(workspaceFile && workspaceFile.scheme !== "untitled" ? [workspaceFile] : []),
  ];
  // The extension's storage is `User/globalStorage/<id>`; a remote keeps its own settings beside `User`.
  const user = vscode.Uri.joinPath(storage, "..", "..");
  const ofUser = [
    vscode.Uri.joinPath(user, "..", "Machine", "settings.json"),
    vscode.Uri.joinPath(user, "settings.json"),
  ];
  return isTrusted || !engineKeys.includes(problem.key) ? [...ofWorkspace, ...ofUser] : ofUser;
}

/** `undefined` for a file that is not there or cannot be read, which is usual: most levels hold no settings. */
async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

async function locate(problem: SettingProblem, storage: vscode.Uri): Promise<vscode.Location | undefined> {
  for (const uri of settingsFiles(problem, storage)) {
    const text = await readText(uri);
    const hit = text === undefined ? undefined : settingPosition(text, problem.key);
    if (hit) {
      const range = new vscode.Range(hit.start.line, hit.start.character, hit.end.line, hit.end.character);
      return new vscode.Location(uri, range);
    }
  }
  return undefined;
}

async function warn(problem: SettingProblem): Promise<void> {
  const openSettings = t("Open Settings");
  const choice = await vscode.window.showWarningMessage(`${problem.key}: ${problem.message}`, openSettings);
  if (choice === openSettings) await vscode.commands.executeCommand("hanare.openSettings", problem.key);
}

/** Keeps the Problems panel equal to the server's latest list. */
export function showSettingProblems(
  link: ServerLink,
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("hanare.settings");
  let reported: readonly SettingProblem[] = [];
  let warned = new Set<string>();
  let generation = 0;

  async function refresh(): Promise<void> {
    const mine = ++generation;
    const problems = reported;
    const located = await Promise.all(
      problems.map(async (problem) => ({
        problem,
        location: await locate(problem, context.globalStorageUri),
      })),
    );
    if (mine !== generation) return;
    const files = new Map<string, vscode.Diagnostic[]>();
    const warnings = new Map<string, SettingProblem>();
    for (const { problem, location } of located) {
      if (!location) {
        warnings.set(`${problem.key} ${problem.message}`, problem);
        continue;
      }
      const diagnostic = new vscode.Diagnostic(
        location.range,
        problem.message,
        vscode.DiagnosticSeverity.Warning,
      );
      diagnostic.source = "Hanare";
      diagnostic.code = problem.key;
      const list = files.get(location.uri.toString()) ?? [];
      files.set(location.uri.toString(), [...list, diagnostic]);
    }
    collection.clear();
    for (const [uri, diagnostics] of files) collection.set(vscode.Uri.parse(uri), diagnostics);
    const unseen = [...warnings].filter(([id]) => !warned.has(id)).map(([, problem]) => problem);
    warned = new Set(warnings.keys());
    await Promise.all(unseen.map(warn));
  }
  const refreshSafely = () => void refresh().catch((error: unknown) => log.error(String(error)));

  return vscode.Disposable.from(
    collection,
    link.onNotification<SettingProblemsNotification.Params>(
      SettingProblemsNotification.method,
      ({ problems }) => {
        reported = problems;
        refreshSafely();
      },
    ),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("hanare")) refreshSafely();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(refreshSafely),
  );
}
