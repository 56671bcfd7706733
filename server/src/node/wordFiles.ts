/** A Word file on disk, and copies of it with tracked changes. Nothing is written here. */
import { type SourceDocument } from "../documents/document";
import { ArchiveError } from "../documents/archive";
import { type ChangedCopy, type TextChange, trackChanges } from "../documents/docx/trackedChanges";
import { readFile as readDocument, type ReadPorts } from "../documents/readFile";
import { t } from "../util/l10n";
import { product } from "../util/product";
import { RequestError } from "../util/requestError";
import { readUri } from "./files";

export interface WordFile {
  readonly document: SourceDocument;
  /** `when`: ISO 8601. Rejects with a `RequestError`. */
  copy(changes: readonly TextChange[], when: string | undefined, signal: AbortSignal): Promise<ChangedCopy>;
}

/** Rejects with a `RequestError` where the file is no Word file or cannot be read. */
export async function openWordFile(uri: string, ports: ReadPorts, signal: AbortSignal): Promise<WordFile> {
  const bytes = await readUri(uri, signal);
  const read = await readDocument(uri, bytes, signal, ports);
  signal.throwIfAborted();
  const name = decodeURIComponent(uri.split("/").at(-1) ?? uri);
  if ("unread" in read) throw new RequestError("not-readable", `${name}: ${read.unread}`);
  const { document } = read;
  if (document.format !== "docx")
    throw new RequestError(
      "not-accepted",
      t("{0} is no Word file. Only of those is a copy with tracked changes made.", name),
    );
  return {
    document,
    async copy(changes, when, stop) {
      const input = {
        bytes,
        document,
        changes,
        author: product.name,
        ...(when === undefined ? {} : { when }),
      };
      try {
        return await trackChanges(input, ports, stop);
      } catch (error) {
        if (error instanceof ArchiveError)
          throw new RequestError("not-readable", `${name}: ${error.message}`);
        throw error;
      }
    },
  };
}
