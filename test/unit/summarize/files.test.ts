import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { type Summary } from "../../../server/src/protocol";
import { writeSummary } from "../../../server/src/summarize/files";

const range = { start: { line: 4, character: 0 }, end: { line: 4, character: 9 } };
const summary: Summary = {
  uri: "file:///a/report.md",
  title: "<b>障害</b> & 報告",
  tier: "abstractive",
  model: "m",
  reading: "whole",
  mark: "社外秘",
  sections: [
    {
      headings: ["<b>障害</b> & 報告", "原因"],
      range,
      sentences: [
        {
          text: "<script>alert(1)</script>",
          kind: "quoted",
          citations: [{ range, quote: "<script>alert(1)</script>" }],
        },
        {
          text: "設定の誤り。",
          kind: "worded",
          citations: [{ range, place: "slide 3", quote: "設定に\n誤りがあった。" }],
        },
      ],
    },
    { headings: ["期限"], range, sentences: [], notStated: true },
  ],
  sourceSentences: 12,
  unread: [{ where: "page 2", why: "a picture" }],
  stopped: true,
};

describe("summary as a file", () => {
  it("of HTML: mark, places, the words a wording stands on, what is missing; no text becomes markup", () => {
    const html = String(writeSummary(summary, "html"));
    assert.doesNotMatch(html, /<script|<b>/);
    for (const part of [
      '<p class="mark">社外秘</p>',
      "[L5]",
      "設定の誤り。 ✎",
      "[slide 3]",
      "<blockquote>設定に\n誤りがあった。</blockquote>",
      "Not stated in the document.",
      "Not read: page 2 (a picture)",
      "Stopped: only the sections finished until then are here.",
      "2 of 12 sentences.",
      "default-src &#39;none&#39;",
    ])
      assert.ok(html.includes(part) || html.includes(part.replaceAll("&#39;", "'")), part);
  });

  it("of Word: the same, and the same bytes for the same summary", () => {
    const bytes = writeSummary(summary, "docx");
    assert.ok(bytes instanceof Uint8Array);
    const xml = strFromU8(unzipSync(bytes)["word/document.xml"] ?? new Uint8Array());
    const texts = [...xml.matchAll(/<w:t xml:space="preserve">([^<]*)<\/w:t>/g)].map(([, text]) => text);
    assert.equal(texts[0], "社外秘");
    assert.equal(texts[1], "Summary of &lt;b&gt;障害&lt;/b&gt; &amp; 報告");
    assert.ok(texts.includes("・ 設定の誤り。 ✎ [slide 3]"));
    assert.ok(texts.includes("誤りがあった。"));
    assert.ok(texts.includes("Not read: page 2 (a picture)"));
    assert.match(xml, /<w:pStyle w:val="Quote"\/>/);
    assert.deepEqual(bytes, writeSummary(summary, "docx"));
  });
});
