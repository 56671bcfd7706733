/** A word of success in the status bar, also for those who do not see it: the editor reads its own messages there to nobody. */
import * as vscode from "vscode";

/** `milliseconds`: for how long it stands there. */
export function announce(message: string, milliseconds = 5000): void {
  const item = vscode.window.createStatusBarItem("hanare.said", vscode.StatusBarAlignment.Left, -1000);
  item.name = "Hanare";
  item.text = message.replaceAll("$(", "$ (");
  // A screen reader says what comes into the page under this role.
  item.accessibilityInformation = { label: message, role: "alert" };
  item.show();
  setTimeout(() => item.dispose(), milliseconds);
}
