/** What users write as a model's path, made an absolute path; the product never takes a URL. */
import { posix, win32 } from "node:path";
import { t } from "../util/l10n";
import { ModelError } from "./runtime";

export interface PathVariables {
  readonly home: string;
  /** Absent when no folder is open. */
  readonly workspaceFolder?: string;
  /** Default: the platform that runs this. */
  readonly platform?: NodeJS.Platform;
}

const pathError = (message: string) => new ModelError("model-file", message);

/** Rejects URLs, relative paths and unknown variables with ModelError `model-file`. Touches no file. */
export function resolveModelPath(path: string, variables: PathVariables): string {
  const { normalize, isAbsolute } = (variables.platform ?? process.platform) === "win32" ? win32 : posix;
  // Explorer's "Copy as path" puts quotes around it.
  const text = path.trim().replace(/^(["'])(.*)\1$/s, "$2");
  if (text === "")
    throw pathError(t("The model has no path. Write the path of a .gguf file in hanare.models."));
  if (/^[a-z][a-z0-9+.-]+:\/\/|^(https?|hf|huggingface|ollama):/i.test(text))
    throw pathError(
      t(
        "{0} is an address, not a file. Save the model on this machine, or bring it in with “Hanare: Import a Model…”, and write its path.",
        text,
      ),
    );
  const expanded = text
    .replace(/^~(?=$|[\\/])/, () => variables.home)
    .replace(/\$\{([^}]*)\}/g, (_, name: string) => valueOf(name, variables));
  if (!isAbsolute(expanded))
    throw pathError(
      t(
        "{0} is not a full path on this machine. Write the full path of the .gguf file in hanare.models.",
        text,
      ),
    );
  return normalize(expanded);
}

function valueOf(name: string, { home, workspaceFolder }: PathVariables): string {
  if (name === "userHome") return home;
  if (name !== "workspaceFolder")
    throw pathError(
      t(
        "{0} is not known in a model's path. Use ~, ${userHome} or ${workspaceFolder}, or a full path.",
        `\${${name}}`,
      ),
    );
  if (workspaceFolder === undefined)
    throw pathError(
      t(
        "The model's path begins with ${workspaceFolder}, but no folder is open. Open a folder, or write a full path.",
      ),
    );
  return workspaceFolder;
}
