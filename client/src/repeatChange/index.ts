/**
 * What peers call next edit, without a model: a change made by hand in one place is offered for the other places of
 * the document that still read as before, one by one, each looked at before it is made.
 */
import * as vscode from "vscode";
import { t } from "../l10n";
import { createMarks } from "./marks";
import { changeAt, leftOf, type Left, type Offer, rangeAt } from "./offer";
import { nextPlace } from "./places";
import { watchTyping, type WatchPorts } from "./watch";

export interface RepeatChange extends vscode.Disposable {
  /** Goes to the next place; makes the change where the cursor is on one, and goes on. */
  next(): Promise<void>;
  /** One step to undo. */
  everywhere(): Promise<void>;
  forget(): void;
}

/** Milliseconds that the end of it is told in the status bar. */
const told = 4000;

const say = (text: string) => void vscode.window.setStatusBarMessage(text, told);

/** The keys hang on it. */
const tellKeys = (repeats: boolean) =>
  void vscode.commands.executeCommand("setContext", "hanare.changeRepeats", repeats);

export function createRepeatChange({ wanted }: Pick<WatchPorts, "wanted">): RepeatChange {
  const marks = createMarks();
  let offer: Offer | undefined;
  let own = false;

  function forget(): void {
    if (offer === undefined) return;
    offer = undefined;
    marks.clear();
    tellKeys(false);
  }

  /** Marks the place that comes next; undefined where there is none. */
  function mark(from: number): vscode.Range | undefined {
    const left = leftOf(offer);
    const place = left && nextPlace(left.places, from);
    if (left === undefined || place === undefined) return void forget();
    const range = rangeAt(left, place);
    marks.show(left.editor, left.change, range, left.places.length);
    return range;
  }

  async function change(left: Left, places: readonly number[]): Promise<void> {
    own = true;
    try {
      await changeAt(left, places);
    } finally {
      own = false;
    }
  }

  async function next(): Promise<void> {
    const left = leftOf(offer);
    if (left === undefined) return;
    const { editor } = left;
    const at = left.document.offsetAt(editor.selection.start);
    const place = nextPlace(left.places, at);
    const isHere =
      place === at && (editor.selection.isEmpty || editor.selection.isEqual(rangeAt(left, place)));
    if (!isHere) return goTo(editor, mark(at));
    await change(left, [place]);
    goTo(editor, mark(place + left.change.after.length));
  }

  async function everywhere(): Promise<void> {
    const left = leftOf(offer);
    if (left === undefined) return;
    await change(left, left.places);
    forget();
    say(t("$(check) {0} places changed. One Undo takes all of them back.", left.places.length));
  }

  const watching = watchTyping({
    wanted,
    isOwn: () => own,
    onChange(made, document) {
      forget();
      const editor = vscode.window.activeTextEditor;
      if (made === undefined || document === undefined || editor === undefined) return;
      offer = { change: made, document };
      if (mark(document.offsetAt(editor.selection.active)) !== undefined) tellKeys(true);
    },
  });

  return { next, everywhere, forget, dispose: () => vscode.Disposable.from(watching, marks).dispose() };
}

/** Undefined: it was the last one. */
function goTo(editor: vscode.TextEditor, range: vscode.Range | undefined): void {
  if (range === undefined) {
    say(t("$(check) The change is made everywhere in this document."));
    // The next key must not overwrite what was just written.
    editor.selection = new vscode.Selection(editor.selection.end, editor.selection.end);
    return;
  }
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
