/** A word of success in the status bar, also for those who do not see it: the editor reads its own messages there to nobody. */
import * as vscode from "vscode";

/** Milliseconds. */
const standing = 5000;
let leave = (): void => undefined;

/** Takes the place of what was said before. */
export function announce(message: string): void {
  leave();
  const item = vscode.window.createStatusBarItem("hanare.said", vscode.StatusBarAlignment.Left, -1000);
  item.name = "Hanare";
  item.text = message.replaceAll("$(", "$ (");
  // A screen reader says what comes into the page under this role.
  item.accessibilityInformation = { label: message, role: "alert" };
  item.show();
  const timer = setTimeout(() => item.dispose(), standing);
  leave = () => {
    clearTimeout(timer);
    item.dispose();
  };
}
