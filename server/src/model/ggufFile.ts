/** GGUF headers of files on disk, and models that are kept in several files. */
import { constants } from "node:fs";
import { access, open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { t } from "../util/l10n";
import { type GgufHeader, type HeaderOptions, readGgufHeader, textOf } from "./gguf";
import { type RandomAccess } from "./ggufCursor";
import { codeOf, missingParts, notAModel, notFirstPart, notReadable, wrongPart } from "./ggufErrors";

export interface OpenFile extends RandomAccess {
  close(): Promise<void>;
}

/** Rejects with ModelError `model-file` when the file is absent, a folder, or may not be read. */
export async function openModelFile(path: string): Promise<OpenFile> {
  try {
    const handle = await open(path, constants.O_RDONLY);
    const stat = await handle.stat();
    if (!stat.isFile()) {
      await handle.close();
      throw Object.assign(new Error(path), { code: stat.isDirectory() ? "EISDIR" : "ENODEV" });
    }
    return {
      name: basename(path),
      size: stat.size,
      async read(offset, length) {
        const buffer = Buffer.allocUnsafe(length);
        let done = 0;
        while (done < length) {
          const { bytesRead } = await handle
            .read(buffer, done, length - done, offset + done)
            .catch((error: unknown) => Promise.reject(notReadable(path, codeOf(error))));
          if (bytesRead === 0) break;
          done += bytesRead;
        }
        return buffer.subarray(0, done);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    throw notReadable(path, codeOf(error));
  }
}

/**
 * Header of the model at `path`. For the first of several parts the tensors and bytes of all parts are
 * joined; any other part, or one that is missing, rejects with the name of the file that is needed.
 */
export async function readModelHeader(
  path: string,
  options: HeaderOptions = {},
  signal?: AbortSignal,
): Promise<GgufHeader> {
  const header = await readPart(path, options, signal);
  const count = header.split?.count ?? 1;
  if (count === 1) return header;
  const paths = partPaths(path, count);
  if (header.split?.no !== 0)
    throw notFirstPart(header.file, (header.split?.no ?? 0) + 1, count, basename(paths[0] ?? path));
  const present = await Promise.all(paths.map(exists));
  const missing = paths.filter((_, index) => !present[index]).map((part) => basename(part));
  if (missing.length > 0) throw missingParts(header.file, count, missing);
  const others: GgufHeader[] = [];
  for (const [at, path] of paths.slice(1).entries()) {
    const part = await readPart(path, {}, signal);
    if (part.split?.no !== at + 1 || part.split.count !== count) throw wrongPart(part.file, at + 2, count);
    others.push(part);
  }
  return {
    ...header,
    size: others.reduce((sum, part) => sum + part.size, header.size),
    tensors: [header, ...others].flatMap((part) => part.tensors),
  };
}

/** Rejects a sound GGUF file that is no model by itself: a vocabulary, a LoRA adapter, a projector. */
export function requireModel(header: GgufHeader): void {
  const kind = textOf(header.metadata, "general.type");
  if (kind === "adapter" || kind === "mmproj" || header.architecture === "clip")
    throw notAModel(header.file, t("it is an addition to a model ({0})", kind ?? header.architecture));
  if (header.tensors.length === 0) throw notAModel(header.file, t("it has a vocabulary but no weights"));
  if (header.architecture === "") throw notAModel(header.file, t("it does not name its architecture"));
}

/** `model-00001-of-00003.gguf` and its siblings: the engine finds the parts by these names only. */
export function partPaths(path: string, count: number): readonly string[] {
  const stem = basename(path).replace(/(-\d{5}-of-\d{5})?\.gguf$/i, "");
  const five = (value: number) => String(value).padStart(5, "0");
  return Array.from({ length: Math.min(count, 99_999) }, (_, index) =>
    join(dirname(path), `${stem}-${five(index + 1)}-of-${five(count)}.gguf`),
  );
}

async function readPart(path: string, options: HeaderOptions, signal?: AbortSignal): Promise<GgufHeader> {
  const file = await openModelFile(path);
  try {
    return await readGgufHeader(file, options, signal);
  } finally {
    await file.close();
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
