import assert from "node:assert/strict";
import { definitionsIn } from "../../../server/src/documents/definitions";
import { readText } from "../../../server/src/documents/read";

const terms = (text: string, languageId = "markdown") => {
  const document = readText({ uri: "file:///a", languageId, text });
  return definitionsIn(document).map((definition) => {
    const { start, end } = definition.span;
    assert.ok(start >= 0 && start < end && end <= text.length);
    assert.ok(text.slice(start, end).includes(definition.term), definition.term);
    return definition.term;
  });
};

describe("definitions", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["quoted", "この規程において「個人データ」とは、名簿を構成する個人情報をいう。", ["個人データ"]],
    ["bare", "本書で保全担当者とは、点検を行う者を指します。", ["保全担当者"]],
    [
      "shortened",
      "設備保全規程（以下「本規程」という。）に基づき、保全課（以下、「当課」とする）が行う。",
      ["本規程", "当課"],
    ],
    ["together", "親会社及び子会社（以下総称して「当社グループ」という。）", ["当社グループ"]],
    ["a question defines nothing", "個人データとは何ですか。次に説明します。", []],
    ["what something is, is no definition", "これとは、別の問題である。", []],
    [
      "items of a statute",
      "## 用語の定義\n\n- 個人情報　生存する個人に関する情報をいう。\n- 従業者：業務に従事する者\n",
      ["個人情報", "従業者"],
    ],
    ["items elsewhere", "## 連絡先\n\n- 総務部：内線 123\n- 保全課　内線 456\n", []],
    [
      "a table of terms",
      "## 用語\n\n| No. | 用語 | 意味 |\n|---|---|---|\n| 1 | 停止 | 動力を断つこと |\n| 2 | 再開 | 動力を入れること |\n",
      ["停止", "再開"],
    ],
    [
      "English",
      'In this document, "incident" means any loss of service. "Owner" refers to the head.',
      ["incident", "Owner"],
    ],
    ["English, bare", "In this procedure, operator means the person who runs the press.", ["operator"]],
    ["English, no definition", "The red lamp means danger. This means that you stop.", []],
    [
      "English, in its section",
      "## Definitions\n\nOperator means the person who runs the press.\n",
      ["Operator"],
    ],
    [
      "English, shortened",
      'Acme Corporation (the "Supplier") and its units (hereinafter referred to as "Units") agree.',
      ["Supplier", "Units"],
    ],
    ["a child of the section", "## 定義\n\n### 一般\n\n- 甲：委託者\n\n## 料金\n\n- 月額：千円\n", ["甲"]],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(terms(text), expected));

  it("reads a regulation in plain text", () => {
    const text =
      "（定義）\n第2条　この規程において、用語の意義は次のとおりとする。\n　(1) 個人情報　法に規定する情報をいう。\n　(2) 「従業者」　当行の業務に従事する者をいう。\n（範囲）\n第3条　全員に適用する。\n　(1) 行員　本店の者\n";
    assert.deepEqual(terms(text, "plaintext"), ["個人情報", "従業者"]);
  });

  it("finds none in source code", () => {
    assert.deepEqual(terms("// 「甲」とは、委託者をいう。\nconst a = 1;\n", "typescript"), []);
  });
});
