/**
 * VS Code's Japanese language pack is not on npm. This one, written into an editor's user data folder,
 * translates nothing of the editor itself, but it is enough for the display language to be `ja` under
 * `--locale ja`, and with it the manifest strings and the messages of extensions.
 */
export declare function writeJapaneseLanguagePack(data: string): void;
