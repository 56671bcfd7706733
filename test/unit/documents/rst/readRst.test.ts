import assert from "node:assert/strict";
import { readRst } from "../../../../server/src/documents/rst/readRst";
import { assertPlaces, brief, broken, sourceOf } from "../blockTexts";

const manual = `==========
 運用手順
==========

:作成者: 情報システム部
:版: 1.2

.. |product| replace:: 帳票サーバー

概要
====

|product| は *毎日* **5時** に \`\`backup.sh\`\` を起動する。
詳しくは :ref:\`復旧 <restore>\` と \`社内網 <http://intra/>\`_ を見る。[1]_

.. warning:: 運転中に
   扉を開けないこと。

   すぐに止める。

.. note::

   - 一つ目
   - 二つ目

.. _restore:

.. hanare-ignore A-1 -- 確認済み

1. 画面を開く

   既定の画面が出る。
2. 値を入れる

実行例::

   $ backup.sh
     done

復旧
----

+------+----------+
| 項目 | 値       |
+======+==========+
| 期限 | 3日      |
|      | 以内     |
+------+----------+

=====  ======
区分   件数
=====  ======
甲     1
乙     2
=====  ======

.. list-table:: 連絡先
   :header-rows: 1

   * - 名前
     - 電話
   * - 当直
     - 内線 12
       または 34

.. csv-table::
   :header: "品目", "数"

   "箱, 大", 2

.. code-block:: console
   :linenos:

   $ ls

.. image:: a.png
   :alt: 配線図

停止
   動力を断つこと。

| 住所
| 電話

-v, --verbose  詳しく書く

.. toctree::

   other

.. [1] 脚注の文。

概要の続き
==========

10\\ :sup:\`2\` 件まで。
`;

describe("reStructuredText", () => {
  it("reads a manual", () => {
    const blocks = readRst(manual);
    assertPlaces(manual, blocks);
    assert.deepEqual(blocks.map(brief), [
      "heading1 運用手順",
      "listItem 作成者: 情報システム部",
      "listItem 版: 1.2",
      "heading2 概要",
      "paragraph 帳票サーバー は 毎日 5時 に backup.sh を起動する。⏎詳しくは 復旧 と 社内網 を見る。",
      "paragraph warning: 運転中に⏎扉を開けないこと。",
      "paragraph すぐに止める。",
      "paragraph note:",
      "listItem 一つ目",
      "listItem 二つ目",
      "comment hanare-ignore A-1 -- 確認済み",
      "listItem 画面を開く",
      "listItem 既定の画面が出る。",
      "listItem 値を入れる",
      "paragraph 実行例:",
      "code $ backup.sh⏎  done",
      "heading3 復旧",
      "tableCellH 項目",
      "tableCellH 値",
      "tableCell 期限",
      "tableCell 3日⏎以内",
      "tableCellH 区分",
      "tableCellH 件数",
      "tableCell 甲",
      "tableCell 1",
      "tableCell 乙",
      "tableCell 2",
      "paragraph 連絡先",
      "tableCellH 名前",
      "tableCellH 電話",
      "tableCell 当直",
      "tableCell 内線 12⏎または 34",
      "tableCellH 品目",
      "tableCellH 数",
      "tableCell 箱, 大",
      "tableCell 2",
      "code $ ls",
      "paragraph 配線図",
      "listItem 停止⏎動力を断つこと。",
      "paragraph 住所⏎電話",
      "listItem -v, --verbose 詳しく書く",
      "paragraph 脚注の文。",
      "heading2 概要の続き",
      "paragraph 10² 件まで。",
    ]);
    assert.deepEqual(blocks.at(-1)?.headings, ["運用手順", "概要の続き"]);
    assert.deepEqual(blocks.find(({ text }) => text === "脚注の文。")?.place, { part: "footnote" });
  });

  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "levels by order of appearance",
      "B\n~~\n\nA\n==\n\nC\n~~\n",
      ["heading1 B", "heading2 A", "heading1 C"],
    ],
    [
      "a style over and under is another one than under",
      "====\nA\n====\n\nB\n====\n",
      ["heading1 A", "heading2 B"],
    ],
    ["CRLF", "題名\r\n====\r\n\r\n一行\r\n二行\r\n", ["heading1 題名", "paragraph 一行⏎二行"]],
    [
      "marks inside words stay",
      "2*3*4 と a_b と snake_case_ です",
      ["paragraph 2*3*4 と a_b と snake_case です"],
    ],
    [
      "nested lists and a quote",
      "- a\n\n  - b\n\n    c\n\n   quoted\n",
      ["listItem a", "listItem b", "listItem c", "listItem quoted"],
    ],
    [
      "a sentence that begins with a year is no item",
      "1985. A year\nof change.",
      ["paragraph 1985. A year⏎of change."],
    ],
    [
      "a quoted literal block",
      "Output::\n\n> one\n> two\n\nText",
      ["paragraph Output:", "code > one⏎> two", "paragraph Text"],
    ],
    [
      "an unknown directive keeps its text",
      ".. mystery:: 題\n\n   本文\n",
      ["paragraph 題", "paragraph 本文"],
    ],
    ["an empty comment takes nothing", "..\n\n   quoted\n", ["paragraph quoted"]],
    [
      "a grid whose cell spans rows",
      "+--+--+\n|a |b |\n+  +--+\n|  |c |\n+--+--+\n",
      ["tableCell a", "tableCell b", "tableCell c"],
    ],
    ["nothing", "\n\n", []],
  ];
  for (const [name, source, expected] of cases)
    it(name, () => {
      const blocks = readRst(source);
      assert.deepEqual(blocks.map(brief), expected);
      assertPlaces(source, blocks);
    });

  it("answers the source behind marks", () => {
    const blocks = readRst(manual);
    assert.equal(sourceOf(manual, blocks, "毎日 5時"), "毎日* **5時");
    assert.equal(sourceOf(manual, blocks, "帳票サーバー"), "|product|");
    assert.equal(sourceOf(manual, blocks, "運転中に\n扉"), "運転中に\n   扉");
  });

  it("reads what is broken, with places that are in the text", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const source = broken(manual, seed);
      assertPlaces(source, readRst(source));
    }
  });

  it("is quick with text made to be slow", () => {
    const deep = Array.from({ length: 300 }, (_, depth) => `${"  ".repeat(depth)}- x`).join("\n\n");
    for (const source of [
      deep,
      "* ".repeat(20_000),
      "`".repeat(20_000),
      "**a ".repeat(10_000),
      "|a".repeat(10_000),
      "=\n".repeat(20_000),
      "== ==\n".repeat(3_000),
      ".. \n ".repeat(10_000),
    ])
      readRst(source);
  });
});
