import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { ArchiveError } from "../../../server/src/documents/archive";
import { compoundNames } from "../../../server/src/documents/compound";
import { containerOf } from "../../../server/src/documents/containers";
import { compoundFile } from "../../support/compound";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const zip = (parts: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, bytes(text)])));
const office = (...names: string[]) =>
  zip(Object.fromEntries(["[Content_Types].xml", ...names].map((name) => [name, ""])));
const odf = (type: string, manifest = "") =>
  zip({ mimetype: `application/vnd.oasis.opendocument.${type}`, "META-INF/manifest.xml": manifest });

describe("containers by their content", () => {
  const cases: readonly (readonly [what: string, content: Uint8Array, name: string, answer: RegExp])[] = [
    ["a Word file", office("word/document.xml"), "a.docx", /^docx$/],
    ["a Word file of another name", office("word/document.xml"), "a.txt", /^docx$/],
    ["an Excel file", office("xl/workbook.xml"), "a.docx", /^xlsx$/],
    ["slides", office("ppt/presentation.xml"), "a", /^pptx$/],
    ["an OpenDocument text", odf("text"), "a.zip", /^odt$/],
    ["an OpenDocument template", odf("text-template"), "a.ott", /^odt$/],
    ["an OpenDocument table", odf("spreadsheet"), "a.ods", /\.ods.*\.xlsx/],
    ["OpenDocument slides", odf("presentation"), "a.odp", /\.odp.*\.pptx/],
    ["an OpenDocument text with a password", odf("text", "<m:encryption-data/>"), "a.odt", /password/],
    ["a book", zip({ mimetype: "application/epub+zip" }), "a.epub", /\.epub.*PDF/],
    ["a binary workbook", office("xl/workbook.bin"), "a.xlsb", /\.xlsb.*\.xlsx/],
    ["a drawing", office("visio/document.xml"), "a.vsdx", /\.vsdx.*PDF/],
    ["a document of Pages", zip({ "Index/Document.iwa": "" }), "a.pages", /\.pages.*\.docx/],
    ["an archive", zip({ "a.docx": "" }), "a.zip", /archive/],
    ["an empty archive", zip({}), "a.zip", /archive/],
    ["a PDF", bytes("%PDF-1.7\n"), "a.txt", /^pdf$/],
    ["a PDF behind other bytes", bytes("\xef\xbb\xbf\r\n%PDF-1.4"), "a.pdf", /^pdf$/],
    ["a text about PDF", bytes("It begins with %PDF-1.4"), "a.md", /^text$/],
    ["an old Word file", compoundFile(["1Table", "WordDocument"]), "a.docx", /\.doc .*\.docx/],
    ["an old workbook", compoundFile(["Workbook"]), "a.xls", /\.xls .*\.xlsx/],
    ["a very old workbook", compoundFile(["Book"]), "a.xls", /\.xls .*\.xlsx/],
    ["old slides", compoundFile(["PowerPoint Document"]), "a.ppt", /\.ppt .*\.pptx/],
    ["a mail", compoundFile(["__nameid_version1.0", "__properties_version1.0"]), "a.msg", /\.msg.*\.txt/],
    ["an Ichitaro document", compoundFile(["DocumentText"]), "a.jtd", /\.jtd.*\.docx/],
    ["a password", compoundFile(["EncryptionInfo", "EncryptedPackage"]), "a.docx", /password/],
    [
      "rights management",
      compoundFile(["\u0006DataSpaces", "a", "b", "c", "DRMEncryptedTransform", "EncryptedPackage"]),
      "a.docx",
      /rights management/,
    ],
    ["rights management of old files", compoundFile(["WordDocument", "\tDRMContent"]), "a.doc", /rights/],
    ["a protected file of any kind", bytes(".pfile\x03\0"), "a.ptxt", /rights management/],
    ["an unknown compound file", compoundFile(["Contents"]), "a.bin", /old Office format/],
    ["RTF", bytes("{\\rtf1\\ansi }"), "a.doc", /\.rtf.*\.docx/],
    ["7z", bytes("7z\xbc\xaf\x27\x1c\0\x04"), "a.7z", /archive/],
    ["LHA", bytes("\x1f\0-lh5-"), "a.lzh", /archive/],
    ["gzip", bytes("\x1f\x8b\x08\0"), "a.gz", /archive/],
    ["tar", bytes(`${"a".padEnd(257, "\0")}ustar`), "a.tar", /archive/],
    ["PNG", bytes("\x89PNG\r\n\x1a\n"), "a.txt", /picture/],
    ["JPEG", bytes("\xff\xd8\xff\xe0"), "a.jpg", /picture/],
    ["TIFF", bytes("II*\0"), "a.tif", /picture/],
    ["text", bytes("Payment within 30 days."), "a.docx", /^text$/],
    ["text that begins like an archive", bytes("PKI: keys"), "a.md", /^text$/],
    ["nothing", new Uint8Array(), "a.txt", /^text$/],
  ];
  for (const [what, content, name, answer] of cases)
    it(`${what} (${name})`, () => {
      const found = containerOf(content, name);
      assert.match(
        found.kind === "format" ? found.format : found.kind === "text" ? "text" : found.why,
        answer,
      );
    });

  it("refuses an archive that is cut off, also by its name alone", () => {
    const whole = office("word/document.xml");
    for (const content of [whole.slice(0, -10), bytes("PK")])
      assert.throws(() => containerOf(content, "a.docx"), ArchiveError);
  });
});

describe("directory of a compound file", () => {
  it("goes through sectors that are not in a row", () => {
    const names = Array.from({ length: 11 }, (_, index) => `Stream ${index}`);
    assert.deepEqual(compoundNames(compoundFile(names)), ["Root Entry", ...names]);
  });

  it("ends where the directory leads in a circle or out of the file", () => {
    const file = compoundFile(["a", "b", "c", "d"]);
    const view = new DataView(file.buffer);
    view.setUint32(512 + 3 * 4, 1, true);
    assert.deepEqual(compoundNames(file), ["Root Entry", "a", "b", "c", "d"]);
    view.setUint32(512 + 4, 0x7fffffff, true);
    assert.deepEqual(compoundNames(file), ["Root Entry", "a", "b", "c"]);
    assert.deepEqual(compoundNames(file.subarray(0, 700)), []);
    assert.deepEqual(compoundNames(file.subarray(0, 20)), []);
  });
});
