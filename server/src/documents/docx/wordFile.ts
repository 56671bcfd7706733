/** What a Word file that we write is made of. The same bytes for the same content. */
import { escapeXml } from "../../util/xmlText";
import { zipped } from "../ooxml/zip";

/** Text; what is marked is underlined. */
export interface Run {
  readonly text: string;
  readonly marked?: boolean;
}

export type WordStyle = "Normal" | "Heading1" | "Heading2" | "Heading3" | "Item" | "Quote";

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** Twentieths of a point: A4 with margins of 15 mm. */
const page = { long: 16838, short: 11906, margin: 850 } as const;
/** Of a line on a page that lies on its side, in the same unit. */
export const landscapeRoom = page.long - 2 * page.margin;

/** `body`: paragraphs and tables made by the functions here. */
export const wordFile = (body: string, { landscape }: { readonly landscape: boolean }): Uint8Array =>
  zipped(
    new Map([
      [
        "[Content_Types].xml",
        `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${kind}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
      ],
      ["_rels/.rels", relationship("officeDocument", "word/document.xml")],
      ["word/document.xml", documentXml(body, landscape)],
      ["word/_rels/document.xml.rels", relationship("styles", "styles.xml")],
      ["word/styles.xml", styles],
    ]),
  );

const relationship = (type: string, target: string) =>
  `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/${type}" Target="${target}"/></Relationships>`;

const heading = (level: number, size: number) =>
  `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:pPr><w:keepNext/><w:spacing w:before="${level === 1 ? 0 : 240}" w:after="80"/><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`;

const styles = `${declaration}<w:styles xmlns:w="${main}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Yu Gothic" w:hAnsi="Yu Gothic" w:eastAsia="Yu Gothic"/><w:sz w:val="19"/></w:rPr></w:rPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
${heading(1, 28)}${heading(2, 24)}${heading(3, 21)}\
<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:pPr><w:spacing w:after="60"/><w:ind w:left="284" w:hanging="284"/></w:pPr></w:style>\
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:pPr><w:spacing w:after="60"/><w:ind w:left="568"/></w:pPr><w:rPr><w:color w:val="595959"/><w:sz w:val="17"/></w:rPr></w:style></w:styles>`;

function documentXml(body: string, landscape: boolean): string {
  const size = landscape
    ? `<w:pgSz w:w="${page.long}" w:h="${page.short}" w:orient="landscape"/>`
    : `<w:pgSz w:w="${page.short}" w:h="${page.long}"/>`;
  return `${declaration}<w:document xmlns:w="${main}"><w:body>${body}\
<w:sectPr>${size}<w:pgMar w:top="${page.margin}" w:right="${page.margin}" w:bottom="${page.margin}" w:left="${page.margin}" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>\
</w:body></w:document>`;
}

export const paragraph = (runs: readonly Run[], style: WordStyle = "Normal"): string =>
  `<w:p>${style === "Normal" ? "" : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${runs.map(run).join("")}</w:p>`;

function run({ text, marked }: Run): string {
  const style = marked === true ? '<w:rPr><w:u w:val="single"/></w:rPr>' : "";
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const parts = lines.map((part) => `<w:t xml:space="preserve">${escapeXml(part)}</w:t>`);
  return `<w:r>${style}${parts.join("<w:br/>")}</w:r>`;
}
