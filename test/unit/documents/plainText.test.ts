import assert from "node:assert/strict";
import { readPlainText } from "../../../server/src/documents/plainText";

const read = (source: string) =>
  readPlainText(source).map(({ kind, text, level }) => `${kind}${level ?? ""} ${text.replace(/\n/g, "/")}`);

describe("plain text", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "title, chapter, article with its caption",
      "規程\n\n第1章　総則\n\n（目的）\n第1条　この規程は、定める。\n２　守ること。",
      [
        "heading1 規程",
        "heading2 第1章　総則",
        "heading5 第1条（目的）",
        "paragraph この規程は、定める。",
        "listItem 守ること。",
      ],
    ],
    [
      "an article named in a sentence is no heading",
      "第2条の規定により処理する。",
      ["paragraph 第2条の規定により処理する。"],
    ],
    [
      "第3条の2 is an article",
      "第3条の2　第2条を準用する。",
      ["heading5 第3条の2", "paragraph 第2条を準用する。"],
    ],
    [
      "numbered parts and numbered lists",
      "1. 目的\n本書は手順を示す。\n\n1.2 対象\n全員。\n1. 受付\n2. 確認",
      [
        "heading2 1. 目的",
        "paragraph 本書は手順を示す。",
        "heading3 1.2 対象",
        "paragraph 全員。",
        "listItem 受付",
        "listItem 確認",
      ],
    ],
    [
      "marked, bracketed and underlined headings",
      "■ 連絡先\n総務部です。\n【注意】\n触らない。\nOverview\n========\nText.",
      [
        "heading3 連絡先",
        "paragraph 総務部です。",
        "heading4 【注意】",
        "paragraph 触らない。",
        "heading1 Overview",
        "paragraph Text.",
      ],
    ],
    [
      "figures at the start of a line stay",
      "本文です。\n3.14 は円周率\n-5% だった\n- 5個まで",
      ["paragraph 本文です。/3.14 は円周率/-5% だった", "listItem 5個まで"],
    ],
    [
      "CRLF and continuation lines",
      "本文は\r\n　続く。\r\n\r\n・項目\r\n",
      ["paragraph 本文は/続く。", "listItem 項目"],
    ],
    ["nothing", " \n\n", []],
  ];
  for (const [name, source, expected] of cases) it(name, () => assert.deepEqual(read(source), expected));

  it("keeps the place of every block", () => {
    const source = "題\r\n\r\n・一つ\r\n  続き\r\n本文。\r\n";
    for (const { kind, span, text } of readPlainText(source)) {
      const own = source.slice(span.start, span.end).replace(/\s+/g, "");
      assert.equal(own, text.replace(/\s+/g, ""), kind);
    }
  });
});
