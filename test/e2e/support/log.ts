/** What the extension wrote into its log channel: how often the server was asked is seen nowhere else. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Editor } from "./editor";
import { type Profile } from "./profile";

/** Switches the channel to debug, as a user does who was asked for a log. */
export async function logEverything(editor: Editor): Promise<void> {
  await editor.command("Developer: Set Log Level...");
  const row = (text: RegExp) =>
    editor.page.locator(".quick-input-widget .monaco-list-row").filter({ hasText: text }).first();
  await row(/^Hanare/).click();
  await row(/^Debug/).click();
  await editor.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** The lines of every Hanare log of this profile; the editor writes them a moment after they are logged. */
export function logLines(profile: Profile): readonly string[] {
  const logs = path.join(profile.data, "logs");
  const files = readdirSync(logs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === "Hanare.log")
    .map((entry) => path.join(entry.parentPath, entry.name));
  return files.flatMap((file) => readFileSync(file, "utf8").split("\n"));
}
