import assert from "node:assert/strict";
import { readText } from "../../../../server/src/documents/read";
import { sectionsOf } from "../../../../server/src/documents/sections";
import { sentencesOf } from "../../../../server/src/documents/sentences";
import { leavesOf } from "../../../../server/src/summarize/reading/leaves";

const sentence = (name: string) => `${name}の担当者は、毎朝、窓口を開ける前に帳簿の残高を確かめる。`;
const section = (name: string, sentences: number) =>
  `## ${name}\n\n${Array.from({ length: sentences }, (_, at) => sentence(`${name}${at}`)).join("")}\n\n`;
const read = (text: string) => readText({ uri: "file:///a.md", languageId: "markdown", text });

function leaves(text: string, most: number, end?: number) {
  const document = read(text);
  const found = leavesOf(document, sectionsOf(document), { most, ...(end === undefined ? {} : { end }) });
  return found.map(({ span }) => document.text.slice(span.start, span.end));
}

const book = `# 手引\n\n${["甲", "乙", "丙", "丁", "戊"].map((name) => section(name, 6)).join("")}`;

describe("summary: parts that a model reads at a time", () => {
  it("hold every sentence once, and none is longer than the most", () => {
    const parts = leaves(book, 300);
    const all = read(book).blocks.flatMap(sentencesOf);
    for (const { text } of all) assert.equal(parts.filter((part) => part.includes(text)).length, 1, text);
    assert.ok(parts.every((part) => part.length <= 300));
  });

  it("join short sections, and end with the one that fills half of a part", () => {
    assert.equal(leaves("# a\n\n## b\n\nOne.\n\n## c\n\nTwo.\n", 300).length, 1);
    assert.ok(leaves(book, 420).every((part) => part.startsWith("#")));
  });

  it("keep a sentence whole that is longer than the most", () => {
    const long = `${"長い規定は、".repeat(100)}である。`;
    assert.deepEqual(leaves(`# a\n\n${long}\n\nTwo.\n`, 300), ["# a", long, "Two."]);
  });

  it("stay as they were behind an edit", () => {
    const before = leaves(book, 420);
    const after = leaves(book.replace("甲2の担当者", "甲2の責任者と担当者"), 420);
    assert.deepEqual(after.slice(1), before.slice(1));
    assert.notEqual(after[0], before[0]);
  });

  it("end where no more is read", () => {
    assert.ok(leaves(book, 300, 200).join("").length < 500);
  });
});
