import assert from "node:assert/strict";
import { type Block, type DocumentFormat, type SourceDocument } from "../../../server/src/documents/document";
import { readHtml } from "../../../server/src/documents/html/readHtml";
import { readPlainText } from "../../../server/src/documents/plainText";
import { readText } from "../../../server/src/documents/read";
import { sectionsOf } from "../../../server/src/documents/sections";
import { viewBuilder } from "../../../server/src/documents/viewBuilder";
import { assertPlaces } from "./blockTexts";

const of = (format: DocumentFormat, text: string, blocks: readonly Block[]): SourceDocument => ({
  uri: "file:///a",
  languageId: "plaintext",
  format,
  text,
  blocks,
  unread: [],
  rangeOf: () => ({ start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }),
});
const plain = (text: string) => of("text", text, readPlainText(text));
const tree = (document: SourceDocument) =>
  sectionsOf(document).map(({ path, title }) => `${path.join(" › ")} | ${title}`);

const regulation = `設備点検規程

第1編　通則

第1章　総則

（目的）
第1条　この規程は、設備の点検について必要な事項を定める。
２　前項の点検は、次に掲げる者が行う。
一　保全課長
二　保全課長が指名する者
　イ　資格を有する者
　ロ　第2条の規定により任命された者
（適用範囲）
第2条　この規程は、すべての工場に適用する。
第2条の2　前条の規定は、倉庫に準用する。

第1節　届出
第3条（届出）設備を新設するときは、30日前までに届け出る。
第2節　記録
第1款　様式
第4条　記録は、別表第1に定める様式による。
第2章　点検
第5条　点検は毎月行う。

第2編　罰則
第6条　違反した者は、懲戒の対象とする。

附則
第1条　この規程は、令和7年4月1日から施行する。
別表第1（第4条関係）
点検の項目は次のとおり。
様式第1号（第4条関係）
氏名を記入する。
`;

describe("sections", () => {
  it("follows the order of a statute", () => {
    assert.deepEqual(tree(plain(regulation)), [
      "設備点検規程 | 設備点検規程",
      "設備点検規程 › 第1編 | 通則",
      "設備点検規程 › 第1編 › 第1章 | 総則",
      "設備点検規程 › 第1編 › 第1章 › 第1条 | 目的",
      "設備点検規程 › 第1編 › 第1章 › 第2条 | 適用範囲",
      "設備点検規程 › 第1編 › 第1章 › 第2条の2 | 第2条の2",
      "設備点検規程 › 第1編 › 第1章 › 第1節 | 届出",
      "設備点検規程 › 第1編 › 第1章 › 第1節 › 第3条 | 届出",
      "設備点検規程 › 第1編 › 第1章 › 第2節 | 記録",
      "設備点検規程 › 第1編 › 第1章 › 第2節 › 第1款 | 様式",
      "設備点検規程 › 第1編 › 第1章 › 第2節 › 第1款 › 第4条 | 第4条",
      "設備点検規程 › 第1編 › 第2章 | 点検",
      "設備点検規程 › 第1編 › 第2章 › 第5条 | 第5条",
      "設備点検規程 › 第2編 | 罰則",
      "設備点検規程 › 第2編 › 第6条 | 第6条",
      "設備点検規程 › 附則 | 附則",
      "設備点検規程 › 附則 › 第1条 | 第1条",
      "設備点検規程 › 別表第1 | 第4条関係",
      "設備点検規程 › 様式第1号 | 第4条関係",
    ]);
    const items = plain(regulation).blocks.filter(({ kind }) => kind === "listItem");
    assert.deepEqual(
      items.map(({ text }) => text.slice(0, 4)),
      ["前項の点", "保全課長", "保全課長", "資格を有", "第2条の"],
    );
  });

  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "numbers nest as the document nests them",
      "1. 目的\n本書は手順を示す。\n(1) 対象\n対象は全員である。\n① 除外\n休職者は除く。\n(2) 期間\n一年とする。\n2. 記録\n記録は残す。",
      ["1 | 目的", "1 › (1) | 対象", "1 › (1) › ① | 除外", "1 › (2) | 期間", "2 | 記録"],
    ],
    [
      "the order of an official notice",
      "第１　趣旨\n次のとおり通知する。\n１　対象\n対象は工場である。\n（１）範囲\n全域とする。\nア　例外\n倉庫は除く。\n第２　施行\n直ちに行う。",
      [
        "第１ | 趣旨",
        "第１ › １ | 対象",
        "第１ › １ › （１） | 範囲",
        "第１ › １ › （１） › ア | 例外",
        "第２ | 施行",
      ],
    ],
    [
      "decimals, also with gaps, and figures of sentences",
      "1. 概要\n\n全体を示す。\n\n1.1 背景\n1.5倍に増えた。\n10.3%の減少と\n2024年の実績を示す。\n1.1.1 経緯\n経緯を示す。\n2. 手順\n\n次の手順による。",
      ["1 | 概要", "1 › 1.1 | 背景", "1 › 1.1 › 1.1.1 | 経緯", "2 | 手順"],
    ],
    [
      "a wrapped reference to an article or a chapter is no heading",
      "第1章　総則\n手続は次のとおりとし、\n第2章に定める期間を超えない範囲で\n第3条（秘密保持）の規定は、終了後も存続する。",
      ["第1章 | 総則"],
    ],
    [
      "an English contract",
      "ARTICLE 1 DEFINITIONS\nSection 1.1 Terms\nTerms are used as follows.\nSection 1.2 Scope\nThis covers all sites.\nARTICLE 2 DUTIES\nThe supplier delivers.\nAppendix A Prices\nPrices are net.",
      [
        "ARTICLE 1 | DEFINITIONS",
        "ARTICLE 1 › Section 1.1 | Terms",
        "ARTICLE 1 › Section 1.2 | Scope",
        "ARTICLE 2 | DUTIES",
        "Appendix A | Prices",
      ],
    ],
    [
      "marks inside numbered parts",
      "1. 準備\n■ 工具\n工具をそろえる。\n【注意】\n触らない。\n2. 作業\n■ 手順\n順に行う。",
      ["1 | 準備", "1 › 工具 | 工具", "1 › 工具 › 【注意】 | 【注意】", "2 | 作業", "2 › 手順 | 手順"],
    ],
  ];
  for (const [name, source, expected] of cases)
    it(name, () => assert.deepEqual(tree(plain(source)), expected));

  it("finds numbered headings in a view of a Word file", () => {
    const view = viewBuilder();
    view.heading(1, "契約書");
    view.paragraph("第1条（目的）　本契約は、業務の委託について定める。");
    view.paragraph("第3条（秘密保持）の規定は、契約の終了後も存続する。");
    view.paragraph("第2条");
    view.listItem("（期間）", { mark: "第3条", depth: 0 });
    view.paragraph("期間は1.5年とする。");
    view.listItem("範囲", { mark: "3.1", depth: 0 });
    view.listItem("受託者は、次の業務を行う。", { mark: "3.2", depth: 0 });
    view.listItem("清掃", { mark: "(1)", depth: 0 });
    view.row([{ text: "第4条" }, { text: "表の中" }], false);
    view.paragraph("別紙1　料金");
    view.paragraph("月額とする。");
    const { text, blocks } = view.finish();
    const document = of("docx", text, blocks);
    assert.deepEqual(tree(document), [
      "契約書 | 契約書",
      "契約書 › 第1条 | 目的",
      "契約書 › 第2条 | 第2条",
      "契約書 › 第3条 | 期間",
      "契約書 › 第3条 › 3.1 | 範囲",
      "契約書 › 別紙1 | 料金",
    ]);
    const sections = sectionsOf(document);
    const all = sections.flatMap(({ heading, blocks: own }) => [...(heading ? [heading] : []), ...own]);
    assertPlaces(text, all);
    assert.equal(
      all
        .map(({ text: each }) => each)
        .join("")
        .replace(/\s/g, "").length >= 100,
      true,
    );
    assert.deepEqual(
      sections[1]?.blocks.map(({ text: each }) => each),
      ["本契約は、業務の委託について定める。", "第3条（秘密保持）の規定は、契約の終了後も存続する。"],
    );
    const again = of("docx", text, all);
    assert.deepEqual(tree(again), tree(document));
  });

  it("leaves a file with styles and nothing to find as it is", () => {
    const view = viewBuilder();
    view.heading(1, "1. 概要");
    view.paragraph("本文です。");
    const { text, blocks } = view.finish();
    const [section] = sectionsOf(of("docx", text, blocks));
    assert.equal(section?.blocks[0], blocks[1]);
    assert.deepEqual([section?.number, section?.title], ["1", "概要"]);
  });

  it("divides a document so that every block is in one section and sections touch", () => {
    const html = `<h2>前</h2><p>一</p><h1>第1章 総則</h1><p>第1条　二は三である。</p><ul><li>四</li></ul>`;
    const markdown = "前文\n\n# 一\n\n本文\n\n## 1.1 二\n\n- 項目\n\n| a | b |\n|---|---|\n| c | d |\n";
    const documents = [
      plain(regulation),
      of("html", html, readHtml(html)),
      readText({ uri: "file:///a.md", languageId: "markdown", text: markdown }),
      readText({ uri: "file:///a.ts", languageId: "typescript", text: "// a\nfunction b() {\n  // c\n}\n" }),
    ];
    for (const document of documents) {
      const sections = sectionsOf(document);
      const own = document.blocks.filter(({ kind }) => document.format !== "source" || kind !== "code");
      const all = sections.flatMap(({ heading, blocks }) => [...(heading ? [heading] : []), ...blocks]);
      const joined = (blocks: readonly Block[]) =>
        blocks
          .map(({ text }) => text)
          .sort()
          .join("")
          .replace(/\s/g, "").length;
      assert.equal(joined(all), joined(own), document.format);
      for (const [index, { span, blocks, headings, path }] of sections.entries()) {
        assert.equal(span.end, sections[index + 1]?.span.start ?? document.text.length);
        assert.equal(headings.length, path.length);
        for (const block of blocks) assert.ok(span.start <= block.span.start && block.span.end <= span.end);
      }
    }
  });
});
