import assert from "node:assert/strict";
import { changeOf } from "../../../../client/src/repeatChange/change";

type Case = readonly [
  what: string,
  before: string,
  after: string,
  change: readonly [string, string] | undefined,
];

const cases: readonly Case[] = [
  ["a renamed variable", "const rent = boxRent * 2;", "const rent = roomRent * 2;", ["boxRent", "roomRent"]],
  ["letters within a name", "return getName();", "return getFullName();", ["getName", "getFullName"]],
  ["the end of a name", "let total = 0;", "let totals = 0;", ["total", "totals"]],
  ["a number in a name", "hash1(text)", "hash256(text)", ["hash1", "hash256"]],
  ["several words", "if (a.isOpen()) {", "if (a.state.open) {", ["isOpen()", "state.open"]],
  ["a string's content", 'log("not found");', 'log("missing");', ["not found", "missing"]],
  ["Japanese in kanji", "利用者の氏名を確認する。", "患者の氏名を確認する。", ["利用者", "患者"]],
  ["one kanji more", "患者を呼ぶ。", "患者様を呼ぶ。", ["患者", "患者様"]],
  ["katakana with a long vowel", "サーバを再起動する。", "サーバーを再起動する。", ["サーバ", "サーバー"]],
  ["a kanji out of the supplement", "𠮷田商店へ送る", "吉田商店へ送る", ["𠮷田商店", "吉田商店"]],
  ["an argument that was added", "  load(uri);", "  load(uri, signal);", ["load(uri)", "load(uri, signal)"]],
  [
    "an argument that was taken out",
    "  load(uri, signal);",
    "  load(uri);",
    ["load(uri, signal)", "load(uri)"],
  ],
  ["a keyword put before a call", "  save(order);", "  await save(order);", undefined],
  ["a short name", "id = 1", "ids = 1", undefined],
  ["one kanji", "人が見る", "者が見る", undefined],
  ["nothing", "let a = 1;", "let a = 1;", undefined],
  ["a line that is new", "", "const total = 0;", undefined],
  ["a word that was only deleted", "const total = 0;", "", undefined],
  ["a mark", "return total;", "return total,", undefined],
  ["a line that was written anew", "a ".repeat(80), `${"b ".repeat(80)}c`, undefined],
];

describe("a change worth repeating", () => {
  for (const [what, before, after, change] of cases)
    it(what, () => {
      const found = changeOf(before, after);
      assert.deepEqual(found && [found.before, found.after], change);
    });
});
