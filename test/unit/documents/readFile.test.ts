import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { ArchiveError } from "../../../server/src/documents/archive";
import { type Place } from "../../../server/src/documents/document";
import { officeFormat } from "../../../server/src/documents/languages";
import { placesOf } from "../../../server/src/documents/places";
import { longestText, readFile, type ReadFile, type ReadPorts } from "../../../server/src/documents/readFile";
import { viewBuilder } from "../../../server/src/documents/viewBuilder";
import { isViewedName, viewedExtensions, viewUriOf } from "../../../server/src/protocol";
import { compoundFile } from "../../support/compound";

const text = (value: string) => new TextEncoder().encode(value);
const docx = zipSync({ "[Content_Types].xml": text(""), "word/document.xml": text("") });
const never = new AbortController().signal;

function view(): ReadFile {
  const builder = viewBuilder();
  builder.heading(1, "運用手順");
  builder.paragraph("保存期間は30日とする。");
  return { ...builder.finish(), unread: [{ where: "Page 3", why: "A picture." }] };
}
const ports: ReadPorts = { readFormat: async () => view() };

async function read(name: string, bytes: Uint8Array, over: ReadPorts = ports) {
  const result = await readFile(`file:///w/${name}`, bytes, never, over);
  return "document" in result ? result.document : result;
}

describe("readFile", () => {
  /** Format and language of what is read and how many notes there are; or why it is not read. */
  const cases: readonly (readonly [name: string, content: Uint8Array, answer: string | RegExp])[] = [
    ["a.docx", docx, "docx docx 1"],
    ["a.docm", docx, "docx docx 1"],
    ["noname", docx, "docx docx 1"],
    ["a.txt", docx, "docx docx 2"],
    ["a.xlsx", docx, "docx docx 2"],
    ["a.zip", docx, "docx docx 2"],
    ["a.md", text("# 手順"), "markdown markdown 0"],
    ["a.docx", text("保存期間は30日"), "text plaintext 1"],
    ["a.xls", text("<html><table></table></html>"), "html html 1"],
    ["a.doc", text('<?xml version="1.0"?>'), "source xml 1"],
    ["a.dat", text("12345"), "text plaintext 0"],
    ["server.key", text("-----BEGIN PRIVATE KEY-----"), "text plaintext 0"],
    ["a.docx", compoundFile(["EncryptedPackage"]), /password/],
    ["a.docx", new Uint8Array(), /empty/],
    ["a.docx", Uint8Array.of(1, 0, 2, 0xff, 7), /damaged, or no \.docx/],
    ["a.xdw", Uint8Array.of(1, 0, 2, 0xff, 7), /\.xdw.*PDF/],
    ["a.docx", docx.slice(0, -20), /damaged/],
    ["a.db", text("text in a data base"), /\.db hold no text/],
    ["a.bin", Uint8Array.of(1, 0, 2, 0xff, 7), /no text/],
    ["a.txt", Uint8Array.of(1, 0, 2, 0xff, 7), /binary/],
    [
      "a.log",
      new Uint8Array(longestText + 2 ** 20).fill(0x61),
      /65 MB; texts over 64 MB are not read\. Divide/,
    ],
  ];
  for (const [name, content, answer] of cases)
    it(`${name} of ${content.length} bytes: ${String(answer)}`, async () => {
      const result = await read(name, content);
      if ("unread" in result && typeof result.unread === "string") {
        assert.match(result.unread, typeof answer === "string" ? /^$/ : answer);
        assert.equal("textless" in result, false, "it is a gap in a review");
      } else if ("format" in result) {
        assert.equal(`${result.format} ${result.languageId} ${result.unread.length}`, answer);
      }
    });

  it("takes pictures and the marks of open documents for no gap", async () => {
    const mark = { name: "~$手順.docx", content: Uint8Array.of(6, 0, 0, 1) };
    for (const { name, content } of [mark, { name: "a.png", content: text("") }])
      assert.equal(Reflect.get(await read(name, content), "textless"), true, name);
  });

  it("says what a name does not say, and that nothing is missing", async () => {
    const document = await read("a.txt", docx);
    assert.ok("format" in document);
    const [note] = document.unread;
    assert.match(note?.why ?? "", /\.txt.*docx/);
    assert.equal(note?.textless, true);
  });

  it("makes ranges and places of the view", async () => {
    const document = await read("a.docx", docx);
    assert.ok("format" in document);
    const start = document.text.indexOf("30日");
    assert.deepEqual(document.rangeOf({ start, end: start + 3 }).start, { line: 2, character: 5 });
    assert.equal(document.placeOf?.({ start, end: start + 3 }), "運用手順 · “保存期間は30日とする。”");
  });

  it("answers a reader's complaint, and lets its bugs and the signal through", async () => {
    const failing = (error: unknown): ReadPorts => ({ readFormat: () => Promise.reject(error) });
    const refused = await read("a.docx", docx, failing(new ArchiveError("Too deep.")));
    assert.deepEqual(refused, { unread: "Too deep." });
    await assert.rejects(read("a.docx", docx, failing(new TypeError("bug"))), TypeError);
    const stopped = AbortSignal.abort(new Error("stopped"));
    await assert.rejects(readFile("file:///w/a.docx", docx, stopped, ports), /stopped/);
  });
});

describe("places in words", () => {
  const place = (of: Place) => {
    const builder = viewBuilder();
    builder.heading(2, "第3条 保管", of);
    builder.paragraph("申込書は、受け付けた日から30日以内に施錠した保管庫へ移す。", of);
    const { text: shown, blocks } = builder.finish();
    const start = shown.indexOf("施錠");
    return placesOf(blocks)({ start, end: start + 2 });
  };
  const words = "“申込書は、受け付けた日から30日以内に施錠した保…”";
  const cases: readonly (readonly [Place, string])[] = [
    [{}, `第3条 保管 · ${words}`],
    [{ page: 3 }, `Page 3 · ${words}`],
    [{ slide: 2, part: "notes" }, `Slide 2 · Speaker notes · ${words}`],
    [{ cell: "料金!B7" }, "料金!B7"],
    [{ part: "footnote" }, `Footnote · 第3条 保管 · ${words}`],
  ];
  for (const [of, answer] of cases) it(answer, () => assert.equal(place(of), answer));

  it("names the first cell of a row, and the block before what is in none", () => {
    const builder = viewBuilder();
    for (const row of [1, 2])
      builder.row(
        ["A", "B"].map((column) => ({ text: column, place: { cell: `S!${column}${row}` } })),
        false,
      );
    const { text: shown, blocks } = builder.finish();
    const second = shown.indexOf("\n") + 1;
    const placeOf = placesOf(blocks);
    assert.equal(placeOf({ start: second, end: shown.length }), "S!A2");
    assert.equal(placeOf({ start: second, end: second + 1 }), "S!B1");
    assert.equal(placeOf({ start: 0, end: shown.length }), "S!A1");
  });

  it("has a word for a document without blocks", () => {
    assert.equal(placesOf([])({ start: 0, end: 0 }), "The whole document");
  });
});

describe("names of files that have views", () => {
  it("are those that a reader's format comes under", () => {
    for (const extension of viewedExtensions) assert.ok(officeFormat(`a.${extension}`), extension);
    for (const name of ["a.docx.md", "a.doc", "docx", "a.csv"]) assert.equal(isViewedName(name), false, name);
    assert.equal(isViewedName("C:\\文書\\報告.PDF"), true);
  });

  const uris: readonly (readonly [string, string])[] = [
    [
      "file:///c%3A/docs/%E6%89%8B%E9%A0%86.docx",
      "hanare-doc:/c%3A/docs/%E6%89%8B%E9%A0%86.docx.md?file%3A%2F%2F%2Fc%253A%2Fdocs%2F%25E6%2589%258B%25E9%25A0%2586.docx",
    ],
    ["file://server/share/a.pdf", "hanare-doc://server/share/a.pdf.md?file%3A%2F%2Fserver%2Fshare%2Fa.pdf"],
    ["hanare-doc:/a.pdf.md?x", "hanare-doc:/a.pdf.md?x"],
  ];
  for (const [uri, viewUri] of uris) it(uri, () => assert.equal(viewUriOf(uri), viewUri));
});
