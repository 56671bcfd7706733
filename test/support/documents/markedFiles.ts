/** Small files of every format with one text in one place: header, watermark, property, label, first line. */
import { strToU8, zipSync } from "fflate";
import { escapeXml } from "./markup";
import { pdfOf, streamOf } from "./pdfOf";
import { sheetFile } from "./officeFiles";

/** Where the text stands; the rest of the document is harmless. */
export interface Marked {
  readonly body?: string;
  readonly header?: string;
  readonly footer?: string;
  readonly watermark?: string;
  readonly label?: string;
  readonly keywords?: string;
  readonly category?: string;
}

const harmless = "設備の点検は毎月行う。";
const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const relations = (...all: readonly (readonly [id: string, type: string, target: string])[]) =>
  `<Relationships>${all.map(([id, type, target]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`).join("")}</Relationships>`;

const contentTypes = { "[Content_Types].xml": "<Types/>" };

function zip(parts: Readonly<Record<string, string>>): Uint8Array {
  const encoded = Object.entries({ ...contentTypes, ...parts }).map(([name, xml]) => [
    name,
    strToU8(`<?xml version="1.0"?>${xml}`),
  ]);
  return zipSync(Object.fromEntries(encoded) as Record<string, Uint8Array>);
}

function properties({ label, keywords, category }: Marked): Readonly<Record<string, string>> {
  const core = [
    ...(keywords === undefined ? [] : [`<cp:keywords>${escapeXml(keywords)}</cp:keywords>`]),
    ...(category === undefined ? [] : [`<cp:category>${escapeXml(category)}</cp:category>`]),
  ];
  return {
    ...(core.length === 0
      ? {}
      : { "docProps/core.xml": `<cp:coreProperties>${core.join("")}</cp:coreProperties>` }),
    ...(label === undefined
      ? {}
      : {
          "docProps/custom.xml": `<Properties><property name="MSIP_Label_1a2b_Name"><vt:lpwstr>${escapeXml(label)}</vt:lpwstr></property></Properties>`,
        }),
  };
}

export function docxFile(marked: Marked): Uint8Array {
  const { body, header, footer, watermark } = marked;
  const run = (text: string) => `<w:r><w:t>${escapeXml(text)}</w:t></w:r>`;
  const paragraph = (text: string) => `<w:p>${run(text)}</w:p>`;
  const across =
    watermark === undefined
      ? ""
      : `<w:p><w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="${escapeXml(watermark)}"/></v:shape></w:pict></w:r></w:p>`;
  const names = 'xmlns:w="w" xmlns:r="r" xmlns:v="v"';
  const start = [body, harmless].filter((text) => text !== undefined).map(paragraph);
  return zip({
    "_rels/.rels": relations(["a", "officeDocument", "word/document.xml"]),
    "word/_rels/document.xml.rels": relations(["h", "header", "header1.xml"], ["f", "footer", "footer1.xml"]),
    "word/header1.xml": `<w:hdr ${names}>${header === undefined ? "" : paragraph(header)}${across}</w:hdr>`,
    "word/footer1.xml": `<w:ftr ${names}>${footer === undefined ? "" : paragraph(footer)}</w:ftr>`,
    "word/document.xml": `<w:document ${names}><w:body>${start.join("")}<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/></w:sectPr></w:body></w:document>`,
    ...properties(marked),
  });
}

export function pptxFile(marked: Marked): Uint8Array {
  const shape = (text: string, at: number) =>
    `<p:sp><p:nvSpPr><p:cNvPr id="${at}" name="s${at}"/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:p><a:r><a:t>${escapeXml(text)}</a:t></a:r></a:p></p:txBody></p:sp>`;
  const texts = [marked.body, harmless].filter((text) => text !== undefined);
  return zip({
    "_rels/.rels": relations(["a", "officeDocument", "ppt/presentation.xml"]),
    "ppt/_rels/presentation.xml.rels": relations(["s", "slide", "slides/slide1.xml"]),
    "ppt/presentation.xml": `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="1" r:id="s"/></p:sldIdLst></p:presentation>`,
    "ppt/slides/slide1.xml": `<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree>${texts.map(shape).join("")}</p:spTree></p:cSld></p:sld>`,
    ...properties(marked),
  });
}

export function xlsxFile(marked: Marked): Uint8Array {
  const row = (text: string, at: number) =>
    `<x:row r="${at + 1}"><x:c r="A${at + 1}" t="inlineStr"><x:is><x:t>${escapeXml(text)}</x:t></x:is></x:c></x:row>`;
  const texts = [marked.body, harmless].filter((text) => text !== undefined);
  const { header } = marked;
  const margin =
    header === undefined
      ? {}
      : { after: `<x:headerFooter><x:oddHeader>&amp;C${escapeXml(header)}</x:oddHeader></x:headerFooter>` };
  return sheetFile(texts.map(row).join(""), margin, { ...contentTypes, ...properties(marked) });
}

const hex = (text: string, order = "") =>
  `<${order}${Buffer.from(text, "utf16le").swap16().toString("hex")}>`;

/** In a Japanese font that is not embedded, as office programs write it. */
export function pdfFile({ body, keywords, category }: Marked): Uint8Array {
  const texts = [body, harmless].filter((text) => text !== undefined);
  const lines = texts.map((text, at) => `BT /F1 12 Tf 60 ${760 - at * 60} Td ${hex(text)} Tj ET`);
  const info = [
    ...(keywords === undefined ? [] : [`/Keywords ${hex(keywords, "FEFF")}`]),
    ...(category === undefined ? [] : [`/Subject ${hex(category, "FEFF")}`]),
  ];
  return pdfOf(
    [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
      streamOf("", lines.join("\n")),
      "<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UTF16-H /DescendantFonts [6 0 R] >>",
      "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>",
      "<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
      `<< ${info.join(" ")} >>`,
    ],
    "/Info 8 0 R ",
  );
}

export const htmlFile = ({ body, keywords }: Marked): Uint8Array =>
  strToU8(
    `<!doctype html><html><head><title>点検</title>${keywords === undefined ? "" : `<meta name="keywords" content="${escapeXml(keywords)}">`}</head><body>${body === undefined ? "" : `<p>${escapeXml(body)}</p>`}<p>${harmless}</p></body></html>`,
  );

export const markdownFile = ({ body, category }: Marked): Uint8Array =>
  strToU8(
    `${category === undefined ? "" : `---\nclassification: ${category}\n---\n\n`}${body === undefined ? "" : `${body}\n\n`}# 点検\n\n${harmless}\n`,
  );

export const textFile = ({ body }: Marked): Uint8Array =>
  strToU8(`${body === undefined ? "" : `${body}\n\n`}点検\n\n${harmless}\n`);
