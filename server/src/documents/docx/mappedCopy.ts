/** A Word file taken apart together with the way from its text view back to its XML. */
import { type SourceDocument } from "../document";
import { type ReadPorts } from "../readFile";
import { textElements, wordPrefix } from "./textElements";
import { type MarkedElement, type TextMap, textMap, withMarks } from "./textMap";
import { openCopy, type WordCopy } from "./wordCopy";

export interface MappedCopy {
  readonly copy: WordCopy;
  readonly map: TextMap;
  /** Every text element of the file, in the order of its parts. */
  readonly elements: readonly MarkedElement[];
}

export interface MappedInput {
  readonly bytes: Uint8Array;
  /** The file as it was read for its findings. */
  readonly document: SourceDocument;
}

/** Rejects with an `ArchiveError`, or with the signal's reason. */
export async function openMapped(
  { bytes, document }: MappedInput,
  ports: ReadPorts,
  signal: AbortSignal,
): Promise<MappedCopy> {
  const copy = openCopy(bytes);
  const elements: MarkedElement[] = [];
  const marked = new Map(copy.texts);
  for (const [part, xml] of copy.texts) {
    if (!part.toLowerCase().endsWith(".xml") || wordPrefix(xml) === undefined) continue;
    const found = textElements(xml);
    marked.set(part, withMarks(xml, found, elements.length));
    for (const element of found) elements.push({ ...element, part });
  }
  const read = await ports.readFormat("docx", copy.write(marked), signal);
  signal.throwIfAborted();
  const xmlOf = (part: string) => copy.texts.get(part) ?? "";
  return { copy, elements, map: textMap({ view: document, marked: read, elements, xmlOf }) };
}
