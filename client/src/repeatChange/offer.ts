/** A change and the document it was made in: where it could be made again, and making it there. */
import * as vscode from "vscode";
import { t } from "../l10n";
import { type Change } from "./change";
import { placesOf } from "./places";

export interface Offer {
  readonly change: Change;
  readonly document: vscode.TextDocument;
}

/** An offer in the editor that shows its document. */
export interface Left extends Offer {
  readonly editor: vscode.TextEditor;
  /** Offsets that still read as before. */
  readonly places: readonly number[];
}

/** Undefined while another document has the focus. */
export function leftOf(offer: Offer | undefined): Left | undefined {
  const editor = vscode.window.activeTextEditor;
  if (offer === undefined || editor?.document !== offer.document) return undefined;
  return { ...offer, editor, places: placesOf(offer.document.getText(), offer.change) };
}

export function rangeAt({ change, document }: Offer, place: number): vscode.Range {
  return new vscode.Range(document.positionAt(place), document.positionAt(place + change.before.length));
}

/** One step to undo. Rejects when the editor refuses. */
export async function changeAt(left: Left, places: readonly number[]): Promise<void> {
  const ranges = places.map((place) => rangeAt(left, place));
  const made = await left.editor.edit((builder) =>
    ranges.forEach((range) => builder.replace(range, left.change.after)),
  );
  if (!made) throw new Error(t("The document could not be changed. It may be read-only."));
}
