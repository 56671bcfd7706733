/** Files that hold text of the user's and are for the user alone. */
import { open } from "node:fs/promises";
import * as vscode from "vscode";

/**
 * Written so that only its owner reads it, a file that was there before too. Windows has no such mode: there the folder
 * says who may read.
 */
export async function writeOwnerFile(uri: vscode.Uri, text: string): Promise<void> {
  if (uri.scheme !== "file") return vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const file = await open(uri.fsPath, "w", 0o600);
  try {
    if (process.platform !== "win32") await file.chmod(0o600);
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
