import assert from "node:assert/strict";
import { rawCharacters, textElements, wordPrefix } from "../../../../server/src/documents/docx/textElements";

const main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const texts = (xml: string) =>
  textElements(xml).map((element) =>
    rawCharacters(xml, element)
      .map(({ text }) => text)
      .join(""),
  );

describe("text elements of a Word part", () => {
  const cases: readonly [name: string, xml: string, expected: readonly string[]][] = [
    ["runs", `<w:p xmlns:w="${main}"><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>`, ["a", "b"]],
    ["another prefix", `<x:p xmlns:x="${main}"><x:r><x:t>a</x:t></x:r></x:p>`, ["a"]],
    ["no prefix, strict", `<p xmlns="${strict}"><r><t>a</t></r></p>`, ["a"]],
    [
      "entities",
      `<w:p xmlns:w="${main}"><w:r><w:t>&lt;&amp;&#x3042;&#33;&quot;</w:t></w:r></w:p>`,
      ['<&あ!"'],
    ],
    [
      "a run in a run",
      `<w:r xmlns:w="${main}"><w:ruby><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r>`,
      ["字"],
    ],
    [
      "deleted text and equations are others'",
      `<w:r xmlns:w="${main}"><w:delText>a</w:delText><m:t>b</m:t></w:r>`,
      [],
    ],
    ["comments of XML", `<w:p xmlns:w="${main}"><!-- <w:r><w:t>a</w:t></w:r> --></w:p>`, []],
    ["empty elements", `<w:p xmlns:w="${main}"><w:r/><w:r><w:t/></w:r></w:p>`, []],
    ["a part of something else", "<a><r><t>x</t></r></a>", []],
  ];
  for (const [name, xml, expected] of cases) it(name, () => assert.deepEqual(texts(xml), expected));

  it("know how a run begins again, where it can be cut", () => {
    const [plain] = textElements(
      `<w:r xmlns:w="${main}" w:rsidR="1"><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>`,
    );
    assert.equal(plain?.run.opening, `<w:r xmlns:w="${main}" w:rsidR="1"><w:rPr><w:b/></w:rPr>`);
    const [ruby] = textElements(`<w:r xmlns:w="${main}"><w:ruby><w:r><w:t>字</w:t></w:r></w:ruby></w:r>`);
    assert.equal(ruby?.run.opening, undefined);
  });

  it("are not for comments in a text box", () => {
    const [box, after] = textElements(
      `<w:p xmlns:w="${main}"><w:r><w:txbxContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:txbxContent></w:r><w:r><w:t>b</w:t></w:r></w:p>`,
    );
    assert.deepEqual([box?.commentable, after?.commentable], [false, true]);
  });

  it("have the prefix that the part declares", () => {
    assert.equal(wordPrefix(`<w:document xmlns:w="${main}">`), "w:");
    assert.equal(wordPrefix(`<document xmlns='${main}'>`), "");
    assert.equal(wordPrefix("<a/>"), undefined);
  });
});
