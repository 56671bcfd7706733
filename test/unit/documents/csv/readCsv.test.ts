import assert from "node:assert/strict";
import { readCsv } from "../../../../server/src/documents/csv/readCsv";
import { decode } from "../../../../server/src/documents/decode";
import { sourceSpan } from "../../../../server/src/documents/document";

const shown = (text: string, delimiter?: string) =>
  readCsv(text, delimiter).map(
    (block) => `${block.place?.cell}${block.header === true ? "!" : ""} ${block.text.replaceAll("\n", "⏎")}`,
  );

const textOf = (bytes: Uint8Array) => {
  const decoded = decode(bytes);
  assert.ok("text" in decoded);
  return decoded.text;
};

const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "a head and rows": ["氏名,金額\n山田,10\n", ["A1! 氏名", "B1! 金額", "A2 山田", "B2 10"]],
  "figures with commas in quotes": ['額,他\n"1,234",x', ["A1! 額", "B1! 他", "A2 1,234", "B2 x"]],
  "line breaks in quotes": ['a,b\r\n"一\r\n二",c\r\n', ["A1! a", "B1! b", "A2 一⏎二", "B2 c"]],
  "quotes in quotes": ['a,b\n"say ""hi""",1', ["A1! a", "B1! b", 'A2 say "hi"', "B2 1"]],
  "a byte order mark": ["\uFEFFid,name\n1,x", ["A1! id", "B1! name", "A2 1", "B2 x"]],
  "ragged rows": ["a,b\n1\n1,2,3", ["A1! a", "B1! b", "A2 1", "A3 1", "B3 2", "C3 3"]],
  "empty lines and cells": ["a,b\n\n,2\n", ["A1! a", "B1! b", "B3 2"]],
  "no head where figures are": ["1,2\n3,4", ["A1 1", "B1 2", "A2 3", "B2 4"]],
  tabs: ["a\tb, c\n1\t2", ["A1! a", "B1! b, c", "A2 1", "B2 2"]],
  semicolons: ["a;b\n1,5;2", ["A1! a", "B1! b", "A2 1,5", "B2 2"]],
  "a quote nobody closes": ['a,b\n"x,1\ny,2', ["A1! a", "B1! b", 'A2 "x', "B2 1", "A3 y", "B3 2"]],
  "text behind a closing quote": ['a,b\n"x"y,1', ["A1! a", "B1! b", "A2 xy", "B2 1"]],
  "old line ends": ["a,b\r1,2", ["A1! a", "B1! b", "A2 1", "B2 2"]],
  nothing: ["", []],
};

describe("csv", () => {
  for (const [what, [text, expected]] of Object.entries(cases))
    it(`reads ${what}`, () => assert.deepEqual(shown(text), expected));

  it("anchors every cell and its row in the file's own text", () => {
    const text = '\uFEFFa,b\r\n"one ""two""\r\nthree",x\r\n';
    const [, , cell] = readCsv(text);
    assert.ok(cell?.row);
    assert.equal(text.slice(cell.span.start, cell.span.end), '"one ""two""\r\nthree"');
    assert.equal(text.slice(cell.row.start, cell.row.end), '"one ""two""\r\nthree",x');
    const found = (word: string) => {
      const start = cell.text.indexOf(word);
      const span = sourceSpan(cell, start, start + word.length);
      return text.slice(span.start, span.end);
    };
    assert.deepEqual(["two", "three", '"two"'].map(found), ["two", "three", '""two""']);
  });

  it("reads what an old Japanese program wrote, decoded before", () => {
    const bytes = Uint8Array.from([
      0x8e, 0x81, 0x96, 0xbc, 0x2c, 0x8b, 0xe0, 0x8a, 0x7a, 0x0a, 0x8e, 0x52, 0x2c, 0x31,
    ]);
    assert.deepEqual(shown(textOf(bytes)), ["A1! 氏名", "B1! 金額", "A2 山", "B2 1"]);
  });

  it("takes time in proportion to the text, quotes without end included", () => {
    const hostile = '"""a,'.repeat(20_000) + '\n"'.repeat(20_000);
    assert.ok(readCsv(hostile).length > 0);
  });
});
