/** The predefined CMaps of PDF, as they ship in `media/pdf/cmaps`. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type CMaps } from "../documents/pdf/pdfjs";

export function cMapsIn(folder: string): CMaps {
  return async (file) => new Uint8Array(await readFile(path.join(folder, file)));
}
