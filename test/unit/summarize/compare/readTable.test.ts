import assert from "node:assert/strict";
import { readDocx } from "../../../../server/src/documents/docx/read";
import { readText } from "../../../../server/src/documents/read";
import { viewDocument } from "../../../../server/src/documents/readFile";
import { readXlsx } from "../../../../server/src/documents/xlsx/readXlsx";
import { compareDocuments } from "../../../../server/src/summarize/compare/compare";
import { readComparisonTable } from "../../../../server/src/summarize/compare/readTable";
import { writeComparison } from "../../../../server/src/summarize/compare/writers";
import { regulation } from "../texts";

const never = new AbortController().signal;
const read = (text: string, languageId = "markdown") => readText({ uri: "file:///a", languageId, text });
const told = (document: ReturnType<typeof read>) =>
  readComparisonTable(document)?.changes.map(({ kind, clause, details }) =>
    [`${kind} ${clause}`, ...details.map(({ text }) => text)].join(" | "),
  );

describe("a table of new and old clauses is read", () => {
  const table = `# 就業規則 新旧対照表

| 条項 | 改正案 | 現行 | 備考 |
| --- | --- | --- | --- |
| 第5条 | 届出は7日以内に行う。 | 届出は14日以内に行う。 | |
| 第6条 | （略） | （略） | |
| 第7条 | 許可を得て持ち出すことができる。 | 持ち出してはならない。 | |
| 第8条 | 監査は毎年行う。 | （新設） | |
| 第9条 | （削る） | 帳票は紙で保存する。 | |
| 第10条 | | 印章を用いる。 | |
`;
  const expected = [
    "changed 第5条 | 14日以内 becomes 7日以内",
    "changed 第7条 | prohibition becomes permission or possibility",
    "added 第8条",
    "removed 第9条",
    "removed 第10条",
  ];

  it("from Markdown, empty cells and all", () => assert.deepEqual(told(read(table)), expected));

  it("names clauses by the number in the text where no column does", () => {
    const bare = "| 新 | 旧 |\n| --- | --- |\n| 第3条 期間は5年とする。 | 第2条 期間は3年とする。 |\n";
    const [change] = readComparisonTable(read(bare))?.changes ?? [];
    assert.deepEqual([change?.clause, change?.oldClause], ["第3条", "第2条"]);
  });

  const fresh = regulation.replace("10年とする", "7年とする").replace(/（教育）\n第10条.*\n/, "");
  const comparison = compareDocuments(read(regulation, "plaintext"), read(fresh, "plaintext"));
  for (const [format, reader] of [
    ["docx", readDocx],
    ["xlsx", readXlsx],
  ] as const)
    it(`from what Hanare writes as ${format}`, async () => {
      const bytes = writeComparison(comparison, format);
      assert.ok(bytes instanceof Uint8Array);
      const document = viewDocument("file:///a", format, await reader(bytes, never));
      const again = readComparisonTable(document);
      assert.deepEqual(
        again?.changes.map(({ kind, clause, old, new: said }) => [kind, clause, old?.quote, said?.quote]),
        comparison.changes.map(({ kind, clause, old, new: said }) => [kind, clause, old?.quote, said?.quote]),
      );
    });

  for (const text of ["本文だけ。\n", "| 名前 | 期限 |\n| --- | --- |\n| 佐藤 | 3日 |\n", ""])
    it(`not in ${JSON.stringify(text)}`, () => assert.equal(readComparisonTable(read(text)), undefined));
});
