/** "Save report as…": the user chooses format and place, the server makes the report. */
import * as vscode from "vscode";
import { type SavedFormat, SaveReportRequest } from "../../server/src/protocol";
import { announce } from "./announce";
import { t } from "./l10n";
import { type ServerLink } from "./link";

type FormatItem = vscode.QuickPickItem & { readonly format: SavedFormat };

const formats = (): readonly FormatItem[] => [
  { format: "html", label: t("Report for an auditor (HTML)"), detail: t("One file to read and to print.") },
  {
    format: "audit",
    label: t("Report with its audit record (HTML, JSON Lines)"),
    detail: t("The report prints the head of the record; hanare audit verify checks both."),
  },
  {
    format: "xlsx",
    label: t("List of findings (Excel)"),
    detail: t("With columns for action, owner and state."),
  },
  {
    format: "docx",
    label: t("Copies with comments (Word)"),
    detail: t("Of the reviewed Word files; the originals stay as they are."),
  },
  { format: "csv", label: t("List of findings (CSV)") },
  { format: "markdown", label: t("Report (Markdown)") },
  { format: "json", label: t("Report for programs (JSON)") },
  { format: "sarif", label: t("Code scanning (SARIF 2.1.0)") },
  { format: "oscal", label: t("Assessment results (OSCAL)") },
];

export async function saveReport(link: ServerLink): Promise<void> {
  const chosen = await vscode.window.showQuickPick(formats(), { title: t("Save report as…") });
  if (!chosen) return;
  const params: SaveReportRequest.Params = { format: chosen.format, when: new Date().toISOString() };
  const { files, problems } = await link.request<SaveReportRequest.Result>(SaveReportRequest.method, params);
  if (problems.length > 0) void vscode.window.showWarningMessage(problems.join(" "));
  if (files.length === 0) {
    if (problems.length === 0)
      await vscode.window.showInformationMessage(
        t("No Word file was reviewed, so there is no copy to write."),
      );
    return;
  }
  const several = chosen.format === "docx" || chosen.format === "audit";
  const saved = several ? await saveAll(files) : await saveOne(files[0]);
  if (saved) announce(t("Written: {0}", saved.fsPath));
}

type Saved = SaveReportRequest.Result["files"][number];

const bytesOf = ({ content }: Saved) => Buffer.from(content, "base64");
const firstFolder = () => vscode.workspace.workspaceFolders?.[0]?.uri;

async function saveOne(file: Saved | undefined): Promise<vscode.Uri | undefined> {
  if (!file) return undefined;
  const folder = firstFolder();
  const place = folder && vscode.Uri.joinPath(folder, file.name);
  const target = await vscode.window.showSaveDialog(place ? { defaultUri: place } : {});
  if (target) await vscode.workspace.fs.writeFile(target, bytesOf(file));
  return target;
}

/** Nothing in the folder is written over without a question. */
async function saveAll(files: readonly Saved[]): Promise<vscode.Uri | undefined> {
  const folder = firstFolder();
  const [target] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: t("Save Here"),
      ...(folder && { defaultUri: folder }),
    })) ?? [];
  if (!target) return undefined;
  const there = new Set((await vscode.workspace.fs.readDirectory(target)).map(([name]) => name));
  const taken = files.filter(({ name }) => there.has(name));
  if (taken.length > 0) {
    const replace = t("Replace");
    const message = t("These files are there already: {0}", taken.map(({ name }) => name).join(", "));
    if ((await vscode.window.showWarningMessage(message, { modal: true }, replace)) !== replace)
      return undefined;
  }
  for (const file of files)
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(target, file.name), bytesOf(file));
  return target;
}
