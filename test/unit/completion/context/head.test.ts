import assert from "node:assert/strict";
import { headOf } from "../../../../server/src/completion/context/head";
import { syntaxOf } from "../../../../server/src/completion/syntax";
import { lines } from "../../../support/cursor";

/** One token a line. */
const count = (text: string) => Promise.resolve(text.split("\n").length);
const of = (text: string, language = "typescript", room = 16) =>
  headOf(text, syntaxOf(language), room, count);

const imports = lines('import { a } from "./a";', 'import { b } from "./b";');

describe("the top of a file", () => {
  const cases: readonly (readonly [why: string, language: string, text: string, head: string])[] = [
    ["is its first lines", "typescript", imports, imports],
    [
      "begins behind a licence",
      "typescript",
      lines("/*", " * Copyright 2026 Acme", " * All rights reserved.", " */", "", imports),
      imports,
    ],
    ["begins behind line comments", "java", lines("// 日報の集計", "//", "package a.b;"), "package a.b;"],
    ["begins behind a comment on one line", "css", lines("/* colours */", "@import 'a';"), "@import 'a';"],
    [
      "begins behind a shell's mark and a docstring",
      "python",
      lines("#!/usr/bin/env python3", '"""帳票を読む。', "", "import は使わない", '"""', "import csv"),
      "import csv",
    ],
    ["begins behind a docstring on one line", "python", lines('"""Reads."""', "import csv"), "import csv"],
    [
      "begins behind COBOL's comments",
      "cobol",
      lines("      * REM", "       ID DIVISION."),
      "       ID DIVISION.",
    ],
    [
      "keeps what C includes",
      "c",
      lines("#include <a.h>", "#define B 1"),
      lines("#include <a.h>", "#define B 1"),
    ],
    ["is a document's title", "markdown", lines("# 運用手順", "", "目的"), lines("# 運用手順", "", "目的")],
  ];
  for (const [why, language, text, head] of cases)
    it(`${why} (${language})`, async () => assert.equal(await of(text, language), `${head}\n\n`));

  for (const [why, text] of [
    ["nothing", ""],
    ["comments alone", "// a\n// b\n"],
    ["a comment that does not end", "/*\nimport a\n"],
    ["blank lines", "\n\n\n"],
  ] as const)
    it(`is nothing of ${why}`, async () => assert.equal(await of(text), ""));

  it("is as many whole lines as there is room for, and nothing where that is next to none", async () => {
    const many = Array.from({ length: 50 }, (_, at) => `import a${at} from "a";`).join("\n");
    const head = await of(many, "typescript", 20);
    assert.ok(many.startsWith(head.trimEnd()), head);
    const taken = head.trimEnd().split("\n").length;
    assert.ok(taken <= 20 && taken >= 15, `${taken} lines`);
    assert.equal(await of(many, "typescript", 15), "");
  });
});
