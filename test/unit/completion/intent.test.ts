import assert from "node:assert/strict";
import { holeAt } from "../../../server/src/completion/hole";
import { intentOf } from "../../../server/src/completion/intent";
import { lines, parse } from "../../support/cursor";

const kindAt = (marked: string, language: string, explicit: boolean) => {
  const { text, offset } = parse(marked);
  return intentOf(holeAt(text, offset, language), explicit).kind;
};

describe("intent of a completion", () => {
  type Case = readonly [marked: string, language?: string];
  const asking: readonly Case[] = [
    ["// Returns the sum of all items.\n|"],
    ["// 合計を返す\n|"],
    ["// 合計\n|"],
    ["function f() {\n  // sort by name\n  |\n}"],
    ["// 合計を返す\n\n|"],
    ["// First line\n// ---------\n//\n|"],
    ["// 端数は切り捨てる\n// ----\n|\nfunction a() {}"],
    ["/* sum of all */\n|"],
    ["/**\n * 合計を返す。\n * @param a 一覧\n */\n|"],
    ["# 合計を返す\n|", "python"],
    ['def f(a):\n    """Sums it up."""\n    |', "python"],
    ['def f(a):\n    """\n    合計を返す。\n    """\n    |', "python"],
    ["-- 支店ごとの件数\n|", "sql"],
    ["/* 支店ごと */\n|", "plsql"],
    ["      * 合計を印字する\n|", "cobol"],
    ["      *> 合計を印字する\n       |", "cobol"],
    ["' 合計を返す\n|", "vb"],
    ["rem copy all files\n|", "bat"],
    ["<!-- a table of customers -->\n|", "html"],
    ["# install the tools\n|", "shellscript"],
    ["# 依存関係\n|", "yaml"],
    ["// TODO: 件数を数える\n|"],
    ["// eslint-disable-next-line no-console\n// 件数を印字する\n|"],
  ];
  const notAsking: readonly Case[] = [
    ["|"],
    ["const a = 1;\n|"],
    ["const a = 1; // 合計\n|"],
    ["// 合計を返す\nconst a = |"],
    ["// 合計を返す\n\n\n|"],
    ["// ----------\n|"],
    ["//\n|"],
    ["// a\n|"],
    ["// eslint-disable-next-line no-console\n|"],
    ["// @ts-expect-error\n|"],
    ["//#region 合計\n|"],
    ["#!/bin/sh\n|", "shellscript"],
    ["# -*- coding: utf-8 -*-\n|", "python"],
    ["# type: ignore\n|", "python"],
    ["/* 合計を返す\n|\n*/"],
    ['def f():\n    """\n    |\n    """', "python"],
    ['def f():\n    """a"""\n    x = """\n    |', "python"],
    ['text = """長い文"""\n|', "python"],
    ["const a = `\n// 合計を返す\n|\n`;"],
    ["foo(); /* 合計を返す */\n|"],
    ["// 合計を返す\n|foo();"],
    ["# 見出し\n|", "markdown"],
    ["       MOVE A TO B.\n|", "cobol"],
  ];
  for (const [kind, cases] of [
    ["comment-to-code", asking],
    ["code", notAsking],
  ] as const) {
    for (const [marked, language = "typescript"] of cases) {
      it(`${kind}: ${JSON.stringify(marked)}`, () => {
        assert.equal(kindAt(marked, language, false), kind);
        assert.equal(kindAt(marked, language, true), kind);
      });
    }
  }

  const atEnd: readonly Case[] = [
    ["// Returns the sum|"],
    ["  // 合計を返す |\n"],
    ["/* sum of all */|"],
    [lines("/**", " * 合計を返す。", " */|")],
    ["# 合計を返す|", "python"],
    ['def f():\n    """合計を返す。"""|', "python"],
    ["      * 合計を印字する|", "cobol"],
  ];
  for (const [marked, language = "typescript"] of atEnd) {
    it(`only by hand: ${JSON.stringify(marked)}`, () => {
      assert.equal(kindAt(marked, language, true), "comment-to-code");
      assert.equal(kindAt(marked, language, false), "code");
    });
  }

  const neverAtEnd: readonly Case[] = [
    ["a(); // 合計を返す|"],
    ["/* 合計を返す|"],
    ["/**\n * 合計を返す|\n */"],
    ["// 合計を|返す"],
    ["// eslint-disable-next-line|"],
    ['const a = "// 合計を返す|'],
  ];
  for (const [marked, language = "typescript"] of neverAtEnd) {
    it(`not even by hand: ${JSON.stringify(marked)}`, () => {
      assert.equal(kindAt(marked, language, true), "code");
    });
  }
});
