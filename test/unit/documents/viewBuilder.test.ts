import assert from "node:assert/strict";
import { sourceSpan } from "../../../server/src/documents/document";
import { viewBuilder } from "../../../server/src/documents/viewBuilder";

describe("viewBuilder", () => {
  const view = viewBuilder();
  view.mark("[1ページ]");
  view.heading(1, "第1章 総則", { page: 1 });
  view.paragraph("この規程は、\r\n保存期間を定める。\u0007", { page: 1 });
  view.listItem("帳票", { mark: "(1)", depth: 1 });
  view.row([{ text: "種類" }, { text: "期間" }], true);
  view.row([{ text: "帳票" }, { text: "" }, { text: "7年", place: { cell: "規程!C2" } }], false);
  view.heading(2, "第1条\n目的");
  view.paragraph("  ");
  const { text, blocks } = view.finish();

  it("writes Markdown that shows headings, lists, tables and marks", () =>
    assert.equal(
      text,
      [
        "[1ページ]",
        "",
        "# 第1章 総則",
        "",
        "この規程は、\n保存期間を定める。",
        "",
        "  (1) 帳票",
        "",
        "| 種類 | 期間 |",
        "| --- | --- |",
        "| 帳票 |  | 7年 |",
        "",
        "## 第1条 目的",
        "",
        "",
      ].join("\n"),
    ));

  it("gives every block its own words in the text", () => {
    for (const block of blocks) {
      const { start, end } = sourceSpan(block, 0, block.text.length);
      assert.equal(text.slice(start, end), block.text);
    }
    assert.deepEqual(
      blocks.map(({ kind, headings, place }) => [kind, headings.join(" > "), place]),
      [
        ["heading", "第1章 総則", { page: 1 }],
        ["paragraph", "第1章 総則", { page: 1 }],
        ["listItem", "第1章 総則", undefined],
        ["tableCell", "第1章 総則", undefined],
        ["tableCell", "第1章 総則", undefined],
        ["tableCell", "第1章 総則", undefined],
        ["tableCell", "第1章 総則", { cell: "規程!C2" }],
        ["heading", "第1章 総則 > 第1条 目的", undefined],
      ],
    );
  });

  it("knows a table's header and rows", () => {
    const cells = blocks.filter(({ kind }) => kind === "tableCell");
    assert.deepEqual(
      cells.map(({ header, row }) => [header === true, row && text.slice(row.start, row.end)]),
      [
        [true, "| 種類 | 期間 |"],
        [true, "| 種類 | 期間 |"],
        [false, "| 帳票 |  | 7年 |"],
        [false, "| 帳票 |  | 7年 |"],
      ],
    );
  });
});
