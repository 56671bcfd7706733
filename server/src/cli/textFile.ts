/** Small files that options name. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { codeOf } from "../model/ggufErrors";
import { t } from "../util/l10n";
import { UsageError, type Terminal } from "./terminal";

/** Rejects with a `UsageError`. */
export async function textOf(terminal: Terminal, name: string): Promise<string> {
  try {
    return await readFile(path.resolve(terminal.cwd, name), "utf8");
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") throw new UsageError(t("{0} does not exist. Check the name.", name));
    throw new UsageError(t("{0} cannot be read ({1}).", name, code));
  }
}
