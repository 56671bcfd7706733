/** A Word file that is one table: a title, lines above it, a head on every page. The same bytes for the same content. */
import { escapeXml } from "../../util/xmlText";
import { zipped } from "../ooxml/zip";

/** Text of a cell; what is marked is underlined. */
export interface Run {
  readonly text: string;
  readonly marked?: boolean;
}

export interface WordTable {
  readonly title: string;
  readonly lines: readonly string[];
  readonly head: readonly string[];
  /** Shares of the page's width, one a column; they sum to 1. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (readonly Run[])[])[];
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/** Twentieths of a point: A4 on its side with margins of 15 mm. */
const page = { width: 16838, height: 11906, margin: 850 } as const;
const room = page.width - 2 * page.margin;

export const writeWordTable = (table: WordTable): Uint8Array =>
  zipped(
    new Map([
      [
        "[Content_Types].xml",
        `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${kind}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${kind}.styles+xml"/></Types>`,
      ],
      ["_rels/.rels", relationship("officeDocument", "word/document.xml")],
      ["word/document.xml", documentXml(table)],
      ["word/_rels/document.xml.rels", relationship("styles", "styles.xml")],
      ["word/styles.xml", styles],
    ]),
  );

const relationship = (type: string, target: string) =>
  `${declaration}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/${type}" Target="${target}"/></Relationships>`;

const styles = `${declaration}<w:styles xmlns:w="${main}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Yu Gothic" w:hAnsi="Yu Gothic" w:eastAsia="Yu Gothic"/><w:sz w:val="19"/></w:rPr></w:rPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style></w:styles>`;

function documentXml({ title, lines, head, widths, rows }: WordTable): string {
  const columns = widths.map((share) => Math.round(share * room));
  const border = ["top", "left", "bottom", "right", "insideH", "insideV"]
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:color="808080"/>`)
    .join("");
  const body = rows.map((cells) => row(cells, columns));
  const first = row(
    head.map((text) => [{ text }]),
    columns,
    true,
  );
  return `${declaration}<w:document xmlns:w="${main}"><w:body>\
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>${run({ text: title })}</w:p>\
${lines.map((text) => `<w:p>${run({ text })}</w:p>`).join("")}\
<w:tbl><w:tblPr><w:tblW w:w="${room}" w:type="dxa"/><w:tblBorders>${border}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>\
<w:tblGrid>${columns.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>${first}${body.join("")}</w:tbl><w:p/>\
<w:sectPr><w:pgSz w:w="${page.width}" w:h="${page.height}" w:orient="landscape"/>\
<w:pgMar w:top="${page.margin}" w:right="${page.margin}" w:bottom="${page.margin}" w:left="${page.margin}" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>\
</w:body></w:document>`;
}

function row(cells: readonly (readonly Run[])[], columns: readonly number[], isHead = false): string {
  const written = cells.map((runs, index) => {
    const shade = isHead ? '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>' : "";
    return `<w:tc><w:tcPr><w:tcW w:w="${columns[index] ?? 0}" w:type="dxa"/>${shade}</w:tcPr><w:p>${runs.map(run).join("")}</w:p></w:tc>`;
  });
  return `<w:tr>${isHead ? "<w:trPr><w:tblHeader/></w:trPr>" : ""}${written.join("")}</w:tr>`;
}

function run({ text, marked }: Run): string {
  const style = marked === true ? '<w:rPr><w:u w:val="single"/></w:rPr>' : "";
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const parts = lines.map((part) => `<w:t xml:space="preserve">${escapeXml(part)}</w:t>`);
  return `<w:r>${style}${parts.join("<w:br/>")}</w:r>`;
}
