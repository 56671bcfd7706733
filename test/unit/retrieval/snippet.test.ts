import assert from "node:assert/strict";
import { snippetOf } from "../../../server/src/retrieval/snippet";

describe("search: snippet", () => {
  const cases: readonly (readonly [string, string, string, readonly string[], string])[] = [
    [
      "takes the sentence with the most words of the query",
      "## 停止\n\n始業時に点検する。ポンプを停止するときは、吐出弁を全閉にしてから電源を切り、記録簿に停止の時刻と担当者の氏名を記入して課長に渡すこと。終業時に清掃する。",
      "ポンプの停止と吐出弁",
      ["停止"],
      "ポンプを停止するときは、吐出弁を全閉にしてから電源を切り、記録簿に停止の時刻と担当者の氏名を記入して課長に渡すこと。",
    ],
    [
      "goes on behind a short one",
      "吐出弁を閉じる。\n電源を切る。\n\n記録簿に書く。",
      "吐出弁",
      [],
      "吐出弁を閉じる。 電源を切る。 記録簿に書く。",
    ],
    [
      "does not repeat a heading that is shown beside it",
      "# 緊急連絡先\n\n総務部",
      "緊急連絡先",
      ["緊急連絡先"],
      "総務部",
    ],
    [
      "shows a heading where there is nothing else",
      "# 緊急連絡先\n",
      "連絡先",
      ["緊急連絡先"],
      "# 緊急連絡先",
    ],
    ["is the first line when the name of the file matched", "一行目\n二行目", "売上", [], "一行目 二行目"],
    ["is one line", "a valve\r\n\r\n  and\ta pump", "valve", [], "a valve and a pump"],
    ["is nothing of nothing", "\n---\n", "valve", [], ""],
  ];
  for (const [name, passage, query, headings, expected] of cases)
    it(name, () => assert.equal(snippetOf(passage, query, headings), expected));

  it("ends long text, and never within a character", () => {
    const snippet = snippetOf("𠮷".repeat(300), "𠮷", []);
    assert.equal(snippet, `${"𠮷".repeat(100)}…`);
    assert.doesNotMatch(snippetOf(`x${"𠮷".repeat(300)}`, "𠮷", []), /[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});
