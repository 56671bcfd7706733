import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";

describe("readers of text by language and name", () => {
  const table = "商品,数量\nねじ,30\n";
  const cases: readonly (readonly [name: string, language: string, text: string, answer: string])[] = [
    ["a.csv", "plaintext", table, "csv tableCell,tableCell,tableCell,tableCell"],
    ["a.txt", "csv", table, "csv tableCell,tableCell,tableCell,tableCell"],
    ["a.txt", "csv (semicolon)", "a;b\n1;2", "csv tableCell,tableCell,tableCell,tableCell"],
    ["a.txt", "dynamic csv", "a|b\n1|2", "csv tableCell,tableCell,tableCell,tableCell"],
    ["a.TSV", "plaintext", "a,1\tb\n", "csv tableCell,tableCell"],
    ["a.txt", "plaintext", table, "text paragraph"],
    ["a.html", "html", "<h1>手順</h1><p>30日</p>", "html heading,paragraph"],
    ["a.rst", "plaintext", "手順\n====\n\n30日", "text heading,paragraph"],
    ["a.txt", "restructuredtext", "手順\n====\n\n30日", "text heading,paragraph"],
    ["a.adoc", "plaintext", "= 手順\n\n30日", "text heading,paragraph"],
    ["a.md", "markdown", "# 手順\n\n30日", "markdown heading,paragraph"],
    ["a.ts", "typescript", "// 注\n", "source code,comment"],
    ["a.csv", "typescript", "// 注\n", "source code,comment"],
    ["a.constructor", "plaintext", "保存は30日とする。", "text paragraph"],
  ];
  for (const [name, languageId, text, answer] of cases)
    it(`${name} in ${languageId}`, () => {
      const { format, blocks } = readText({ uri: `file:///w/${name}`, languageId, text });
      assert.equal(`${format} ${blocks.map(({ kind }) => kind).join()}`, answer);
    });

  it("reads Markdown of very many lines line by line, which costs no more than other text", () => {
    const read = (lines: number) => {
      const text = `# 手順\n\n[30日](https://example.com)${"\n".repeat(lines - 3)}`;
      const { blocks } = readText({ uri: "file:///w/a.md", languageId: "markdown", text });
      return blocks.map(({ kind, text }) => `${kind} ${text}`);
    };
    assert.deepEqual(read(60), ["heading 手順", "paragraph 30日"]);
    assert.deepEqual(read(30_001), ["heading 手順", "paragraph [30日](https://example.com)"]);
  });
});
