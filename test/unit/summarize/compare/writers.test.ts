import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { readText } from "../../../../server/src/documents/read";
import { compareDocuments } from "../../../../server/src/summarize/compare/compare";
import { changedRuns } from "../../../../server/src/summarize/compare/runs";
import { writeComparison } from "../../../../server/src/summarize/compare/writers";

const read = (name: string, text: string) =>
  readText({ uri: `file:///${name}`, languageId: "markdown", text });
const comparison = compareDocuments(
  read("old.md", "# 規程\n\n## 第1条（期限）\n\n報告は30日以内に行う。\n\n=1+1 は式ではない。\n"),
  read("new.md", "# 規程\n\n## 第1条（期限）\n\n報告は14日以内に行う。\n"),
);
const partsOf = (bytes: string | Uint8Array) => {
  assert.ok(bytes instanceof Uint8Array);
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
};

describe("table of new and old clauses", () => {
  it("as CSV: new before old, nothing that runs", () => {
    const csv = String(writeComparison(comparison, "csv"));
    const [head, first, second] = csv.replace(/^\ufeff/, "").split("\r\n");
    assert.equal(head, 'No.,Article,New text,Old text,Change,"Numbers, dates and duties"');
    assert.equal(
      first,
      "1,第1条（期限）,報告は14日以内に行う。,報告は30日以内に行う。,Changed,30日以内 becomes 14日以内",
    );
    assert.equal(second, "2,第1条（期限）,,'=1+1 は式ではない。,Removed,");
  });

  it("bears the stricter mark of its versions", () => {
    const marked = compareDocuments(
      read("old.md", "社外秘\n\n# 規程\n\n報告は30日以内に行う。\n"),
      read("new.md", "極秘\n\n# 規程\n\n報告は14日以内に行う。\n"),
    );
    assert.equal(marked.mark, "極秘");
    assert.match(String(writeComparison(marked, "markdown")), /^# .*\n\n> 極秘/);
    assert.match(partsOf(writeComparison(marked, "docx"))["word/document.xml"] ?? "", />極秘</);
    assert.equal(comparison.mark, undefined);
  });

  it("as Word: underlines what changed, says the same bytes for the same versions", () => {
    const bytes = writeComparison(comparison, "docx");
    const xml = partsOf(bytes)["word/document.xml"] ?? "";
    const underlined = [...xml.matchAll(/<w:u w:val="single"\/><\/w:rPr><w:t[^>]*>([^<]*)/g)].map(
      ([, text]) => text,
    );
    assert.deepEqual(underlined, ["14", "30", "=1+1 は式ではない。"]);
    assert.deepEqual(bytes, writeComparison(comparison, "docx"));
  });

  it("as Excel: the table and what was compared", () => {
    const parts = partsOf(writeComparison(comparison, "xlsx"));
    assert.match(parts["xl/worksheets/sheet1.xml"] ?? "", /報告は14日以内に行う。/);
    assert.match(parts["xl/worksheets/sheet2.xml"] ?? "", /Changed: 1 .* removed: 1/);
  });

  it("as Markdown: no text of the document becomes markup", () => {
    const evil = compareDocuments(read("a.md", "x\n"), read("b.md", "x\n\n![i](http://evil) <b>重要</b>\n"));
    const markdown = String(writeComparison(evil, "markdown"));
    assert.doesNotMatch(markdown, /(?<!\\)!\[/);
    assert.doesNotMatch(markdown, /(?<!\\)<b/);
    assert.deepEqual(JSON.parse(String(writeComparison(evil, "json"))), evil);
  });

  const marked = (runs: ReturnType<typeof changedRuns>["old"]) =>
    runs.map(({ text, marked: is }) => (is === true ? `[${text}]` : text)).join("");
  const cases = [
    ["報告は30日以内", "報告は14日以内", "報告は[30]日以内", "報告は[14]日以内"],
    ["same", "same", "same", "same"],
    ["", "new", "", "[new]"],
    ["a b c d", "a x c y", "a [b] c [d]", "a [x] c [y]"],
  ] as const;
  for (const [old, fresh, left, right] of cases)
    it(`underlines ${left} and ${right}`, () => {
      const runs = changedRuns(old, fresh);
      assert.deepEqual([marked(runs.old), marked(runs.new)], [left, right]);
    });
});
