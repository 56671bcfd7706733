import assert from "node:assert/strict";
import { readAsciiDoc } from "../../../../server/src/documents/asciidoc/readAsciiDoc";
import { assertPlaces, brief, broken, sourceOf } from "../blockTexts";

const manual = `= 保守手順書
保守課 <a@example.jp>
:product: 送風機
:toc:

// 社内の覚え書き
== 概要

{product}は *毎週* \`check\` を行う。詳細は https://intra.example/[社内網] と <<stop,停止>> を見る。
値は 10^2^ 件、{unknown} のまま。 +
改行した。

WARNING: 運転中に触らない。

[CAUTION]
====
表面が熱い。
====

.周期
[%header,cols="1,2"]
|===
|項目 |周期

|油量
|7日

以内
2+|まとめて
|===

|===
|区分 |数

|甲 |1
|===

,===
a,b
1,"2,3"
,===

* 一つ
** 二つ
続き
+
付いた段落
* [x] 済み

. 最初
. 次

停止:: 動力を断つ。
再開::
  動力を入れる。

[source,sh]
----
check --all
== no title
----

////
外した文
////

[[stop]]
停止
----

image::a.png[配線図,100]

 literal

include::other.adoc[]

== 終わり ==
`;

describe("AsciiDoc", () => {
  it("reads a manual", () => {
    const blocks = readAsciiDoc(manual);
    assertPlaces(manual, blocks);
    assert.deepEqual(blocks.map(brief), [
      "heading1 保守手順書",
      "paragraph 保守課 <a@example.jp>",
      "comment 社内の覚え書き",
      "heading2 概要",
      "paragraph 送風機は 毎週 check を行う。詳細は 社内網 と 停止 を見る。⏎値は 10² 件、{unknown} のまま。⏎改行した。",
      "paragraph WARNING: 運転中に触らない。",
      "paragraph CAUTION: 表面が熱い。",
      "paragraph 周期",
      "tableCellH 項目",
      "tableCellH 周期",
      "tableCell 油量",
      "tableCell 7日⏎以内",
      "tableCell まとめて",
      "tableCellH 区分",
      "tableCellH 数",
      "tableCell 甲",
      "tableCell 1",
      "tableCell a",
      "tableCell b",
      "tableCell 1",
      "tableCell 2,3",
      "listItem 一つ",
      "listItem 二つ⏎続き",
      "listItem 付いた段落",
      "listItem 済み",
      "listItem 最初",
      "listItem 次",
      "listItem 停止⏎動力を断つ。",
      "listItem 再開⏎動力を入れる。",
      "code check --all⏎== no title",
      "comment 外した文",
      "heading2 停止",
      "paragraph 配線図",
      "code literal",
      "heading2 終わり",
    ]);
  });

  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["marks inside words stay", "2*3*4、snake_case_name、a#b#c", ["paragraph 2*3*4、snake_case_name、a#b#c"]],
    [
      "arithmetic and ranges are no marks",
      "2**3**k、10~20個、30~40個",
      ["paragraph 2**3**k、10~20個、30~40個"],
    ],
    ["marks inside words", "3日**以内**、H~2~O、**Aa**b", ["paragraph 3日以内、H2O、Aab"]],
    ["a link without text shows its target", "link:manual.pdf[] を見る", ["paragraph manual.pdf を見る"]],
    ["an unclosed block takes the rest", "----\nx\n\ny", ["code x⏎⏎y"]],
    ["CRLF", "= 題\r\n\r\n一行\r\n二行\r\n", ["heading1 題", "paragraph 一行⏎二行"]],
    ["deep titles", "====== 六\n\n本文", ["heading6 六", "paragraph 本文"]],
    ["a labelled list", "[NOTE]\n* 項目\n", ["listItem NOTE: 項目"]],
    ["text that names a macro", "https://x.example/a を開く", ["paragraph https://x.example/a を開く"]],
    ["nothing", "\n:x: y\n// z", ["comment z"]],
  ];
  for (const [name, source, expected] of cases)
    it(name, () => {
      const blocks = readAsciiDoc(source);
      assert.deepEqual(blocks.map(brief), expected);
      assertPlaces(source, blocks);
    });

  it("answers the source behind marks and attributes", () => {
    const blocks = readAsciiDoc(manual);
    assert.equal(sourceOf(manual, blocks, "送風機"), "{product}");
    assert.equal(sourceOf(manual, blocks, "毎週 check"), "毎週* `check");
    assert.equal(sourceOf(manual, blocks, "CAUTION: 表面"), "CAUTION]\n====\n表面");
  });

  it("reads what is broken, with places that are in the text", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const source = broken(manual, seed);
      assertPlaces(source, readAsciiDoc(source));
    }
  });

  it("is quick with text made to be slow", () => {
    for (const source of [
      "|a ".repeat(20_000),
      "*a ".repeat(20_000),
      "x[".repeat(20_000),
      "|===\n".repeat(5_000),
      "a:: ".repeat(10_000),
      "<<".repeat(20_000),
      ":a: {a}{a}\n{a}\n\n".repeat(5_000),
    ])
      readAsciiDoc(source);
  });
});
