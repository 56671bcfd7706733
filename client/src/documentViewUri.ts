/** A file that is no text, and the view that shows its text. */
import * as vscode from "vscode";
import { isViewedName, viewScheme, viewUriOf } from "../../server/src/protocol";

export const isView = (uri: vscode.Uri): boolean => uri.scheme === viewScheme;

/** True for files whose text is shown in a view, by their names. */
export const isViewed = (uri: vscode.Uri): boolean => isView(uri) || isViewedName(uri.path);

export const viewOf = (uri: vscode.Uri): vscode.Uri =>
  isView(uri) ? uri : vscode.Uri.parse(viewUriOf(uri.toString()));

/** The file that a view shows; any other document is its own original. */
export const originalOf = (uri: vscode.Uri): vscode.Uri => (isView(uri) ? vscode.Uri.parse(uri.query) : uri);

/** What an editor can show of a file. */
export const shownUri = (uri: vscode.Uri): vscode.Uri => (isViewed(uri) ? viewOf(uri) : uri);
