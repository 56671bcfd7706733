/** The user's list of terms on disk. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathOf, uriOf } from "../documents/uris";
import { emptyList, readTermList, type TermListResult, withIgnored } from "../proofread/termList";
import { defaultSettings } from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { platform } from "./files";

/** Absolute, `~`, or relative to `folder` (a URI); undefined where a relative one has no folder to start from. */
export function termPath(name: string, folder: string | undefined, home: string): string | undefined {
  if (name.trim() === "") return undefined;
  const expanded = name.replace(/^~(?=[\\/])/, () => home);
  if (path.isAbsolute(expanded)) return expanded;
  const base = folder === undefined ? undefined : pathOf(folder, platform);
  return base === undefined ? undefined : path.resolve(base, expanded);
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** No file is no list, unless the user has named one. */
export async function termsAt(file: string | undefined, name: string): Promise<TermListResult> {
  const standard = name === defaultSettings.proofread.terms;
  if (file === undefined) {
    const lost =
      name.trim() === "" || standard
        ? []
        : [t("{0}: no folder is open that a relative path could start from", name)];
    return { list: emptyList, problems: lost };
  }
  try {
    return readTermList(await readFile(file, "utf8"), name);
  } catch (error) {
    const code = codeOf(error);
    const missing = code === "ENOENT" || code === "ENOTDIR";
    if (missing && standard) return { list: emptyList, problems: [] };
    const why = missing ? t("the file does not exist") : t("the file cannot be read ({0})", code);
    return { list: emptyList, problems: [`${name}: ${why}`] };
  }
}

/** Adds a word to the list, and answers its URI. Rejects with a `RequestError`. */
export async function ignoreIn(file: string | undefined, word: string): Promise<string> {
  if (file === undefined)
    throw new RequestError(
      "no-folder",
      t("There is no place for a list of terms. Open a folder, or name a file in hanare.proofread.terms."),
    );
  const before = await readFile(file, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return "";
    throw new RequestError("not-readable", t("{0} cannot be read ({1}).", file, codeOf(error)));
  });
  let text: string;
  try {
    text = withIgnored(before, word);
  } catch {
    throw new RequestError("not-accepted", t("{0} is no list of terms. Mend it first.", file));
  }
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  } catch (error) {
    throw new RequestError("not-readable", t("{0} cannot be written ({1}).", file, codeOf(error)));
  }
  return uriOf(file, platform);
}
