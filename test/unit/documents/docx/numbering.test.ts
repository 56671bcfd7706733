import assert from "node:assert/strict";
import { formatNumber } from "../../../../server/src/documents/docx/numberFormat";
import { readDocx } from "../../../../server/src/documents/docx/read";
import { p, wordFile } from "../../../support/officeSamples/wordFile";

const signal = new AbortController().signal;

describe("numbers of lists", () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ["decimal", 12, "12"],
    ["decimalFullWidth", 12, "１２"],
    ["decimalZero", 3, "03"],
    ["japaneseCounting", 1, "一"],
    ["japaneseCounting", 10, "十"],
    ["japaneseCounting", 27, "二十七"],
    ["japaneseCounting", 1101, "千百一"],
    ["japaneseCounting", 20_305, "二万三百五"],
    ["japaneseDigitalTenThousand", 105, "一〇五"],
    ["japaneseLegal", 11, "壱拾壱"],
    ["aiueoFullWidth", 3, "ウ"],
    ["aiueo", 1, "ｱ"],
    ["irohaFullWidth", 47, "ス"],
    ["iroha", 2, "ﾛ"],
    ["decimalEnclosedCircle", 21, "㉑"],
    ["decimalEnclosedCircle", 51, "51"],
    ["ideographTraditional", 2, "乙"],
    ["upperRoman", 1949, "MCMXLIX"],
    ["lowerLetter", 28, "bb"],
    ["ordinal", 112, "112th"],
    ["ordinal", 22, "22nd"],
    ["001, 002, 003, ...", 7, "007"],
    ["bahtText", 7, "7"],
    ["constructor", 7, "7"],
  ];
  for (const [format, value, text] of cases)
    it(`${format} ${value}`, () => assert.equal(formatNumber(value, format), text));
});

const level = (index: number, format: string, text: string, more = "") =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const define = (id: number, ...levels: readonly string[]) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join("")}</w:abstractNum>`;
const list = (id: number, definition: number, more = "") =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${definition}"/>${more}</w:num>`;
const item = (id: number | undefined, depth?: number, style?: string) =>
  p(
    "文",
    (style === undefined ? "" : `<w:pStyle w:val="${style}"/>`) +
      (id === undefined && depth === undefined
        ? ""
        : `<w:numPr>${depth === undefined ? "" : `<w:ilvl w:val="${depth}"/>`}${id === undefined ? "" : `<w:numId w:val="${id}"/>`}</w:numPr>`),
  );
const restart = (depth: number, value: number) =>
  `<w:lvlOverride w:ilvl="${depth}"><w:startOverride w:val="${value}"/></w:lvlOverride>`;

const regulation = define(
  1,
  level(0, "japaneseCounting", "第%1章", '<w:pStyle w:val="Chapter"/>'),
  level(1, "decimalFullWidth", "第%2条", '<w:lvlRestart w:val="0"/>'),
  level(2, "decimal", "%3"),
  level(3, "irohaFullWidth", "（%4）"),
);
const manual = define(
  2,
  level(0, "upperRoman", "%1."),
  level(1, "decimal", "%1.%2", "<w:isLgl/>"),
  level(2, "lowerLetter", "%1-%3)"),
);

const cases: Readonly<
  Record<string, { numbering: string; body: string; marks: readonly string[]; styles?: string }>
> = {
  "第1条 that counts on over chapters, items that begin again": {
    numbering: regulation + list(1, 1),
    body: [0, 1, 1, 2, 3, 3, 1, 2, 0, 1].map((depth) => item(1, depth)).join(""),
    marks: ["第一章", "第１条", "第２条", "1", "（イ）", "（ロ）", "第３条", "1", "第二章", "第４条"],
  },
  "levels in one number, decimal where the law wants it": {
    numbering: manual + list(1, 2),
    body: [0, 1, 1, 2, 0, 1].map((depth) => item(1, depth)).join(""),
    marks: ["I.", "1.1", "1.2", "I-a)", "II.", "2.1"],
  },
  "lists of one definition go on, one that says so begins again": {
    numbering: manual + list(1, 2) + list(2, 2) + list(3, 2, restart(0, 5)),
    body: [1, 2, 3, 3, 1].map((id) => item(id, 0)).join(""),
    marks: ["I.", "II.", "V.", "VI.", "VII."],
  },
  "a level changed for one list": {
    numbering:
      manual +
      list(1, 2, `<w:lvlOverride w:ilvl="0">${level(0, "decimalEnclosedCircle", "%1")}</w:lvlOverride>`),
    body: item(1, 0) + item(1, 0),
    marks: ["①", "②"],
  },
  "numbers that a style gives, takes from its base and loses": {
    numbering: regulation + list(1, 1),
    styles:
      '<w:style w:type="paragraph" w:styleId="Chapter"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Chapter"/></w:style>',
    body:
      item(undefined, undefined, "Chapter") +
      item(undefined, 1, "Sub") +
      item(undefined, undefined, "Sub") +
      item(0, undefined, "Sub"),
    marks: ["第一章", "第１条", "第二章", ""],
  },
  "a level that deeper ones skip counts as begun": {
    numbering: manual + list(1, 2),
    body: item(1, 1) + item(1, 1),
    marks: ["1.1", "1.2"],
  },
  "bullets of symbol fonts": {
    numbering:
      define(
        3,
        level(0, "bullet", "\uf0b7", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'),
        level(1, "bullet", "\uf06c", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'),
        level(2, "bullet", "※"),
      ) + list(1, 3),
    body: [0, 1, 2].map((depth) => item(1, depth)).join(""),
    marks: ["•", "●", "※"],
  },
  "a numbering style that points to a list, and definitions that point at each other": {
    numbering:
      regulation +
      '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>' +
      '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="M"/></w:abstractNum>' +
      list(1, 1) +
      list(7, 7) +
      list(8, 8),
    styles:
      '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="numbering" w:styleId="M"><w:pPr><w:numPr><w:numId w:val="8"/></w:numPr></w:pPr></w:style>',
    body: item(7, 0) + item(8, 0) + item(99, 0),
    marks: ["第一章", "", ""],
  },
};

describe("automatic numbering", () => {
  for (const [what, { numbering, body, marks, styles = "" }] of Object.entries(cases))
    it(what, async () => {
      const { text, blocks } = await readDocx(wordFile(body, { numbering, styles }), signal);
      const found = blocks.map(({ span, pieces }) => text.slice(span.start, pieces[0]?.span.start).trim());
      assert.deepEqual(found, marks);
    });

  it("stands in headings, so that their paths name it", async () => {
    const heading = p("総則", '<w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr>');
    const { blocks } = await readDocx(
      wordFile(heading + p("文"), { numbering: regulation + list(1, 1) }),
      signal,
    );
    assert.deepEqual(
      blocks.map(({ headings }) => headings),
      [["第一章 総則"], ["第一章 総則"]],
    );
  });
});
