/** What can be wrong with a model file, each with the next step. `file` is the file's name as shown. */
import { t } from "../util/l10n";
import { ModelError } from "./runtime";

const fileError = (message: string) => new ModelError("model-file", message);

export const notGguf = (file: string, start: Uint8Array) =>
  fileError(
    t(
      "{0} is not a GGUF model file: {1}. Hanare reads models in GGUF format; choose a file that ends in .gguf, or convert the model with convert_hf_to_gguf.py of llama.cpp.",
      file,
      guessFormat(start),
    ),
  );

export const cutOff = (file: string, size: number, needed: number) =>
  fileError(
    t(
      "{0} is cut off: it has {1} bytes, but its contents need {2}. Copy the file again and compare its size or SHA-256 with the source.",
      file,
      size,
      needed,
    ),
  );

export const cutOffInHeader = (file: string, size: number) =>
  fileError(
    t(
      "{0} is cut off: it ends inside its header, after {1} bytes. Copy the file again and compare its size or SHA-256 with the source.",
      file,
      size,
    ),
  );

/** `detail` is for the person who made or copied the file. */
export const damaged = (file: string, detail: string) =>
  fileError(
    t(
      "{0} is damaged or was not made by a known tool: {1}. Copy the file again and compare its SHA-256 with the source.",
      file,
      detail,
    ),
  );

export const oldVersion = (file: string, version: number) =>
  fileError(
    t(
      "{0} is a GGUF file of version {1}, which is no longer supported. Get the model again as GGUF version 3, or convert it again with llama.cpp.",
      file,
      version,
    ),
  );

export const newVersion = (file: string, version: number) =>
  fileError(
    t(
      "{0} is a GGUF file of version {1}; this Hanare reads versions 2 and 3. Update Hanare, or get the model as GGUF version 3.",
      file,
      version,
    ),
  );

export const bigEndian = (file: string) =>
  fileError(
    t(
      "{0} is a big-endian GGUF file, which this machine cannot run. Get the usual little-endian file, or convert it with gguf_convert_endian.py of llama.cpp.",
      file,
    ),
  );

export const notFirstPart = (file: string, part: number, ofParts: number, first: string) =>
  fileError(
    t(
      "{0} is part {1} of a model in {2} files. Choose the first part instead: {3}.",
      file,
      part,
      ofParts,
      first,
    ),
  );

export const missingParts = (file: string, ofParts: number, missing: readonly string[]) =>
  fileError(
    t(
      "{0} is the first of {1} files of one model, but these are missing beside it: {2}. Copy all parts into the same folder, with their names unchanged.",
      file,
      ofParts,
      missing.length > 5 ? `${missing.slice(0, 5).join(", ")}, …` : missing.join(", "),
    ),
  );

export const wrongPart = (file: string, part: number, ofParts: number) =>
  fileError(
    t(
      "{0} is not part {1} of the model's {2} files: it belongs to another model or was renamed. Copy all parts again from one source, with their names unchanged.",
      file,
      part,
      ofParts,
    ),
  );

export const notAModel = (file: string, why: string) =>
  fileError(
    t("{0} is not a model that can be loaded by itself: {1}. Choose the model's own .gguf file.", file, why),
  );

export const notReadable = (path: string, code: string) => {
  if (code === "ENOENT" || code === "ENOTDIR")
    return fileError(
      t(
        "The model file {0} does not exist. Correct the path in hanare.models, or choose the file again.",
        path,
      ),
    );
  if (code === "EISDIR")
    return fileError(t("{0} is a folder, not a model file. Choose the .gguf file inside it.", path));
  if (code === "EACCES" || code === "EPERM")
    return fileError(
      t("The model file {0} may not be read by you. Ask the administrator for read permission.", path),
    );
  if (code === "ERR_UNC_HOST_NOT_ALLOWED")
    return fileError(
      t(
        "VS Code opens no files of the server {0} yet. Add this name to the setting security.allowedUNCHosts, restart VS Code, then try again; or ask the administrator to set it.",
        /^[\\/]{2}(?:[?.][\\/]UNC[\\/])?([^\\/]+)/iu.exec(path)?.[1] ?? path,
      ),
    );
  return fileError(
    t(
      "The model file {0} cannot be read ({1}). Check the disk or the network drive, then try again.",
      path,
      code,
    ),
  );
};

/** The system's own name of an error, `ENOSPC`, for messages. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : String(error);

/** A name from inside a file of unknown origin, made fit for a message. */
export const shown = (name: string) => name.slice(0, 64).replace(/[\p{C}\p{Z}]+/gu, " ");

/** What people really try to load: other model formats, and downloads that went wrong. */
function guessFormat(start: Uint8Array): string {
  if (start.length === 0) return t("it is empty");
  const text = Buffer.from(start).toString("latin1");
  if (/^\s*(<!doctype|<html|<\?xml)/i.test(text)) return t("it is a web page, so the download did not work");
  if (text.startsWith("version https://git-lfs"))
    return t("it is a Git LFS pointer, so the model itself was not downloaded");
  if (/^.{8}\{"/s.test(text)) return t("it looks like a safetensors file");
  if (text.startsWith("PK\u0003\u0004")) return t("it looks like a ZIP or PyTorch file");
  if (/^(lmgg|tjgg|algg|fmgg)/.test(text)) return t("it is in the older GGML format");
  if (text.startsWith("\u001f\u008b") || text.startsWith("(\u00b5/\u00fd"))
    return t("it is compressed; unpack it first");
  if (/^\0+$/.test(text)) return t("it begins with zeros, so copying was not finished");
  return t("it begins with other bytes");
}

export const notAnAdapter = (file: string) =>
  fileError(
    t(
      "{0} is no LoRA adapter in GGUF format. Convert the adapter with convert_lora_to_gguf.py of llama.cpp, or take it out of lora in hanare.models.",
      file,
    ),
  );

export const otherModelsAdapter = (file: string, model: string, why: string) =>
  fileError(
    t(
      "The adapter {0} does not belong to {1}: {2}. Choose the model that it was trained on, or another adapter.",
      file,
      model,
      why,
    ),
  );
