import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { ArchiveError } from "../../../../server/src/documents/archive";
import { readDocx } from "../../../../server/src/documents/docx/read";
import { changed, type TextChange, trackChanges } from "../../../../server/src/documents/docx/trackedChanges";
import { viewDocument } from "../../../../server/src/documents/readFile";
import { parseXml } from "../../../../server/src/documents/xml";
import { escapeXml } from "../../../../server/src/util/xmlText";
import { p, r, wordFile, type WordParts } from "../../../support/officeSamples/wordFile";
import { never, readers } from "../../../support/reviewSample";

async function tracked(body: string, words: readonly (readonly [string, string])[], parts: WordParts = {}) {
  const bytes = wordFile(body, parts);
  const document = viewDocument("file:///a.docx", "docx", await readDocx(bytes, never));
  const changes = words.map(([from, newText]): TextChange => {
    const start = document.text.indexOf(from);
    assert.ok(start >= 0, from);
    return { span: { start, end: start + from.length }, newText };
  });
  const input = { bytes, document, changes, author: "Hanare", when: "2026-04-01T09:00:00.000Z" };
  const result = await trackChanges(input, readers, never);
  const files = Object.fromEntries(
    Object.entries(unzipSync(result.bytes)).map(([name, data]) => [name, strFromU8(data)]),
  );
  return { ...result, document, changes, files, xml: files["word/document.xml"] ?? "" };
}

const inside = (xml: string, tag: string) =>
  xml.match(new RegExp(`<w:${tag} [^>]*>[\\s\\S]*?</w:${tag}>`, "g")) ?? [];
const words = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<w:${tag}(?: [^>]*)?>([^<]*)</w:${tag}>`, "g"))].map(([, text]) => text);

describe("Word copy with tracked changes", () => {
  const cases: readonly [
    name: string,
    body: string,
    change: readonly [string, string],
    deleted: readonly string[],
  ][] = [
    ["in the middle of a run", p("このサーバを止める。"), ["サーバ", "サーバー"], ["サーバ"]],
    ["a whole run", p(r("この") + r("サーバ", "<w:b/>") + r("を")), ["サーバ", "サーバー"], ["サーバ"]],
    ["over runs", p(r("このサー") + r("バを", "<w:b/>")), ["サーバ", "サーバー"], ["サー", "バ"]],
    ["at the end", p("止めて下さい"), ["下さい", "ください"], ["下さい"]],
    ["with an entity", p("規則 A &amp; B に従う"), ["A & B", "A&B"], ["A &amp; B"]],
    ["taken away", p("ををを止める"), ["をを", ""], ["をを"]],
    [
      "in a cell",
      `<w:tbl><w:tr><w:tc>${p("一")}</w:tc><w:tc>${p("サーバ")}</w:tc></w:tr></w:tbl>`,
      ["サーバ", "サーバー"],
      ["サーバ"],
    ],
    [
      "behind a tab in the same run",
      p("<w:r><w:t>弁</w:t><w:tab/><w:t>サーバを</w:t></w:r>"),
      ["サーバ", "サーバー"],
      ["サーバ"],
    ],
  ];
  for (const [name, body, change, deleted] of cases)
    it(`marks the old words as deleted and the new ones as inserted: ${name}`, async () => {
      const { xml, document, bytes, changes, applied, left } = await tracked(body, [change]);
      assert.deepEqual([applied.length, left.length], [1, 0]);
      assert.deepEqual(words(inside(xml, "del").join(""), "delText"), deleted);
      assert.deepEqual(
        words(inside(xml, "ins").join(""), "t"),
        change[1] === "" ? [] : [escapeXml(change[1])],
      );
      assert.ok(parseXml(xml));
      assert.equal((await readDocx(bytes, never)).text, changed(document.text, changes));
    });

  it("gives back the original words when every change is rejected, with the looks of their runs", async () => {
    const body = p(r("このサー", "<w:i/>") + r("バを止めて下さい。", "<w:b/>"));
    const { xml } = await tracked(body, [
      ["サーバ", "サーバー"],
      ["下さい", "ください"],
    ]);
    const rejected = xml.replace(/<w:ins [\s\S]*?<\/w:ins>/g, "").replaceAll("delText", "t");
    assert.equal(words(rejected, "t").join(""), "このサーバを止めて下さい。");
    assert.match(xml, /<w:del [^>]*><w:r><w:rPr><w:i\/><\/w:rPr><w:delText[^>]*>サー</);
    assert.match(xml, /<w:ins [^>]*><w:r><w:rPr><w:b\/><\/w:rPr><w:t[^>]*>サーバー</);
  });

  it("names author and date, and counts on from the numbers in the file", async () => {
    const { xml } = await tracked(p(`<w:bookmarkStart w:id="41" w:name="a"/>${r("サーバ")}`), [
      ["サーバ", "サーバー"],
    ]);
    assert.match(xml, /<w:del w:id="42" w:author="Hanare" w:date="2026-04-01T09:00:00Z">/);
    assert.match(xml, /<w:ins w:id="43" w:author="Hanare" w:date="2026-04-01T09:00:00Z">/);
  });

  it("leaves alone what is not plain running text, and says so", async () => {
    const inserted = p(`${r("この")}<w:ins w:id="1" w:author="佐藤">${r("サーバ")}</w:ins>`);
    const { xml, left, applied } = await tracked(inserted + p("止めて下さい"), [
      ["サーバ", "サーバー"],
      ["下さい", "ください"],
    ]);
    assert.deepEqual([left.map(({ newText }) => newText), applied.length], [["サーバー"], 1]);
    assert.equal(inside(xml, "ins").length, 2);
  });

  it("keeps every other part of the file byte for byte", async () => {
    const { files } = await tracked(p("サーバ"), [["サーバ", "サーバー"]], { styles: "<w:style/>" });
    assert.match(files["word/styles.xml"] ?? "", /<w:styles [^>]*><w:style\/><\/w:styles>/);
  });

  it("hands out no copy that says something else than it should", async () => {
    const bytes = wordFile(p("サーバ"));
    const document = viewDocument("file:///a.docx", "docx", await readDocx(bytes, never));
    const lying = {
      readFormat: async (_: string, given: Uint8Array, signal: AbortSignal) => {
        const read = await readDocx(given, signal);
        return read.text.includes("サーバー") ? { ...read, text: "別の文" } : read;
      },
    };
    const changes = [{ span: { start: 0, end: 3 }, newText: "サーバー" }];
    const input = { bytes, document, changes, author: "Hanare" };
    await assert.rejects(trackChanges(input, lying, never), ArchiveError);
  });
});
