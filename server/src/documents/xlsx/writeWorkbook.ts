/** Sheets of text as an Excel workbook: the same bytes for the same content. */
import { escapeXml } from "../../util/xmlText";
import { zipped } from "../ooxml/zip";
import { columnName, type Sheet, sheetXml } from "./sheet";

export const writeWorkbook = (sheets: readonly Sheet[]): Uint8Array =>
  zipped(
    new Map([
      ["[Content_Types].xml", contentTypes(sheets)],
      ["_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]])],
      ["xl/workbook.xml", workbook(sheets)],
      [
        "xl/_rels/workbook.xml.rels",
        relationships([
          ...sheets.map((_, index) => ["worksheet", `worksheets/sheet${index + 1}.xml`] as const),
          ["styles", "styles.xml"],
        ]),
      ],
      ["xl/styles.xml", styles],
      ...sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)] as const),
    ]),
  );

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function contentTypes(sheets: readonly Sheet[]): string {
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const override = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${kind}.${type}+xml"/>`;
  return `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>${override("workbook", "sheet.main")}\
${override("styles", "styles")}\
${sheets.map((_, index) => override(`worksheets/sheet${index + 1}`, "worksheet")).join("")}</Types>`;
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const items = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join("")}</Relationships>`;
}

/** Characters that the name of a sheet may not have. */
const sheetName = (name: string) => name.replace(/[[\]:*?/\\']/g, " ").slice(0, 31);

function workbook(sheets: readonly Sheet[]): string {
  const items = sheets.map(
    ({ name }, index) =>
      `<sheet name="${escapeXml(sheetName(name))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const names = sheets.flatMap(({ name, head, rows }, index) => {
    const own = `'${escapeXml(sheetName(name))}'!`;
    const area = `${own}$A$1:$${columnName(head.length - 1)}$${rows.length + 1}`;
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${area}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${own}$1:$1</definedName>`,
    ];
  });
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${items.join("")}</sheets>\
<definedNames>${names.join("")}</definedNames></workbook>`;
}

/** Cell styles: 0 none, 1 the head, 2 text. */
const styles = `${declaration}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="10"/><name val="Yu Gothic"/></font>\
<font><b/><sz val="10"/><name val="Yu Gothic"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/><bgColor indexed="64"/></patternFill></fill></fills>\
<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
<border>${["left", "right", "top", "bottom"].map((side) => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`).join("")}<diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>\
<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
