/**
 * The server's and the CLI's messages in the user's language. `media/l10n` holds one bundle for the
 * client and the server; the English text is the key.
 */
import * as l10n from "@vscode/l10n";
import japanese from "../../../media/l10n/bundle.l10n.ja.json";

export type Language = "en" | "ja";

let current: Language = "en";

/** `locale` as an editor or a shell names it: `ja`, `ja-JP`, `ja_JP.UTF-8`, `en`. */
export function setLanguage(locale: string | undefined): Language {
  current = locale?.toLowerCase().startsWith("ja") === true ? "ja" : "en";
  l10n.config({ contents: current === "ja" ? japanese : {} });
  return current;
}

export function language(): Language {
  return current;
}

/** `t("Loading {0}", name)`. */
export function t(message: string, ...args: readonly (string | number | boolean)[]): string {
  return l10n.t(message, ...args);
}
