/** Follows what is typed in the active editor, and tells a change when the hand rests. */
import * as vscode from "vscode";
import { documentSchemes } from "../documentSchemes";
import { type Change, changeOf } from "./change";
import { type Episode, followed } from "./episode";

/** Milliseconds without a key. */
const rest = 600;
/** Characters; a longer document is read again at each key for too long. */
const longest = 200_000;

export interface WatchPorts {
  /** The user wants it in this document now. */
  wanted(document: vscode.TextDocument): boolean;
  /** The change is our own. */
  isOwn(): boolean;
  /** Undefined: whatever was told holds no more. */
  onChange(change: Change | undefined, document: vscode.TextDocument | undefined): void;
}

export function watchTyping({ wanted, isOwn, onChange }: WatchPorts): vscode.Disposable {
  let read: { readonly document: vscode.TextDocument; text: string } | undefined;
  let episode: Episode | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function forget(): void {
    clearTimeout(timer);
    episode = undefined;
    onChange(undefined, undefined);
  }

  function enter(document: vscode.TextDocument | undefined): void {
    forget();
    const may = document !== undefined && documentSchemes.some((scheme) => scheme === document.uri.scheme);
    const text = may ? document.getText() : "";
    read = may && text.length <= longest ? { document, text } : undefined;
  }

  function settle(document: vscode.TextDocument): void {
    const change = episode && changeOf(episode.before, episode.after);
    if (change !== undefined && wanted(document)) onChange(change, document);
  }

  function note({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    if (read?.document !== document || contentChanges.length === 0) return;
    const before = read.text;
    const after = document.getText();
    read.text = after;
    if (isOwn()) return;
    const last = episode;
    forget();
    const [only, ...others] = contentChanges;
    // Undone, or made in several places at once: nothing that was typed here.
    if (only === undefined || others.length > 0 || reason !== undefined) return;
    const { rangeOffset: offset, rangeLength: removed, text } = only;
    const typed = { uri: document.uri.toString(), before, after, offset, removed, added: text.length };
    episode = followed(last, typed);
    if (episode !== undefined) timer = setTimeout(() => settle(document), rest);
  }

  enter(vscode.window.activeTextEditor?.document);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor((editor) => enter(editor?.document)),
    vscode.workspace.onDidChangeTextDocument(note),
    { dispose: () => clearTimeout(timer) },
  );
}
