/** Files on disk as documents, for the server (not open, or over 50 MB) and the CLI. */
import { readFile, stat } from "node:fs/promises";
import { type SourceDocument } from "../documents/document";
import { walkFiles } from "../documents/nodeFiles";
import { readFile as readDocument, type ReadPorts, unreadByName } from "../documents/readFile";
import { type FileWalk } from "../review/handler";
import { RequestError } from "../util/requestError";
import { pathOf, uriOf, type Platform } from "../documents/uris";
import { t } from "../util/l10n";

export const platform: Platform = process.platform === "win32" ? "windows" : "posix";

/** Bytes of the largest file that is read: a text of a quarter of a thousand million characters is data. */
export const largestFile = 256 * 1024 * 1024;

function unreadable(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "ENOTDIR")
    return new RequestError("not-found", t("{0} does not exist. Check the name.", path));
  if (code === "EISDIR")
    return new RequestError("not-a-file", t("{0} is a folder. Choose a file in it.", path));
  if (["EACCES", "EPERM", "EBUSY"].includes(code))
    return new RequestError(
      "not-readable",
      t(
        "{0} cannot be read: another program holds it, or you lack the right. Close it there or ask the administrator.",
        path,
      ),
    );
  return error;
}

async function readWithin(path: string, signal: AbortSignal): Promise<Uint8Array> {
  const info = await stat(path);
  signal.throwIfAborted();
  // A pipe may never end, a device has no end at all.
  if (!info.isFile() && !info.isDirectory())
    throw new RequestError(
      "not-a-file",
      t("{0} is a pipe, a socket or a device. Save what comes from it as a file and choose that.", path),
    );
  const { size } = info;
  if (size > largestFile)
    throw new RequestError(
      "not-readable",
      t("{0} has {1} MB; files over {2} MB are not read. Split it.", path, size >> 20, largestFile >> 20),
    );
  return readFile(path, { signal });
}

/** Bytes of a file. Rejects with a `RequestError` that says why it cannot be read and what to do. */
export async function readBytes(path: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    return await readWithin(path, signal);
  } catch (error) {
    throw signal.aborted ? signal.reason : unreadable(path, error);
  }
}

/**
 * A file as features read it, whatever its format. Rejects with a `RequestError`, also for formats and encodings
 * that are not read.
 */
export async function loadFile(path: string, signal: AbortSignal, ports: ReadPorts): Promise<SourceDocument> {
  const uri = uriOf(path, platform);
  const result = unreadByName(uri) ?? (await readDocument(uri, await readBytes(path, signal), signal, ports));
  if ("unread" in result) throw new RequestError("not-readable", `${path}: ${result.unread}`);
  return result.document;
}

/** URIs of all files below a URI, as the reviewer asks for them. Rejects when it does not exist. */
export async function* walk(
  uri: string,
  { exclude, onExcluded }: FileWalk,
  signal: AbortSignal,
): AsyncIterable<string> {
  const path = pathOf(uri, platform);
  // A document that is not a file of this machine is its own answer: it may be open.
  if (path === undefined) yield uri;
  else {
    const leftOut = (file: string, isFolder: boolean) => onExcluded(uriOf(file, platform), isFolder);
    const found = walkFiles(path, { exclude, onExcluded: leftOut }, signal);
    for await (const file of found) yield uriOf(file, platform);
  }
}

/** Bytes behind a URI. */
export function readUri(uri: string, signal: AbortSignal): Promise<Uint8Array> {
  const path = pathOf(uri, platform);
  if (path !== undefined) return readBytes(path, signal);
  throw new RequestError("not-a-file", t("{0} is not a file on this machine. Save it first.", uri));
}
