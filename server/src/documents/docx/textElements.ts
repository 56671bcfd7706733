/** Where the text of a Word part stands in its XML: for copies of a file in which little is changed and all else kept. */
import { type Span } from "../document";

export interface TextElement {
  /** The start tag `<w:t …>`; offsets into the part's XML, as all of these. */
  readonly tag: Span;
  /** Between the tags: text with entities. */
  readonly content: Span;
  readonly run: Run;
  /** A comment may be put into the paragraph here: not in a text box. */
  readonly commentable: boolean;
}

export interface Run {
  /** With its tags: the outermost one, where a run stands in a run (ruby). */
  readonly span: Span;
  /** Its start tag and `w:rPr`, to begin it again after a cut; undefined where it cannot be cut. */
  readonly opening?: string;
  readonly prefix: string;
}

const tags =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)(?:([\w.-]+):)?([\w.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>/g;

const wordNamespace =
  /xmlns(?::([\w.-]+))?\s*=\s*["']http:\/\/(?:schemas\.openxmlformats\.org\/wordprocessingml\/2006\/main|purl\.oclc\.org\/ooxml\/wordprocessingml\/main)["']/;

/** Prefix of the namespace of Word in a part, with its colon; undefined in a part of something else. */
export function wordPrefix(xml: string): string | undefined {
  const found = wordNamespace.exec(xml);
  return found === null ? undefined : found[1] === undefined ? "" : `${found[1]}:`;
}

interface OpenRun {
  readonly start: number;
  readonly tag: string;
  readonly texts: Omit<TextElement, "run">[];
  properties: string;
  inner: boolean;
  end: number;
}

/** All text elements of runs, in the order of the file. */
export function textElements(xml: string): readonly TextElement[] {
  const prefix = wordPrefix(xml);
  if (prefix === undefined) return [];
  const found: TextElement[] = [];
  let run: OpenRun | undefined;
  let depth = 0;
  let boxes = 0;
  let properties: { readonly start: number; readonly depth: number } | undefined;
  let text: Span | undefined;
  for (const match of xml.matchAll(tags)) {
    const [whole, slash, given, name, , empty] = match;
    if (name === undefined || (given === undefined ? "" : `${given}:`) !== prefix) continue;
    const closes = slash === "/";
    const alone = empty === "/";
    const end = match.index + whole.length;
    if (name === "txbxContent" && !alone) boxes += closes ? -1 : 1;
    if (name === "r" && !alone) {
      if (!closes && depth++ === 0)
        run = { start: match.index, tag: whole, texts: [], properties: "", inner: false, end };
      else if (!closes && run) run.inner = true;
      else if (closes && --depth === 0 && run) {
        found.push(...finished({ ...run, end }, prefix));
        run = undefined;
      }
    } else if (run === undefined) continue;
    else if (name === "rPr" && depth === 1 && run.properties === "" && run.texts.length === 0) {
      if (alone) run.properties = whole;
      else if (!closes) properties ??= { start: match.index, depth };
      else if (properties !== undefined) {
        run.properties = xml.slice(properties.start, end);
        properties = undefined;
      }
    } else if (name === "t" && !alone) {
      if (!closes) text = { start: match.index, end };
      else if (text !== undefined) {
        const content = { start: text.end, end: match.index };
        if (!xml.slice(content.start, content.end).includes("<"))
          run.texts.push({ tag: text, content, commentable: boxes === 0 });
        text = undefined;
      }
    }
  }
  return found;
}

function finished(
  { start, end, tag, properties, inner, texts }: OpenRun,
  prefix: string,
): readonly TextElement[] {
  const run: Run = { span: { start, end }, prefix, ...(inner ? {} : { opening: tag + properties }) };
  return texts.map((text) => ({ ...text, run }));
}

/** A character of a text element, and where it stands in the XML. */
export interface RawCharacter extends Span {
  readonly text: string;
}

const characters = /&(?:#x([0-9a-f]+)|#(\d+)|(amp|lt|gt|quot|apos));|[\s\S]/gi;
const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The text of an element, one character (a UTF-16 unit, or what an entity stands for) after the other. */
export function rawCharacters(
  xml: string,
  { content }: Pick<TextElement, "content">,
): readonly RawCharacter[] {
  const raw = xml.slice(content.start, content.end);
  return Array.from(raw.matchAll(characters), (match) => {
    const { index } = match;
    const [whole, hex, decimal, name] = match;
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
    const text = name === undefined ? entity(code, whole) : (named[name.toLowerCase()] ?? whole);
    const start = content.start + index;
    return { text, start, end: start + whole.length };
  });
}

const entity = (code: number, whole: string) =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
