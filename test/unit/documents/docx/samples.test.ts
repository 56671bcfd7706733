import assert from "node:assert/strict";
import { sourceSpan } from "../../../../server/src/documents/document";
import { readDocx } from "../../../../server/src/documents/docx/read";
import { officeFile } from "../../../support/documents/officeFiles";

/** The view of files that Word and the libraries of others wrote (`test/fixtures/documents/docx`). */
const samples: Readonly<Record<string, readonly string[]>> = {
  "regulation.docx": [
    "社外秘",
    "総務部",
    "# 文書管理規程",
    "# 第一章 総則",
    "  第１条 この規程は、文書の管理について定める。",
    "  第２条 帳票は7年間保存する[^1]。",
    "[Comment by 佐藤] 期間を法務に確認する。",
    "[^1] 民法第166条による。",
    "    1 電子のものを含む。",
    "      ① 控えを除く。",
    "      ② 写しを除く。",
    "# 第二章 保存",
    "  第１条 保存の場所は別に定める。",
    "面積は100m²",
    "見える",
    "内緒",
    "(1) 電源を切る。",
    "(2) 蓋を開ける。",
    "  イ 右の蓋",
    "(1) 電源を入れる。",
    "| 種類 | 名前 | 期間 |",
    "| --- | --- | --- |",
    "| 帳票 | 伝票 | 7年 |",
    "|  | 契約書 | 10年 |",
    "| その他 |  | 1年 |",
    "警告　高温につき触れないこと。",
    "解は(a+b)/2",
    "1 deleted passage is not read (tracked changes).",
  ],
  "procedure.docx": [
    "# 保守手順書",
    "保全課",
    "# 総則",
    "この手順書は、設備の保守を定める[^1]。期間は90日とする。",
    "[^1] 労働安全衛生法による。",
    "[Comment by 田中] 法務に確認する",
    "## 点検",
    "帳票は7年間保存する。面積は10²平方メートル、水はH₂O。",
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
    "[Picture] 緊急停止ボタンの位置",
    "緊急停止ボタンの位置",
    "1 deleted passage is not read (tracked changes).",
    "Pictures of which only the descriptions were read (1): 緊急停止ボタンの位置",
  ],
  "hdr-header-footer.docx": [
    "Header for section-1",
    "Footer for section 1",
    "section with header",
    "section without header of its own.",
  ],
  "comments-rich-para.docx": [
    "Document text",
    "Some text worthy of note.",
    "[Comment by Steve Canny] Text with hyperlink https://google.com embedded.",
    "Other document text.",
    "Other text worthy of note.",
    "[Comment] Text with inline image  in the middle.",
    "Paragraph 5",
    "[Comment] Text with character style.",
    "Paragraph 6",
    "[Comment] Paragraph with Heading 2 paragraph style.",
    "Paragraph 7",
    "Pictures that were not read: 1. Read them yourself; a picture with an alternative text, or marked as decorative, is no gap.",
  ],
  "tbl-cell-access.docx": [
    ...["| 1 | 2 | 3 |", "| --- | --- | --- |", "| 4 | 5 | 6 |", "| 7 | 8 | 9 |"],
    ...["| 1 | 2 | 3 |", "| --- | --- | --- |", "| 4 |  | 6 |", "| 7 | 8 | 9 |"],
    ...["| 1 | 2 | 3 |", "| --- | --- | --- |", "| 4 | 5 | 6 |", "| 7 |  | 9 |"],
    ...["| 1 | 2 | 3 |", "| --- | --- | --- |", "| 4 |  | 6 |", "|  |  | 9 |"],
  ],
};

describe("docx samples", () => {
  for (const [name, lines] of Object.entries(samples))
    it(name, async () => {
      const { text, blocks, unread } = await readDocx(
        officeFile(`docx/${name}`),
        new AbortController().signal,
      );
      const found = [...text.split("\n").filter((line) => line !== ""), ...unread.map(({ why }) => why)];
      assert.deepEqual(found, lines);
      for (const block of blocks) {
        const { start, end } = sourceSpan(block, 0, block.text.length);
        assert.equal(text.slice(start, end), block.text);
      }
    });
});
