/** The record of decisions in a workspace folder, on disk: made only when somebody decides. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathOf } from "../documents/uris";
import { type Decision, type Triage } from "../review/triage";
import { readTriage, triagePath, writeTriage } from "../review/triageFile";
import { RequestError } from "../util/requestError";
import { t } from "../util/l10n";
import { platform } from "./files";

function fileOf(folder: string): string {
  const base = pathOf(folder, platform);
  if (base !== undefined) return path.join(base, triagePath);
  throw new RequestError("not-a-file", t("{0} is not a folder on this machine.", folder));
}

/** The URI is that of a record. */
export const isTriage = (uri: string): boolean => uri.endsWith(`/${triagePath}`);

/** What is decided in a folder (a URI); nothing where there is no record. */
export async function triageOf(folder: string): Promise<Triage> {
  try {
    return readTriage(await readFile(fileOf(folder), "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (["ENOENT", "ENOTDIR", "not-a-file"].includes(code)) return { decisions: [], problems: [] };
    return { decisions: [], problems: [t("{0} cannot be read ({1}).", triagePath, code)] };
  }
}

/** A record that cannot be read is not written over. Rejects with a `RequestError`. */
export async function changeTriage(
  folder: string,
  change: (decisions: readonly Decision[]) => readonly Decision[],
): Promise<void> {
  const { decisions, problems } = await triageOf(folder);
  if (problems.length > 0) throw new RequestError("not-readable", problems.join(" "));
  const text = writeTriage(change(decisions));
  const file = fileOf(folder);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    // A half-written record would lose what others have decided.
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new RequestError("not-readable", t("{0} cannot be written ({1}).", file, code));
  }
}
