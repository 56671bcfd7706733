/** The client's messages: the English text is the key, `media/l10n` holds the Japanese. */
import * as vscode from "vscode";
import { type Translate } from "./translate";

export const t: Translate = (message, ...args) => vscode.l10n.t(message, ...args);
