/** The texts and files of a case as the features read them. */
import { type SourceDocument } from "../documents/document";
import { languageOf } from "../documents/languages";
import { readText } from "../documents/read";
import { readFile, type ReadPorts } from "../documents/readFile";
import { canonicalUri } from "../documents/uris";
import { type Material } from "../evaluate/cases";
import { RequestError } from "../util/requestError";

/** A folder that is nowhere: paths of the machine would change what is found. */
export const suiteRoot = "file:///suite";

export const uriIn = (name: string): string =>
  canonicalUri(`${suiteRoot}/${name.split("/").map(encodeURIComponent).join("/")}`);

export interface MaterialDeps {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly reader: ReadPorts;
}

export const nameOf = (material: Material): string =>
  "file" in material ? material.file : material.name === "" ? "text.md" : material.name;

export const bytesOf = (material: Material, { files }: MaterialDeps): Uint8Array =>
  "file" in material ? (files.get(material.file) ?? new Uint8Array()) : Buffer.from(material.text);

/** Rejects with a `RequestError` for what cannot be read. `as`: the name and language it is read under. */
export async function documentOf(
  material: Material,
  as: { readonly name?: string; readonly language?: string },
  deps: MaterialDeps,
  signal: AbortSignal,
): Promise<SourceDocument> {
  const name = as.name ?? nameOf(material);
  const uri = uriIn(name);
  if ("text" in material) {
    const languageId = as.language ?? languageOf(name);
    await deps.reader.syntax?.ready([languageId]);
    signal.throwIfAborted();
    return readText({ uri, languageId, text: material.text }, deps.reader.syntax);
  }
  const result = await readFile(uri, bytesOf(material, deps), signal, deps.reader);
  if ("unread" in result) throw new RequestError("not-readable", `${name}: ${result.unread}`);
  return result.document;
}
