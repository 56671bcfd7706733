/** What happens while a large file is copied, each with the next step. Paths are the user's own. */
import { t } from "../util/l10n";
import { formatSize } from "../util/size";
import { codeOf } from "./ggufErrors";
import { ModelError } from "./runtime";

export const diskFull = (folder: string, needed: number, free: number) =>
  new ModelError(
    "disk-full",
    t(
      "The model needs {0}, but only {1} is free in {2}. Delete what you no longer need there, or choose another folder.",
      formatSize(needed),
      formatSize(free),
      folder,
    ),
  );

export const alreadyThere = (path: string) =>
  new ModelError(
    "model-exists",
    t(
      "{0} is there already and is another file. Rename one of the two, or choose another folder; nothing was changed.",
      path,
    ),
  );

export const beingCopied = (path: string) =>
  new ModelError(
    "model-exists",
    t("{0} is being written by another window. Wait until it has finished, then try again.", path),
  );

/** The source went away or gave fewer bytes than it has. */
export const sourceGone = (path: string, code: string) =>
  new ModelError(
    "disk-gone",
    t(
      "{0} could not be read to its end ({1}): the USB drive or network share went away, or has a fault. Connect it again and try again; nothing was left behind.",
      path,
      code,
    ),
  );

/** `path`: what was being written, or the folder. */
export function writeFailed(path: string, error: unknown): ModelError {
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new ModelError(
      "disk-full",
      t(
        "There was no more space while {0} was written ({1}). Delete what you no longer need there, or choose another folder; nothing was left behind.",
        path,
        code,
      ),
    );
  if (code === "EFBIG")
    return new ModelError(
      "disk-full",
      t(
        "The disk of {0} takes no file of this size: FAT32 ends at 4 GB. Choose a folder on another disk, or a model in several files.",
        path,
      ),
    );
  if (["EROFS", "EACCES", "EPERM"].includes(code))
    return new ModelError(
      "disk-read-only",
      t(
        "{0} may not be written ({1}). Choose a folder of your own, or ask the administrator for the right to write there.",
        path,
        code,
      ),
    );
  if (code === "ENOTDIR" || code === "EEXIST")
    return new ModelError(
      "disk-read-only",
      t("{0} cannot be a folder: a file of this name is there. Choose another folder.", path),
    );
  return new ModelError(
    "disk-gone",
    t(
      "{0} could not be written ({1}): the disk went away or has a fault. Check it, or choose another folder; nothing was left behind where that was possible.",
      path,
      code,
    ),
  );
}
