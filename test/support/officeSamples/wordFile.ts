/** Small Word and OpenDocument files for features that no writing library has. */
import { zipSync } from "fflate";

const bytes = (text: string) => new TextEncoder().encode(text);
const zip = (parts: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, bytes(text)])));

const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const namespaces = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  `xmlns:r="${relation}"`,
].join(" ");

export interface WordParts {
  /** Inside `w:styles`, `w:numbering`, `w:footnotes`. */
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  /** Whole parts by the type of their relation, which is their id too. */
  readonly others?: Readonly<Record<string, string>>;
}

/** `body` inside `w:body`. */
export function wordFile(body: string, { others = {}, ...inner }: WordParts = {}): Uint8Array {
  const parts: Record<string, string> = { ...others };
  for (const [name, text] of Object.entries(inner))
    parts[name] = `<w:${name} ${namespaces}>${text}</w:${name}>`;
  const relations = Object.keys(parts).map(
    (name) =>
      `<Relationship Id="${name}" Type="${relation}/${name.replace(/\d+$/, "")}" Target="${name}.xml"/>`,
  );
  return zip({
    "[Content_Types].xml": "<Types/>",
    "word/document.xml": `<w:document ${namespaces}><w:body>${body}</w:body></w:document>`,
    "word/_rels/document.xml.rels": `<Relationships>${relations.join("")}</Relationships>`,
    ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [`word/${name}.xml`, text])),
  });
}

/** A paragraph of text, or of runs as they are. */
export const p = (content: string, properties = ""): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${content.startsWith("<") ? content : r(content)}</w:p>`;

export const r = (text: string, properties = ""): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

/** `body` inside `office:text`, `styles` inside `office:automatic-styles`. */
export function odtFile(
  body: string,
  styles = "",
  others: Readonly<Record<string, string>> = {},
): Uint8Array {
  return zip({
    mimetype: "application/vnd.oasis.opendocument.text",
    "content.xml":
      `<office:document-content><office:automatic-styles>${styles}</office:automatic-styles>` +
      `<office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ...others,
  });
}
