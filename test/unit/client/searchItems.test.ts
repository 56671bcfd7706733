import assert from "node:assert/strict";
import { coverageItem, coverageTitle, emptyItem, passageItem } from "../../../client/src/searchItems";
import { type SearchCoverage, type SearchPassage } from "../../../server/src/protocol";
import { english, inJapanese } from "../../support/translate";

const passage: SearchPassage = {
  uri: "file:///w/docs/pump.md",
  range: { start: { line: 11, character: 0 }, end: { line: 14, character: 3 } },
  headings: ["運転", "停止"],
  snippet: "吐出弁を閉じる。",
  score: 2,
};
const complete: SearchCoverage = {
  ...{ files: 12, read: 12, unread: 0, leftOut: 0, complete: true },
  ...{ passages: 90, embedded: 0 },
};
const nameOf = (uri: string) => uri.slice("file:///w/".length);

describe("search items", () => {
  it("show where a passage stands and its words", () => {
    const { label, description, detail } = passageItem(passage, nameOf, english);
    assert.deepEqual(
      [label, description, detail],
      ["運転 › 停止", "docs/pump.md · Line 12", "吐出弁を閉じる。"],
    );
    const slide = passageItem({ ...passage, headings: [], place: "Slide 2" }, nameOf, english);
    assert.deepEqual([slide.label, slide.description], ["pump.md", "docs/pump.md · Slide 2"]);
    const marked = passageItem({ ...passage, mark: "社外秘" }, nameOf, english);
    assert.equal(marked.description, "docs/pump.md · Line 12 · 社外秘");
    assert.match(passageItem(passage, nameOf, inJapanese).description ?? "", /12行目$/);
  });

  const coverages: readonly (readonly [
    string,
    Partial<SearchCoverage>,
    string,
    RegExp,
    RegExp | undefined,
  ])[] = [
    ["everything read", {}, "none", /^\$\(check\) 12 of 12 files were searched$/, undefined],
    [
      "something not read",
      { read: 10, unread: 3 },
      "unread",
      /^\$\(warning\) 10 of 12/,
      /see what could not be read/,
    ],
    [
      "being read",
      { reading: { done: 3, total: 12 }, complete: false },
      "none",
      /Reading: 3 of 12 files/,
      /More may/,
    ],
    ["stopped", { complete: false, read: 3 }, "read", /stopped; 3 files/, /read the rest/],
    ["full", { leftOut: 5, complete: false }, "none", /^\$\(warning\) 12 of 12/, /5 files were left out/],
    [
      "full and unread",
      { leftOut: 5, unread: 1, complete: false },
      "unread",
      /warning/,
      /left out.*Pick this row/,
    ],
  ];
  for (const [name, more, action, label, detail] of coverages)
    it(`say what was searched: ${name}`, () => {
      const item = coverageItem({ ...complete, ...more }, english);
      assert.equal(item.action.kind, action);
      assert.match(item.label, label);
      assert.equal(
        coverageTitle("Search", { ...complete, ...more }, english),
        `Search · ${item.label.replace(/^\S+ /, "")}`,
      );
      if (detail === undefined) assert.equal(item.detail, undefined);
      else assert.match(item.detail ?? "", detail);
    });

  it("say that nothing was found only of a query, and only when everything was read", () => {
    assert.match(emptyItem("x", complete, english)?.label ?? "", /Nothing was found/);
    assert.equal(emptyItem(" ", complete, english), undefined);
    assert.equal(emptyItem("x", { ...complete, reading: { done: 1, total: 2 } }, english), undefined);
  });
});
