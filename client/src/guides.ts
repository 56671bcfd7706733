/** "Open a Guide…": the guides that ship with the extension, in the editor's language, for who has nothing but its VSIX. */
import * as vscode from "vscode";
import { guides } from "./guideItems";
import { t } from "./l10n";

/** `asked`: the file's name without its ending; anything else is asked for. */
export async function openGuide(extension: vscode.Uri, asked: unknown): Promise<void> {
  const items = guides(t).map((guide) => ({ ...guide }));
  const guide =
    items.find(({ file }) => file === asked) ??
    (await vscode.window.showQuickPick(items, { title: t("Open a Guide"), matchOnDetail: true }));
  if (!guide) return;
  const ending = vscode.env.language.startsWith("ja") ? ".ja.md" : ".md";
  const page = vscode.Uri.joinPath(extension, "docs", `${guide.file}${ending}`);
  await vscode.commands.executeCommand("markdown.showPreview", page);
}
