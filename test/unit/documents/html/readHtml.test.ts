import assert from "node:assert/strict";
import { readHtml } from "../../../../server/src/documents/html/readHtml";
import { assertPlaces, brief, broken, sourceOf } from "../blockTexts";

const manual = `<!DOCTYPE html>
<html lang="ja"><head><title>操作の手引き</title><style>p { color: red }</style></head>
<body>
<h1>搬送装置 <em>操作手順</em></h1>
<p>電源は R&amp;D 部門が管理し、許容誤差は 10<sup>-3</sup> 以下と
する。<br>作業は<ruby>二人<rp>（</rp><rt>ふたり</rt><rp>）</rp></ruby>で行う。
<p hidden>下書き
<h2>点検</h2>
<ul><li>扉を閉める<ul><li>鍵を掛ける</ul><li><p>灯りを消す</p></ul>
<table><caption>表1 周期</caption>
<thead><tr><th>項目<th>周期</thead>
<tr><td>油量<td>7日<br>ごと
<tr><th scope=row>弁</th><td><ul><li>月次<li>年次</ul></td></tr></table>
<dl><dt>停止<dd>動力を断つこと。<dt>点検<dd><p>見て確かめること。</p></dl>
<pre>
run --now
  &lt;file&gt;
</pre>
<figure><img src="a.png" alt="配線図"><figcaption>図1 配線</figcaption></figure>
<!-- hanare-ignore A-1 -- 確認済み -->
<script>document.write("<p>no</p>")</script><template><p>no</p></template>
<div style="color:red; display: none"><p>no</p></div>
<svg width="1"><title>no</title><text>非常口</text></svg>
終わり</b></div>。
</body></html>
`;

describe("HTML", () => {
  it("reads what a browser shows", () => {
    assert.deepEqual(readHtml(manual).map(brief), [
      "heading1 搬送装置 操作手順",
      "paragraph 電源は R&D 部門が管理し、許容誤差は 10⁻³ 以下とする。⏎作業は二人で行う。",
      "heading2 点検",
      "listItem 扉を閉める",
      "listItem 鍵を掛ける",
      "listItem 灯りを消す",
      "paragraph 表1 周期",
      "tableCellH 項目",
      "tableCellH 周期",
      "tableCell 油量",
      "tableCell 7日⏎ごと",
      "tableCell 弁",
      "tableCell 月次⏎年次",
      "listItem 停止⏎動力を断つこと。",
      "listItem 点検",
      "listItem 見て確かめること。",
      "code run --now⏎  <file>",
      "paragraph 配線図",
      "paragraph 図1 配線",
      "comment hanare-ignore A-1 -- 確認済み",
      "paragraph 非常口",
      "paragraph 終わり。",
    ]);
  });

  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "white space between Japanese lines is none",
      "<p>日本語の\n  文と word\n next</p>",
      ["paragraph 日本語の文と word next"],
    ],
    ["text without elements", "ただの文です。\n次。", ["paragraph ただの文です。次。"]],
    [
      "unclosed table, list and paragraph",
      "<table><tr><td>一<td>二<tr><td>三",
      ["tableCell 一", "tableCell 二", "tableCell 三"],
    ],
    [
      "a heading inside a cell of a layout table",
      "<table><tr><td><h2>題</h2>本文</table>",
      ["heading2 題", "tableCell 本文"],
    ],
    [
      "a table for layout has no cells",
      "<table role=presentation><tr><td><p>本文<td>右</table>",
      ["paragraph 本文", "paragraph 右"],
    ],
    [
      "a table inside a cell",
      "<table><tr><td>外<table><tr><td>内</table>後</table>",
      ["tableCell 外", "tableCell 内", "tableCell 後"],
    ],
    ["end tags of nothing", "</div></table>a</p><b></i>b</b>", ["paragraph ab"]],
    [
      "an entity without an end, and one that is none",
      "<p>A &amp B &nosuch; &#x30A2;&#12452;</p>",
      ["paragraph A & B &nosuch; アイ"],
    ],
    ["a hidden list item ends where the next one begins", "<ul><li hidden>x<li>y</ul>", ["listItem y"]],
    ["figures raised in a unit", "5 m<sup>2</sup>、x<sup>n</sup>", ["paragraph 5 m²、xn"]],
    ["options and buttons", "<select><option>甲<option>乙</select>", ["listItem 甲", "listItem 乙"]],
    ["conditional comments are no remarks", "<!--[if mso]><p>x</p><![endif]--><p>y", ["paragraph y"]],
    ["nothing", "<html><head><title>x</title></head><body></body></html>", []],
  ];
  for (const [name, source, expected] of cases)
    it(name, () => {
      const blocks = readHtml(source);
      assert.deepEqual(blocks.map(brief), expected);
      assertPlaces(source, blocks);
    });

  const spans: readonly (readonly [string, string])[] = [
    ["R&D", "R&amp;D"],
    ["10⁻³", "10<sup>-3"],
    ["操作手順", "操作手順"],
    ["以下とする", "以下と\nする"],
    ["<file>", "&lt;file&gt;"],
    ["配線図", '<img src="a.png" alt="配線図">'],
  ];
  for (const [text, expected] of spans)
    it(`finds ${text}`, () => assert.equal(sourceOf(manual, readHtml(manual), text), expected));

  it("gives the cells of a row the row", () => {
    const rows = readHtml(manual).flatMap(({ row }) => (row ? [manual.slice(row.start, row.end)] : []));
    assert.equal(rows[2], "<tr><td>油量<td>7日<br>ごと\n");
    assert.equal(rows[2], rows[3]);
    assert.match(rows[4] ?? "", /^<tr><th scope=row>弁.*<\/tr>$/s);
  });

  it("reads what is broken, with places that are in the text", () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const source = broken(manual, seed);
      assertPlaces(source, readHtml(source));
    }
  });

  it("is quick with markup made to be slow", () => {
    for (const [open, close] of [
      ["<div>", "</div>"],
      ["<a><p>", "</b>"],
      ["<table><tr><td>", "</tr>"],
      ["<ul><li><span>", "</li>"],
      ["<p><td><span>", "<div>"],
      ["<!--", "--"],
      ["&amp", "&"],
      ["</a ", "<"],
    ] as const)
      readHtml(open.repeat(12_000) + "x" + close.repeat(12_000));
  });
});
