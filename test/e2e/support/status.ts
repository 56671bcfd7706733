/** The menu behind Hanare's status item: what each model does now. */
import { type Editor } from "./editor";

/** Its rows, closed again; empty while Hanare is still starting. `title`: of its command in the display language. */
export async function statusRows(editor: Editor, title = "Hanare: Show Status"): Promise<readonly string[]> {
  await editor.command(title);
  const rows = editor.page.locator(".quick-input-widget .monaco-list-row");
  // The list of commands, which was there before, has rows too.
  const first = rows.filter({ hasText: /Code completion:|コード補完[:：]/ }).first();
  const shown = await first.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  );
  const all = shown ? await rows.allInnerTexts() : [];
  await editor.press("Escape");
  return all;
}
