import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

// Doc comment in languagePack.d.mts.
export function writeJapaneseLanguagePack(data) {
  const folder = path.join(data, "language-pack-ja");
  mkdirSync(folder, { recursive: true });
  const translations = path.join(folder, "main.i18n.json");
  writeFileSync(translations, JSON.stringify({ "": "", version: "1.0.0", contents: {} }));
  const pack = {
    hash: "hanare-development-ja",
    label: "日本語",
    extensions: [{ extensionIdentifier: { id: "hanare.language-pack-ja" }, version: "1.0.0" }],
    translations: { vscode: translations },
  };
  writeFileSync(path.join(data, "languagepacks.json"), JSON.stringify({ ja: pack }));
}
