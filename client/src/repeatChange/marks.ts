/** Shows the next place as it would read, and where it is out of sight, says where. */
import * as vscode from "vscode";
import { t } from "../l10n";
import { type Change } from "./change";

export interface Marks extends vscode.Disposable {
  show(editor: vscode.TextEditor, change: Change, place: vscode.Range, left: number): void;
  clear(): void;
}

const key = "Alt+N";
const color = (id: string) => new vscode.ThemeColor(id);
/** One that high contrast has, too, where the colour of suggestions is none. */
const quiet = color("editorCodeLens.foreground");

export function createMarks(): Marks {
  const old = vscode.window.createTextEditorDecorationType({
    textDecoration: "line-through",
    backgroundColor: color("diffEditor.removedTextBackground"),
    after: {
      color: color("editor.foreground"),
      backgroundColor: color("diffEditor.insertedTextBackground"),
      // High contrast marks what is new by its border alone.
      border: "1px solid",
      borderColor: color("diffEditor.insertedTextBorder"),
      margin: "0 0 0 0.4em",
    },
  });
  const hint = vscode.window.createTextEditorDecorationType({
    after: { color: quiet, margin: "0 0.6em" },
  });
  let message: vscode.Disposable | undefined;

  function clear(): void {
    message?.dispose();
    message = undefined;
    for (const editor of vscode.window.visibleTextEditors) {
      editor.setDecorations(old, []);
      editor.setDecorations(hint, []);
    }
  }

  return {
    clear,
    show(editor, { before, after }, place, left) {
      clear();
      const preview = { after: { contentText: after } };
      editor.setDecorations(old, [{ range: place, hoverMessage: choices(), renderOptions: preview }]);
      const isSeen = editor.visibleRanges.some((range) => range.contains(place));
      editor.setDecorations(hint, [said(place.end, key), ...(isSeen ? [] : [elsewhere(editor, place)])]);
      message = vscode.window.setStatusBarMessage(
        t("$(replace) {0} → {1}: {2} more ({3})", short(before), short(after), left, key),
      );
    },
    dispose() {
      clear();
      old.dispose();
      hint.dispose();
    },
  };
}

const said = (at: vscode.Position, contentText: string): vscode.DecorationOptions => ({
  range: new vscode.Range(at, at),
  renderOptions: { after: { contentText } },
});

/** At the end of the line that the user is in. */
function elsewhere(
  { document, selection }: vscode.TextEditor,
  place: vscode.Range,
): vscode.DecorationOptions {
  const { end } = document.lineAt(selection.active.line).range;
  return said(end, t("The same in line {0}? {1}", place.start.line + 1, key));
}

/** Commands only: no text of the document becomes Markdown. */
function choices(): vscode.MarkdownString {
  const commands = ["hanare.repeatChange", "hanare.repeatChangeEverywhere", "hanare.forgetChange"] as const;
  const titles = [t("Change here"), t("Change everywhere in this document"), t("Leave it")];
  const links = commands.map((command, at) => `[${titles[at] ?? ""}](command:${command})`);
  const text = new vscode.MarkdownString(links.join("  ·  "));
  text.isTrusted = { enabledCommands: commands };
  return text;
}

/** Characters of a text in the status bar. */
const mostShown = 24;
const short = (text: string): string => (text.length > mostShown ? `${text.slice(0, mostShown)}…` : text);
