import assert from "node:assert/strict";
import { citedIn } from "../../../server/src/documents/cited";
import { readText } from "../../../server/src/documents/read";

const documentOf = (languageId: string, text: string) =>
  readText({ uri: `file:///w/a.${languageId}`, languageId, text });

describe("what a quote stands for", () => {
  const cases: readonly (readonly [
    what: string,
    languageId: string,
    text: string,
    quote: string,
    cited: string | undefined,
  ])[] = [
    [
      "the whole sentence",
      "markdown",
      "前文。申込書は**7年間**保存する。後文。\n",
      "7年間保存する",
      "申込書は7年間保存する。",
    ],
    [
      "what limits it, in the next sentence",
      "markdown",
      "本人確認書類の提示を受ける。ただし、既に確認済みの場合はこの限りでない。\n",
      "本人確認書類の提示を受ける",
      "本人確認書類の提示を受ける。ただし、既に確認済みの場合はこの限りでない。",
    ],
    [
      "the rest of its sentence that turns it",
      "markdown",
      "責任を負うものではない。\n",
      "責任を負う",
      "責任を負うものではない。",
    ],
    [
      "an item under what forbids it",
      "markdown",
      "次の行為は禁止する。\n\n- 録音すること\n- 通帳を預かること\n",
      "通帳を預かること",
      "次の行為は禁止する。通帳を預かること",
    ],
    [
      "an item under a heading that forbids it",
      "markdown",
      "# 禁止事項\n\n- 録音すること\n- 通帳を預かること\n",
      "通帳を預かること",
      "禁止事項：通帳を預かること",
    ],
    [
      "the row of a cell",
      "markdown",
      "| 書類 | 通数 |\n| --- | --- |\n| 戸籍謄本 | 2通 |\n| 印鑑証明書 | 1通 |\n",
      "印鑑証明書",
      "印鑑証明書 | 1通",
    ],
    [
      "a line of code",
      "typescript",
      "const a = 1;\nexport const retentionDays = 30;\n",
      "retentionDays = 30",
      "export const retentionDays = 30;",
    ],
    ["nothing of another figure", "markdown", "報告は190日以内に行う。\n", "90日以内に行う", undefined],
    [
      "nothing that was struck out",
      "markdown",
      "~~通帳を預かってよい。~~ 預からない。\n",
      "通帳を預かってよい",
      undefined,
    ],
    ["nothing so short", "markdown", "本人確認を行う。\n", "本人", undefined],
    ["nothing", "markdown", "本人確認を行う。\n", "印鑑の照合を省略する", undefined],
  ];
  for (const [what, languageId, text, quote, cited] of cases)
    it(`is ${what}`, () => {
      const document = documentOf(languageId, text);
      assert.equal(citedIn(document, { start: 0, end: text.length }, quote)?.text, cited);
    });

  it("is not what stands outside the passage", () => {
    const document = documentOf("markdown", "# A\n\n申込書は7年間保存する。\n\n# B\n\n別の文。\n");
    const start = document.text.indexOf("# B");
    assert.equal(citedIn(document, { start, end: document.text.length }, "7年間保存する"), undefined);
  });

  it("has the span that its words stand in", () => {
    const document = documentOf("markdown", "前文。申込書は7年間保存する。ただし、相続は10年間とする。\n");
    const cited = citedIn(document, { start: 0, end: document.text.length }, "7年間保存する");
    const { start, end } = cited?.span ?? assert.fail();
    assert.equal(document.text.slice(start, end), "申込書は7年間保存する。ただし、相続は10年間とする。");
  });
});
