/** The client's translating function without an editor, in both languages. */
import japanese from "../../media/l10n/bundle.l10n.ja.json";
import { type Translate } from "../../client/src/translate";

const fill = (text: string, args: readonly (string | number | boolean)[]): string =>
  text.replace(/\{(\d+)\}/gu, (_match, index: string) => String(args[Number(index)] ?? ""));

export const english: Translate = (message, ...args) => fill(message, args);

export const inJapanese: Translate = (message, ...args) => {
  const bundle: Readonly<Record<string, string>> = japanese;
  const found = bundle[message];
  if (found === undefined) throw new Error(`No Japanese for “${message}”`);
  return fill(found, args);
};
