import assert from "node:assert/strict";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { readDocx } from "../../../../server/src/documents/docx/read";
import { parseXml } from "../../../../server/src/documents/xml";
import { annotateDocx } from "../../../../server/src/review/report/docx/annotate";
import { p, r, wordFile, type WordParts } from "../../../support/officeSamples/wordFile";
import { inWord, never, packsOf, readers } from "../../../support/reviewSample";

const packs = packsOf(
  "  - { id: R, severity: high, message: 曖昧な語です, match: { any: [{ regex: 適宜 }, { regex: 'A & B' }] }, refs: [{ control: 第1条 }] }\n" +
    '  - { id: S, severity: critical, message: "番号 {match}", mask: true, match: { any: [{ regex: "[0-9]{4}-?[0-9]{4}-?[0-9]{4}" }] } }\n',
);

async function annotated(body: string, parts: WordParts = {}) {
  const bytes = wordFile(body, parts);
  const { document, findings } = await inWord(bytes, packs);
  const input = { bytes, document, findings, masked: new Set(["S"]) };
  const copy = await annotateDocx(input, readers, never);
  const files = Object.fromEntries(
    Object.entries(unzipSync(copy)).map(([name, data]) => [name, strFromU8(data)]),
  );
  return { bytes, document, findings, copy, files, xml: files["word/document.xml"] ?? "" };
}

/** What stands between the two marks of each comment, by its number. */
const ranges = (xml: string) =>
  [...xml.matchAll(/<w:commentRangeStart w:id="(\d+)"\/>([\s\S]*?)<w:commentRangeEnd w:id="\1"\/>/g)].map(
    ([, id, inside = ""]) => [
      Number(id),
      [...inside.matchAll(/<w:t[^>]*>([^<]*)</g)].map(([, text]) => text).join(""),
    ],
  );
const words = (xml: string) =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map(([, text]) => text).join("");

describe("Word copy with comments", () => {
  const spans: readonly [name: string, body: string, expected: readonly string[]][] = [
    ["in the middle of a run", p("弁を適宜閉める。"), ["適宜"]],
    ["a whole run", p(r("弁を") + r("適宜", "<w:b/>") + r("閉める。")), ["適宜"]],
    ["over runs", p(r("弁を適") + r("宜閉める。", "<w:b/>")), ["適宜"]],
    ["at both ends of a paragraph", p("適宜、記録し、適宜"), ["適宜", "適宜"]],
    ["beside each other", p("適宜適宜"), ["適宜", "適宜"]],
    ["behind spaces that are cut off", p("  適宜、記録する。"), ["適宜"]],
    ["with entities", p("規則 A &amp; B に従う"), ["A &amp; B"]],
    [
      "in a cell of a table",
      `<w:tbl><w:tr><w:tc>${p("一")}</w:tc><w:tc>${p("適宜閉める")}</w:tc></w:tr></w:tbl>`,
      ["適宜"],
    ],
    [
      "in an insertion of tracked changes",
      p(`${r("弁を")}<w:ins w:id="1">${r("適宜")}</w:ins>${r("閉める")}`),
      ["適宜"],
    ],
    [
      "behind a tab and a line break",
      p(`<w:r><w:t>弁</w:t><w:tab/><w:t>を</w:t><w:br/><w:t>適宜</w:t></w:r>`),
      ["適宜"],
    ],
  ];
  for (const [name, body, expected] of spans)
    it(`puts a comment around the words: ${name}`, async () => {
      const { xml, findings } = await annotated(body);
      assert.equal(findings.length, expected.length);
      assert.deepEqual(
        ranges(xml),
        expected.map((text, id) => [id, text]),
      );
    });

  it("changes no word, keeps the runs' looks, and makes well-formed XML", async () => {
    const body = p(r("弁を適", '<w:color w:val="FF0000"/>') + r("宜閉める。", "<w:b/>")) + p("終わり。");
    const { xml, files, document, copy } = await annotated(body);
    assert.equal(words(xml), "弁を適宜閉める。終わり。");
    assert.equal(xml.match(/<w:rPr><w:color w:val="FF0000"\/><\/w:rPr>/g)?.length, 2);
    for (const [name, text] of Object.entries(files)) assert.ok(parseXml(text), name);
    const again = await readDocx(copy, never);
    assert.ok(
      again.text.replace(/\[Comment by Hanare\][^]*/, "").includes(document.text.split("\n")[0] ?? "?"),
    );
  });

  it("says severity, rule, message, clause and place, as Hanare", async () => {
    const { files, copy } = await annotated(p("弁を適宜閉める。"));
    const comment = files["word/comments.xml"] ?? "";
    assert.match(comment, /w:author="Hanare"/);
    for (const part of ["high · R", "曖昧な語です", "第1条"]) assert.ok(words(comment).includes(part), part);
    assert.match(files["[Content_Types].xml"] ?? "", /PartName="\/word\/comments\.xml"/);
    assert.match(files["word/_rels/document.xml.rels"] ?? "", /Target="comments\.xml"/);
    assert.match((await readDocx(copy, never)).text, /\[Comment by Hanare\]/);
  });

  it("keeps the author's comments and counts on from their numbers", async () => {
    const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
    const comments = `<w:comments ${w}><w:comment w:id="7" w:author="佐藤">${p("確認済み")}</w:comment></w:comments>`;
    const body = p(
      `<w:commentRangeStart w:id="7"/>${r("弁を適宜")}<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>`,
    );
    const { files, xml, copy } = await annotated(body, { others: { comments } });
    assert.deepEqual(
      ranges(xml).map(([id]) => id),
      [7],
    );
    assert.match(xml, /<w:commentRangeStart w:id="8"\/>/);
    const { text } = await readDocx(copy, never);
    for (const part of ["[Comment by 佐藤] 確認済み", "[Comment by Hanare]"])
      assert.ok(text.includes(part), text);
    assert.equal((files["word/comments.xml"] ?? "").match(/<w:comment /g)?.length, 2);
  });

  it("shows a finding in a text box at the first words, with its place", async () => {
    const box = `<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>${p("適宜")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`;
    const { xml, findings } = await annotated(p("はじめに") + p(box));
    assert.equal(findings.length, 1);
    assert.deepEqual(ranges(xml), [[0, "はじめに"]]);
  });

  it("writes XML that holds where a document has no prefix for its words", async () => {
    const bytes = wordFile(p("弁を適宜閉める。"));
    const plain = unzipSync(bytes);
    const xml = strFromU8(plain["word/document.xml"] ?? new Uint8Array())
      .replaceAll("<w:", "<")
      .replaceAll("</w:", "</")
      .replace("xmlns:w=", "xmlns=");
    const own = zipSync({ ...plain, "word/document.xml": strToU8(xml) });
    const { document, findings } = await inWord(own, packs);
    const copy = await annotateDocx({ bytes: own, document, findings, masked: new Set() }, readers, never);
    assert.match((await readDocx(copy, never)).text, /\[Comment by Hanare\]/);
    assert.match(
      strFromU8(unzipSync(copy)["word/document.xml"] ?? new Uint8Array()),
      /xmlns:w="[^"]+" w:id="0"\/><r><rPr><\/rPr><t[^>]*>適宜</,
    );
  });

  it("puts the comment around the whole run where ruby stands in it", async () => {
    const ruby = `<w:r><w:ruby><w:rt><w:r><w:t>てきぎ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>適宜</w:t></w:r></w:rubyBase></w:ruby></w:r>`;
    const { xml, findings } = await annotated(p(`${r("弁を")}${ruby}${r("閉める")}`));
    assert.equal(findings.length, 1);
    assert.ok(xml.includes(`<w:commentRangeStart w:id="0"/>${ruby}<w:commentRangeEnd w:id="0"/>`), xml);
  });

  it("leaves out what a person excused", async () => {
    const bytes = wordFile(p("弁を適宜閉める。"));
    const { document, findings } = await inWord(bytes, packs);
    const excused = findings.map((finding) => ({ ...finding, status: "suppressed" as const }));
    const copy = await annotateDocx(
      { bytes, document, findings: excused, masked: new Set() },
      readers,
      never,
    );
    const files = unzipSync(copy);
    assert.equal(files["word/comments.xml"], undefined);
    assert.deepEqual(
      strFromU8(files["word/document.xml"] ?? new Uint8Array()),
      strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array()),
    );
  });

  it("stars secrets out: in the text, over runs, and where no reader looks", async () => {
    const body =
      p("番号は 4821-3907-5612 です。") +
      p(r("番号は 4821") + r("39075613", "<w:b/>") + r(" です。")) +
      p(`<w:del w:id="3"><w:r><w:delText>4821-3907-5612</w:delText></w:r></w:del>${r("以上")}`);
    const { copy, bytes, document } = await annotated(body);
    assert.match(document.text, /4821-3907-5612/);
    for (const [name, data] of Object.entries(unzipSync(copy)))
      assert.doesNotMatch(words(strFromU8(data)) + strFromU8(data), /3907/, name);
    const again = await readDocx(copy, never);
    assert.match(again.text, /番号は \*\*\*\*-\*\*\*\*-\*\*\*\* です。/);
    assert.match(strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array()), /4821-3907-5612/);
  });

  it("is the same bytes again", async () => {
    const [one, two] = [await annotated(p("弁を適宜閉める。")), await annotated(p("弁を適宜閉める。"))];
    assert.deepEqual(one.copy, two.copy);
  });
});
