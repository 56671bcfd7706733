/** Zip files that are the same bytes for the same content: the day in them is always the first that a zip can name. */
import { type Zippable, zipSync } from "fflate";

/** Names in the order of the file; office programs want `[Content_Types].xml` first. */
export function zipped(entries: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
  const mtime = new Date(1980, 0, 1);
  const files: Zippable = {};
  for (const [name, content] of entries)
    files[name] = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return zipSync(files, { level: 6, mtime });
}
