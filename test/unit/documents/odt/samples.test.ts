import assert from "node:assert/strict";
import { readOdt } from "../../../../server/src/documents/odt/read";
import { officeFile } from "../../../support/documents/officeFiles";

/** The view of files that LibreOffice and the libraries of others wrote (`test/fixtures/documents/odt`). */
const samples: Readonly<Record<string, readonly string[]>> = {
  "manual.odt": [
    "社外秘",
    "保全課",
    "# 第一章 総則",
    "帳票は7年間保存する[^1]。",
    "[^1] 労働安全衛生法による。",
    "[Comment by 田中] 法務に確認する。",
    "## 一.1 点検",
    "警告の面積は10²m  である。",
    "内緒",
    "# 第二章 保存",
    "第１条 目的を定める。",
    "第２条 定義を定める。",
    "  ① 帳票",
    "  ② 伝票",
    "間の文。",
    "第３条 期間を定める。",
    "炉の扉。",
    "警告　高温につき触れないこと。",
    "| 種類 | 名前 | 期間 |",
    "| --- | --- | --- |",
    "| その他 |  | 1年 |",
    "旧版の文。",
    "1 deleted passage is not read (tracked changes).",
  ],
  "procedure.odt": [
    "1",
    "# 保守手順書",
    "保全課",
    "# 総則",
    // Pandoc writes comments and deleted text into OpenDocument like other text.
    "この手順書は、設備の保守を定める[^1]。法務に確認する期間は90日とする。",
    "[^1] 労働安全衛生法による。",
    "## 点検",
    "帳票は5年7年間保存する。面積は10²平方メートル、水はH₂O。",
    "1. 電源を切る。",
    "2. 蓋を開ける。",
    "  a. 右の蓋",
    "  b. 左の蓋",
    "3. 電源を入れる。",
    "(イ) 予備",
    "• 手袋",
    "• 眼鏡",
    "| 種類 | 期間 |",
    "| --- | --- |",
    "| 帳票 | 7年 |",
    "| 伝票 | 10年 |",
    "式は (a+b)/2=x² である。",
    "緊急停止ボタンの位置",
    "Logos, icons and other pictures that only adorn, not read: 1",
  ],
  "py3o_nested_list_template.odt": [
    "# py3o.template list support",
    "We want to test list nesting support:",
    "So we create a simple loop on items and loop over all lines inside item...",
    'for="item in items"',
    'for="line in item.lines"',
    "• dood line.val",
    "/for",
    "/for",
    "Best regards",
    "The CI department",
    "Logos, icons and other pictures that only adorn, not read: 1",
  ],
};

const signal = new AbortController().signal;

describe("odt samples", () => {
  for (const [name, lines] of Object.entries(samples))
    it(name, async () => {
      const { text, unread } = await readOdt(officeFile(`odt/${name}`), signal);
      const found = [...text.split("\n").filter((line) => line !== ""), ...unread.map(({ why }) => why)];
      assert.deepEqual(found, lines);
    });

  it("tables of LibreOffice, header row and merged cells", async () => {
    const { blocks } = await readOdt(officeFile("odt/py3o_table_cell_for_loop.odt"), signal);
    assert.deepEqual(
      blocks.filter(({ header }) => header).map(({ text }) => text),
      ["Column1 Heading", "Column2 Heading", "Column3 Heading"],
    );
  });
});
