/** A copy of a Word file with corrections as tracked changes: everything else stays as it is, the reader accepts each. */
import { t } from "../../util/l10n";
import { escapeXml } from "../../util/xmlText";
import { ArchiveError } from "../archive";
import { type SourceDocument, type Span } from "../document";
import { type ReadPorts } from "../readFile";
import { type MappedCopy, openMapped } from "./mappedCopy";
import { namespaceOf } from "./namespaces";
import { rawCharacters, wordPrefix } from "./textElements";
import { type MarkedElement } from "./textMap";
import { applyEdits, type XmlEdit } from "./xmlEdits";

export interface TextChange {
  /** In the text view of the file. */
  readonly span: Span;
  readonly newText: string;
}

export interface ChangesInput {
  readonly bytes: Uint8Array;
  /** The file as it was read. */
  readonly document: SourceDocument;
  /** They do not overlap. */
  readonly changes: readonly TextChange[];
  readonly author: string;
  /** ISO 8601; absent: the changes have no date. */
  readonly when?: string;
}

export interface ChangedCopy {
  readonly bytes: Uint8Array;
  /** Changes that stand in the copy. */
  readonly applied: readonly TextChange[];
  /** Changes of text that is not plain running text: in a header, a field, a change that is already tracked. */
  readonly left: readonly TextChange[];
}

/**
 * The copy is read again before it is handed out: it says what the document says with the changes, or there is none.
 * Rejects with an `ArchiveError`, or with the signal's reason.
 */
export async function trackChanges(
  input: ChangesInput,
  ports: ReadPorts,
  signal: AbortSignal,
): Promise<ChangedCopy> {
  const mapped = await openMapped(input, ports, signal);
  const places = placesIn(mapped);
  const placed = input.changes.map((change) => ({ change, parts: partsOf(change, input.document, places) }));
  const applied = placed.filter(({ parts }) => parts !== undefined).map(({ change }) => change);
  const left = placed.filter(({ parts }) => parts === undefined).map(({ change }) => change);
  const texts = new Map(mapped.copy.texts);
  const marks = marker(input, mapped.copy.texts);
  for (const [part, xml] of mapped.copy.texts) {
    const spaces = new Map<number, XmlEdit>();
    const edits = placed.flatMap(({ change, parts = [] }) =>
      parts.flatMap((piece, index): readonly XmlEdit[] => {
        if (piece.element.part !== part) return [];
        const { tag } = piece.element;
        if (!/xml:space/.test(xml.slice(tag.start, tag.end)))
          spaces.set(tag.end, { start: tag.end - 1, end: tag.end - 1, text: keepSpace, order: 0 });
        const added = index === parts.length - 1 ? change.newText : "";
        return [editOf(xml, piece, { added, marks })];
      }),
    );
    if (edits.length > 0) texts.set(part, applyEdits(xml, [...edits, ...spaces.values()]));
  }
  const bytes = mapped.copy.write(texts);
  const { text } = await ports.readFormat("docx", bytes, signal);
  signal.throwIfAborted();
  if (text !== changed(input.document.text, applied))
    throw new ArchiveError(
      t("The copy would not say what it should, so none is written. Correct the document by hand."),
    );
  return { bytes, applied, left };
}

/** The text with the changes in it. */
export function changed(text: string, changes: readonly TextChange[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { span, newText } of [...changes].sort((a, b) => a.span.start - b.span.start)) {
    pieces.push(text.slice(at, span.start), newText);
    at = span.end;
  }
  return pieces.join("") + text.slice(at);
}

/** A stretch of one text element, in offsets of the part's XML. */
interface ElementPart extends Span {
  readonly element: MarkedElement;
}

const keepSpace = ' xml:space="preserve"';

interface Places extends MappedCopy {
  indexOf(element: MarkedElement): number;
  /** The element stands in an insertion that somebody made: what is changed there is not the document's own yet. */
  isTracked(element: MarkedElement): boolean;
}

function placesIn(mapped: MappedCopy): Places {
  const indexes = new Map(mapped.elements.map((element, index) => [element, index]));
  const tracked = new Map<string, readonly Span[]>();
  return {
    ...mapped,
    indexOf: (element) => indexes.get(element) ?? -1,
    isTracked({ part, run }) {
      const known = tracked.get(part) ?? insertedIn(mapped.copy.texts.get(part) ?? "");
      tracked.set(part, known);
      return known.some(({ start, end }) => start < run.span.start && run.span.start < end);
    },
  };
}

/** Stretches of a part's XML inside insertions and moves that are tracked already. */
function insertedIn(xml: string): readonly Span[] {
  const prefix = wordPrefix(xml) ?? "";
  const found: Span[] = [];
  let depth = 0;
  let start = 0;
  for (const { index, 1: closes, 2: alone } of xml.matchAll(
    new RegExp(`<(/?)${prefix}(?:ins|moveTo)(?=[\\s/>])[^>]*?(/?)>`, "g"),
  )) {
    if (alone === "/") continue;
    if (closes === "" && depth === 0) start = index;
    depth += closes === "/" ? -1 : 1;
    if (depth === 0) found.push({ start, end: index });
  }
  return found;
}

/** Undefined where the words are not plain running text of the document. */
function partsOf(
  { span }: TextChange,
  document: SourceDocument,
  { copy, map, elements, indexOf, isTracked }: Places,
): readonly ElementPart[] | undefined {
  const ends = map.ends(span);
  if (ends === undefined) return undefined;
  const { start, end } = ends;
  const { part } = start.element;
  if (part !== end.element.part || !(part === copy.main || /\/(?:foot|end)notes\.xml$/i.test(part)))
    return undefined;
  const first = indexOf(start.element);
  const last = indexOf(end.element);
  if (first < 0 || last < first || last - first > mostElements) return undefined;
  const xml = copy.texts.get(part) ?? "";
  const parts: ElementPart[] = [];
  let said = "";
  for (const element of elements.slice(first, last + 1)) {
    if (element.run.opening === undefined || trims(xml, element)) return undefined;
    const stretch = stretchOf(xml, element, {
      from: element === start.element ? start.offset : 0,
      to: element === end.element ? end.offset : Number.POSITIVE_INFINITY,
    });
    const before = parts.at(-1);
    if (before !== undefined && divides(xml.slice(before.element.content.end, element.tag.start)))
      return undefined;
    said += stretch.text;
    if (stretch.end > stretch.start) parts.push({ element, start: stretch.start, end: stretch.end });
  }
  const plain = said === document.text.slice(span.start, span.end) && parts.length > 0;
  return plain && !parts.some(({ element }) => isTracked(element)) ? parts : undefined;
}

/** Runs that one correction may reach over. */
const mostElements = 40;

/** Spaces at its ends are not shown now, and would be once the element is cut. */
function trims(xml: string, { tag, content }: MarkedElement): boolean {
  const text = xml.slice(content.start, content.end);
  return text.trim() !== text && !/xml:space\s*=\s*["']preserve/.test(xml.slice(tag.start, tag.end));
}

/** `from` and `to` count UTF-16 units of the element's text. */
function stretchOf(
  xml: string,
  element: MarkedElement,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly text: string } & Span {
  let at = 0;
  let text = "";
  let start = element.content.end;
  let end = element.content.end;
  for (const character of rawCharacters(xml, element)) {
    if (at >= from && at < to) {
      if (text === "") start = character.start;
      text += character.text;
      end = character.end;
    }
    at += character.text.length;
  }
  return { text, start, end: Math.max(start, end) };
}

/** Between two text elements stands more than the border of two runs. */
const divides = (xml: string): boolean =>
  /<\/?(?:[\w.-]+:)?(?:p|tab|br|cr|ptab|sym|tbl|tr|tc|drawing|pict|object|ins|del|moveTo|moveFrom|hyperlink|fldSimple|fldChar|instrText|sdt|ruby|noBreakHyphen|footnoteReference|endnoteReference|AlternateContent)\b/.test(
    xml,
  );

interface Marks {
  /** Attributes of the next change. */
  next(): string;
}

function marker({ author, when }: ChangesInput, texts: ReadonlyMap<string, string>): Marks {
  let id = highestId(texts);
  const main = [...texts].find(([, xml]) => wordPrefix(xml) !== undefined)?.[1] ?? "";
  const prefix = wordPrefix(main) ?? "";
  // Attributes need a prefix, which a document may not have.
  const [name, space] = prefix === "" ? ["w:", ` xmlns:w="${namespaceOf(main)}"`] : [prefix, ""];
  const date = when === undefined ? "" : ` ${name}date="${escapeXml(when.replace(/\.\d+Z$/, "Z"))}"`;
  return {
    next: () => `${space} ${name}id="${(id += 1)}" ${name}author="${escapeXml(author)}"${date}`,
  };
}

/** Numbers of comments, bookmarks and changes share one space. */
function highestId(texts: ReadonlyMap<string, string>): number {
  let highest = 0;
  for (const xml of texts.values())
    for (const [, id] of xml.matchAll(/\s[\w.-]*:?id\s*=\s*["'](\d{1,9})["']/g))
      highest = Math.max(highest, Number(id));
  return highest;
}

/** The run is closed, its words are marked as deleted, the new ones as inserted, and it begins again. */
function editOf(
  xml: string,
  { element, start, end }: ElementPart,
  { added, marks }: { readonly added: string; readonly marks: Marks },
): XmlEdit {
  const { prefix, opening = "" } = element.run;
  const run = (tag: string, text: string) =>
    `${opening}<${prefix}${tag}${keepSpace}>${text}</${prefix}${tag}></${prefix}r>`;
  const deleted = `<${prefix}del${marks.next()}>${run("delText", xml.slice(start, end))}</${prefix}del>`;
  const inserted =
    added === "" ? "" : `<${prefix}ins${marks.next()}>${run("t", escapeXml(added))}</${prefix}ins>`;
  const text = `</${prefix}t></${prefix}r>${deleted}${inserted}${opening}<${prefix}t${keepSpace}>`;
  return { start, end, text, order: 1 };
}
