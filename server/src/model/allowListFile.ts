/** The organisation's list of allowed models, from the file that the settings of the machine name. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type ModelStoreSettings } from "../protocol";
import { t } from "../util/l10n";
import { type AllowList, readSignedList } from "./allowList";
import { codeOf } from "./ggufErrors";
import { resolveModelPath } from "./modelPath";
import { ModelError } from "./runtime";

/**
 * Undefined when none is in force. One that cannot be read or is not signed with the key stops every model: rejects with
 * ModelError `allow-list`.
 */
export async function loadAllowList(
  { allowList, publicKey }: Pick<ModelStoreSettings, "allowList" | "publicKey">,
  home: string,
): Promise<AllowList | undefined> {
  if (allowList.trim() === "") return undefined;
  const path = resolveModelPath(allowList, { home });
  return readSignedList(await textOf(path), basename(path), publicKey);
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new ModelError(
      "allow-list",
      t(
        "The list of allowed models {0} cannot be read ({1}), so no model is loaded. Connect the drive it is on, or ask the administrator.",
        path,
        codeOf(error),
      ),
    );
  }
}
