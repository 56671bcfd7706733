/** Files of every format with about as much text as asked for, the same on every machine. */
import { strToU8, zipSync } from "fflate";
import { createCorpus } from "./retrievalCorpus";

export const sampleFormats = [
  "markdown",
  "text",
  "source",
  "html",
  "csv",
  "rst",
  "asciidoc",
  "docx",
  "odt",
  "xlsx",
  "pptx",
  "pdf",
] as const;
export type SampleFormat = (typeof sampleFormats)[number];

/** LSP language ids of those that are text. */
export const languages: Readonly<Partial<Record<SampleFormat, string>>> = {
  markdown: "markdown",
  text: "plaintext",
  source: "typescript",
  html: "html",
  csv: "csv",
  rst: "restructuredtext",
  asciidoc: "asciidoc",
};

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const slides = "http://schemas.openxmlformats.org/presentationml/2006/main";
const drawing = "http://schemas.openxmlformats.org/drawingml/2006/main";
const opendocument = "urn:oasis:names:tc:opendocument:xmlns";

/** `characters` of text in paragraphs of about 580. */
export function sampleOf(format: SampleFormat, characters: number): Uint8Array {
  const corpus = createCorpus(7);
  const paragraphs: string[] = [];
  for (let length = 0; length < characters; length += paragraphs.at(-1)?.length ?? 1)
    paragraphs.push(corpus.passage().trim());
  return makers[format](paragraphs);
}

const bytesOf = (text: string) => strToU8(text);
const xml = (text: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${text}`);

function relations(...list: readonly (readonly [id: string, type: string, target: string])[]): Uint8Array {
  const each = list.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`,
  );
  const namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
  return xml(`<Relationships xmlns="${namespace}">${each.join("")}</Relationships>`);
}

type Maker = (paragraphs: readonly string[]) => Uint8Array;

/** Every tenth paragraph stands below a heading of its own. */
const headed = (
  paragraphs: readonly string[],
  heading: (n: number) => string,
  body: (text: string) => string,
) => paragraphs.map((text, at) => (at % 10 === 0 ? heading(at / 10 + 1) : "") + body(text)).join("");

const docx: Maker = (paragraphs) => {
  const line = (text: string, style = "") =>
    `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
  const body = headed(paragraphs, (n) => line(`第${n}章`, "Heading1"), line);
  return zipSync({
    "_rels/.rels": relations(["a", "officeDocument", "word/document.xml"]),
    "word/document.xml": xml(`<w:document xmlns:w="${word}"><w:body>${body}</w:body></w:document>`),
  });
};

const odt: Maker = (paragraphs) => {
  const body = headed(
    paragraphs,
    (n) => `<text:h text:outline-level="1">第${n}章</text:h>`,
    (text) => `<text:p>${text}</text:p>`,
  );
  const names = ["office", "text"].map((name) => `xmlns:${name}="${opendocument}:${name}:1.0"`).join(" ");
  return zipSync({
    mimetype: [bytesOf("application/vnd.oasis.opendocument.text"), { level: 0 }],
    "content.xml": xml(
      `<office:document-content ${names}><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ),
  });
};

const xlsx: Maker = (paragraphs) => {
  const rows = paragraphs.map((text, at) => {
    const cells = Array.from({ length: 10 }, (_, column) => {
      const part = text.slice((column * text.length) / 10, ((column + 1) * text.length) / 10);
      return `<c r="${String.fromCharCode(65 + column)}${at + 1}" t="inlineStr"><is><t>${part}</t></is></c>`;
    });
    return `<row r="${at + 1}">${cells.join("")}</row>`;
  });
  return zipSync({
    "_rels/.rels": relations(["a", "officeDocument", "xl/workbook.xml"]),
    "xl/workbook.xml": xml(
      `<workbook xmlns="${sheet}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="b"/></sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": relations(["b", "worksheet", "worksheets/sheet1.xml"]),
    "xl/worksheets/sheet1.xml": xml(
      `<worksheet xmlns="${sheet}"><sheetData>${rows.join("")}</sheetData></worksheet>`,
    ),
  });
};

const pptx: Maker = (paragraphs) => {
  const files: Record<string, Uint8Array> = {
    "_rels/.rels": relations(["a", "officeDocument", "ppt/presentation.xml"]),
  };
  const ids: string[] = [];
  const links: (readonly [string, string, string])[] = [];
  paragraphs.forEach((text, at) => {
    const lines = (text.match(/.{1,100}/gu) ?? []).map((line) => `<a:p><a:r><a:t>${line}</a:t></a:r></a:p>`);
    files[`ppt/slides/slide${at + 1}.xml`] = xml(
      `<p:sld xmlns:p="${slides}" xmlns:a="${drawing}"><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>${lines.join("")}</p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
    );
    ids.push(`<p:sldId id="${256 + at}" r:id="s${at}"/>`);
    links.push([`s${at}`, "slide", `slides/slide${at + 1}.xml`]);
  });
  files["ppt/presentation.xml"] = xml(
    `<p:presentation xmlns:p="${slides}" xmlns:r="${office}"><p:sldIdLst>${ids.join("")}</p:sldIdLst></p:presentation>`,
  );
  files["ppt/_rels/presentation.xml.rels"] = relations(...links);
  return zipSync(files);
};

/** In a font every reader has, so English letters only; two paragraphs a page. */
const pdf: Maker = (paragraphs) => {
  const objects: string[] = [];
  const pages: number[] = [];
  objects.push(
    "<< /Type /Catalog /Pages 2 0 R >>",
    "",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  );
  for (let at = 0; at < paragraphs.length; at += 2) {
    const plain = paragraphs
      .slice(at, at + 2)
      .join(" ")
      .replace(/[^a-z ]+/g, (other) => "word ".repeat(other.length).slice(0, other.length));
    const lines = (plain.match(/.{1,90}/g) ?? []).map((line) => `(${line}) Tj T*`);
    const content = `BT /F1 10 Tf 14 TL 40 800 Td ${lines.join("\n")} ET`;
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length} 0 R >>`,
    );
    pages.push(objects.length);
  }
  objects[1] = `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((page) => `${page} 0 R`).join(" ")}] >>`;
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  return bytesOf(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
  );
};

const makers: Readonly<Record<SampleFormat, Maker>> = {
  markdown: (paragraphs) =>
    bytesOf(
      headed(
        paragraphs,
        (n) => `# 第${n}章\n\n`,
        (text) => `${text} **重要** [参照](a.md)\n\n`,
      ),
    ),
  text: (paragraphs) =>
    bytesOf(
      headed(
        paragraphs,
        (n) => `第${n}章\n\n`,
        (text) => `${text}\n\n`,
      ),
    ),
  rst: (paragraphs) =>
    bytesOf(
      headed(
        paragraphs,
        (n) => `第${n}章\n========\n\n`,
        (text) => `${text} **重要** \`\`値\`\`\n\n`,
      ),
    ),
  asciidoc: (paragraphs) =>
    bytesOf(
      headed(
        paragraphs,
        (n) => `== 第${n}章\n\n`,
        (text) => `${text} *重要* \`値\`\n\n`,
      ),
    ),
  source: (paragraphs) =>
    bytesOf(
      paragraphs
        .map((text, at) => `/** ${text} */\nexport function f${at}() {\n  return "値 ${at}";\n}\n`)
        .join("\n"),
    ),
  html: (paragraphs) =>
    bytesOf(
      `<!doctype html><html><body>${headed(
        paragraphs,
        (n) => `<h1>第${n}章</h1>\n`,
        (text) => `<p>${text} <b>重要</b></p>\n`,
      )}</body></html>`,
    ),
  csv: (paragraphs) =>
    bytesOf(
      paragraphs
        .map((text, at) => `${at},"${text.slice(0, 290)}",${text.slice(290).replace(/[",]/g, "")},済\n`)
        .join(""),
    ),
  ...{ docx, odt, xlsx, pptx, pdf },
};
