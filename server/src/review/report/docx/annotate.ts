/** A copy of a Word file with a comment at every finding; the author's comments stay, secrets are starred out. */
import { type SourceDocument, type Span } from "../../../documents/document";
import { textElements, wordPrefix } from "../../../documents/docx/textElements";
import {
  type MarkedElement,
  type TextMap,
  textMap,
  type TextPoint,
  withMarks,
} from "../../../documents/docx/textMap";
import { type ReadPorts } from "../../../documents/readFile";
import { type Finding } from "../../../protocol";
import { indexLines } from "../../../util/lines";
import { placeText } from "../words";
import { escapeXml } from "../../../util/xmlText";
import {
  commentLines,
  commentsPart,
  commentXml,
  namespaceOf,
  nextCommentId,
  withContentType,
  withRelation,
} from "./comments";
import { applyEdits, type Insertion, insertions, starred, stars } from "./edits";
import { openCopy, type WordCopy } from "./wordCopy";

export interface AnnotateInput {
  readonly bytes: Uint8Array;
  /** The file as it was reviewed. */
  readonly document: SourceDocument;
  /** All findings in it. */
  readonly findings: readonly Finding[];
  /** Rules whose evidence is secret or personal. */
  readonly masked: ReadonlySet<string>;
  /** ISO 8601, for the comments; absent: they have no date. */
  readonly when?: string;
}

interface Mapped {
  readonly copy: WordCopy;
  readonly map: TextMap;
  readonly elements: readonly MarkedElement[];
}

/**
 * Findings that a person excused get no comment. One whose text is in no paragraph of the body (a header, a text box)
 * stands at the document's first words and names its place. Rejects with an `ArchiveError`.
 */
export async function annotateDocx(
  input: AnnotateInput,
  ports: ReadPorts,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const copy = openCopy(input.bytes);
  const mapped = await mapOf(copy, input, ports, signal);
  const lines = indexLines(input.document.text);
  const spanOf = ({ anchor }: Finding): Span => ({
    start: lines.offsetAt(anchor.start),
    end: lines.offsetAt(anchor.end),
  });
  const secrets = input.findings.filter(({ rule }) => input.masked.has(rule)).map(spanOf);
  const open = input.findings.filter(({ status }) => status !== "suppressed");
  const texts = new Map(copy.texts);
  const points = secrets.flatMap(mapped.map.points);
  for (const [part, xml] of texts) {
    const own = points.filter(({ element }) => element.part === part);
    const comments = part === copy.main ? insertions(xml, commentMarks(open, spanOf, mapped)) : [];
    texts.set(part, applyEdits(xml, [...comments, ...stars(xml, own)]));
  }
  if (open.length > 0) addComments(texts, open, { copy, when: input.when });
  sweep(
    texts,
    secrets.map(({ start, end }) => input.document.text.slice(start, end)),
  );
  return copy.write(texts);
}

async function mapOf(
  copy: WordCopy,
  { document }: AnnotateInput,
  ports: ReadPorts,
  signal: AbortSignal,
): Promise<Mapped> {
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

interface Ends {
  readonly start: TextPoint;
  readonly end: TextPoint;
  /** The ends are not those of the finding. */
  readonly elsewhere?: true;
}

function endsOf(span: Span, { copy, map, elements }: Mapped): Ends | undefined {
  const usable = ({ element }: TextPoint) => element.part === copy.main && element.commentable;
  const ends = map.ends(span.start === span.end ? { ...span, end: span.end + 1 } : span);
  const whole = (element: MarkedElement) => ({
    start: { element, offset: 0 },
    end: { element, offset: element.content.end - element.content.start },
  });
  if (ends === undefined || !usable(ends.start) || !usable(ends.end)) {
    const first = elements.find((element) => usable({ element, offset: 0 }));
    return first && { ...whole(first), elsewhere: true };
  }
  // A number that Word counts has no text of its own: the comment is at the words behind it.
  const same = ends.start.element === ends.end.element && ends.start.offset >= ends.end.offset;
  return same ? whole(ends.start.element) : ends;
}

function commentMarks(
  findings: readonly Finding[],
  spanOf: (finding: Finding) => Span,
  mapped: Mapped,
): readonly Insertion[] {
  const { texts, main, comments } = mapped.copy;
  const xml = texts.get(main) ?? "";
  const first = nextCommentId(comments === undefined ? undefined : texts.get(comments), xml);
  const prefix = wordPrefix(xml) ?? "";
  // Attributes need a prefix, which a document may not have.
  const [name, space] = prefix === "" ? ["w:", ` xmlns:w="${namespaceOf(xml)}"`] : [prefix, ""];
  return findings.flatMap((finding, index): readonly Insertion[] => {
    const ends = endsOf(spanOf(finding), mapped);
    if (ends === undefined) return [];
    const id = `${space} ${name}id="${first + index}"`;
    const reference = `<${name}r${space}><${name}commentReference${id}/></${name}r>`;
    return [
      { point: ends.start, side: "start", text: `<${name}commentRangeStart${id}/>` },
      { point: ends.end, side: "end", text: `<${name}commentRangeEnd${id}/>${reference}` },
    ];
  });
}

function addComments(
  texts: Map<string, string>,
  findings: readonly Finding[],
  { copy, when }: { readonly copy: WordCopy; readonly when: string | undefined },
): void {
  const xml = copy.texts.get(copy.main) ?? "";
  const namespace = namespaceOf(xml);
  const folder = copy.main.slice(0, copy.main.lastIndexOf("/") + 1);
  const part = copy.comments ?? freeName(folder, copy.texts);
  const existing = copy.comments === undefined ? undefined : texts.get(part);
  const first = nextCommentId(existing, xml);
  const written = findings.map((finding, index) => {
    const lines = commentLines(finding, placeText(finding));
    return commentXml({ id: first + index, lines, ...(when === undefined ? {} : { when }) }, namespace);
  });
  texts.set(part, commentsPart(existing, written.join(""), namespace));
  const types = "[Content_Types].xml";
  texts.set(types, withContentType(texts.get(types) ?? "", part));
  if (copy.comments !== undefined) return;
  const relations = `${folder}_rels/${copy.main.slice(folder.length)}.rels`;
  texts.set(relations, withRelation(texts.get(relations), part.slice(folder.length), xml));
}

const freeName = (folder: string, texts: ReadonlyMap<string, string>): string =>
  texts.has(`${folder}comments.xml`) ? `${folder}commentsHanare.xml` : `${folder}comments.xml`;

/** Characters from which on a secret is looked for in what no reader reads: deleted text, addresses, properties. */
const shortestSecret = 8;

function sweep(texts: Map<string, string>, secrets: readonly string[]): void {
  const long = [...new Set(secrets.map((secret) => secret.trim()))].filter(
    (secret) => secret.length >= shortestSecret,
  );
  for (const [part, xml] of texts) {
    let clean = xml;
    for (const secret of long)
      for (const form of new Set([secret, escapeXml(secret)]))
        if (clean.includes(form)) clean = clean.replaceAll(form, escapeXml(starred(secret)));
    if (clean !== xml) texts.set(part, clean);
  }
}
