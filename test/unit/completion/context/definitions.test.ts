import assert from "node:assert/strict";
import { declarationLines } from "../../../../server/src/completion/context/declarationLines";
import { mostNames, namesToDefine } from "../../../../server/src/completion/context/definitions";
import { importedNames } from "../../../../server/src/completion/context/imports";
import { indexLines } from "../../../../server/src/util/lines";
import { lines, parse } from "../../../support/cursor";
import { processorTime } from "../../../support/processorTime";

const imports: readonly (readonly [string, string, readonly string[]])[] = [
  ["typescript", 'import def, { a, type B, c as d } from "./x";', ["def", "a", "B", "d"]],
  ["typescript", 'import * as fs from "node:fs";\nimport type { Settings } from "./s";', ["fs", "Settings"]],
  ["typescript", 'import {\n  first,\n  second,\n} from "./x";\nimport "side-effect";', ["first", "second"]],
  ["javascript", 'const { join, resolve: r } = require("path");\nvar x = require("./x")', ["join", "r", "x"]],
  [
    "python",
    "from .a.b import (\n    Alpha,\n    beta as Gamma,\n)\nimport numpy as np, os",
    ["Alpha", "Gamma", "np", "os"],
  ],
  ["java", "import java.util.List;\nimport static a.B.check;\nimport c.*;", ["List", "check"]],
  ["kotlin", "import a.b.Thing as Other\nimport a.c.Third", ["Other", "Third"]],
  ["csharp", "using Db = Company.Data.Context;\nusing static System.Math;", ["Db", "Context", "Math"]],
  [
    "rust",
    "use crate::model::{Runtime, Error as ModelError};\npub use std::fmt::Display;",
    ["Runtime", "ModelError", "Display"],
  ],
  ["php", "use App\\Models\\User as Account;\nuse App\\Post;", ["Account", "Post"]],
  ["typescript", "import { 請求書, 合計する } from './請求';", ["請求書", "合計する"]],
  ["markdown", 'import { a } from "./x";', []],
];

describe("imported names", () => {
  for (const [languageId, text, expected] of imports)
    it(`${languageId}: ${text.replaceAll("\n", " ")}`, () => {
      const found = importedNames(text, languageId);
      for (const name of expected) assert.ok(found.has(name), `${name} of ${[...found.keys()].join(" ")}`);
      const index = indexLines(text);
      for (const [name, { line, character }] of found)
        assert.ok(index.textOf(line).startsWith(name, character), `${name} at ${line}:${character}`);
      if (expected.length === 0) assert.equal(found.size, 0);
    });
});

interface NameCase {
  readonly name: string;
  readonly languageId?: string;
  readonly text: string;
  /** `name@line` in order. */
  readonly expected: readonly string[];
}

const cases: readonly NameCase[] = [
  {
    name: "imports at their import: those used near the cursor first, then those not used yet",
    text: lines(
      'import { load, save, unused } from "./store";',
      "",
      "function own() {}",
      "",
      "const data = load();",
      "own();",
      "save(|",
    ),
    expected: ["save@0", "load@0", "unused@0"],
  },
  {
    name: "imports before calls, calls and types before members",
    text: lines(
      'import { settings } from "./s";',
      "if (settings.on) {",
      "  queue.flush(1);",
      "  const plan: MemoryPlan = planFor(model);",
      "  |",
    ),
    expected: ["settings@0", "planFor@3", "MemoryPlan@3", "flush@2"],
  },
  {
    name: "nothing of the language's own, of the file's own, or in comments and strings",
    text: lines(
      "class Own { method(x) { return x; } }",
      "// calls gone(1)",
      'console.log("hidden(2)", String(3));',
      "for (const a of list) if (a) new Own().method(parseInt(a));",
      "|",
    ),
    expected: [],
  },
  {
    name: "not the word being typed",
    text: lines("alpha();", "beta| ()"),
    expected: ["alpha@0"],
  },
  {
    name: "Python",
    languageId: "python",
    text: lines(
      "from app.models import Invoice",
      "def total(items):",
      "    # skipped(1)",
      "    rows = fetch_rows(items)",
      "    return Invoice(rows).|",
    ),
    expected: ["Invoice@0", "fetch_rows@3"],
  },
  {
    name: "Go: members of packages",
    languageId: "go",
    text: lines(
      'import "app/store"',
      "func (s *S) Run() error {",
      "\trows := store.Load(s.id)",
      "\ts.Run()",
      "\t|",
      "}",
    ),
    expected: ["Load@2"],
  },
  {
    name: "C: functions of headers, not of the file",
    languageId: "c",
    text: lines(
      '#include "list.h"',
      "static int helper(int a) {",
      "  return a;",
      "}",
      "int run(void) {",
      "  list_push(helper(1));",
      "  |",
      "}",
    ),
    expected: ["list_push@5"],
  },
  {
    name: "Japanese names",
    text: lines("import { 請求書 } from './a';", "請求書(1); 合計する(2);", "|"),
    expected: ["請求書@0", "合計する@1"],
  },
  { name: "written language has none", languageId: "markdown", text: "call(me) |", expected: [] },
  { name: "an empty file", text: "|", expected: [] },
];

describe("names to define", () => {
  for (const { name, languageId = "typescript", text, expected } of cases)
    it(name, () => {
      const found = namesToDefine({ languageId, ...parse(text) });
      assert.deepEqual(
        found.map(({ name, position }) => `${name}@${position.line}`),
        expected,
      );
    });

  it("are at most twelve, the nearest ones", () => {
    const calls = Array.from({ length: 15 }, (_, at) => `call${at}(x);`);
    const found = namesToDefine({ languageId: "typescript", ...parse(lines(...calls, "|")) });
    assert.equal(found.length, mostNames);
    assert.equal(found[0]?.name, "call14");
  });

  it("takes long lines and odd text in its stride", () => {
    for (const text of [
      "(".repeat(50_000),
      "a(".repeat(20_000),
      "import ".repeat(5000),
      `f${" ".repeat(50_000)}(`,
    ]) {
      const started = processorTime();
      namesToDefine({ languageId: "typescript", text, offset: text.length });
      assert.ok(processorTime() - started < 1000, text.slice(0, 10));
    }
  });
});

interface DeclarationCase {
  readonly name: string;
  /** `>` before the lines that are wanted; `*` before the first of them that the editor's answer names. */
  readonly text: readonly string[];
  readonly most?: number;
  /** Lines of the editor's range; 0: it names the first line only. */
  readonly span?: number;
}

const body = Array.from({ length: 20 }, (_, at) => ` |    step(${at});`);
const declarations: readonly DeclarationCase[] = [
  {
    name: "a long function by its documentation and signature",
    text: [
      " |x();",
      " |",
      ">|/** Loads.",
      ">| * All. */",
      "*|export function load(",
      ">|  uri: string,",
      ">|): Promise<void> {",
      ...body,
      " |}",
    ],
  },
  { name: "a short one whole", text: [" |", "*|function a() {", ">|  return 1;", ">|}", " |function b() {"] },
  {
    name: "an interface with its members",
    text: [
      "*|export interface A {",
      ...Array.from({ length: 15 }, (_, at) => `>|  m${at}: string;`),
      ">|}",
      " |x",
    ],
  },
  {
    name: "what is too long up to its first lines",
    text: [
      "*|class A {",
      ...Array.from({ length: 7 }, () => ">|  m();"),
      ...Array.from({ length: 30 }, () => " |  m();"),
      " |}",
    ],
    most: 8,
  },
  {
    name: "a Python function with its docstring",
    text: [" |", ">|@cached", "*|def load(uri):", '>|    """Loads.', ">|", '>|    All."""', ...body],
  },
  { name: "a constant", text: [" |a = 1", "*|MAX = 3", " |b = 2"] },
  { name: "a constant of several lines", text: ["*|const a = {", ">|  b: 1,", ">|};", " |c();"] },
  {
    name: "the range of the editor",
    text: [" |", "*|type A =", ">|  | 1", ">|  | 2;", " |type B = 2;"],
    span: 2,
  },
];

describe("lines of a declaration", () => {
  for (const { name, text, most = 20, span = 0 } of declarations)
    it(name, () => {
      const source = text.map((line) => line.slice(2));
      const first = text.findIndex((line) => line.startsWith("*"));
      const found = declarationLines(source, { first, last: first + span }, most);
      const drawn = source.map((line, at) => {
        const inside = found !== undefined && at >= found.start && at < found.end;
        return `${inside ? (at === first ? "*" : ">") : " "}|${line}`;
      });
      assert.deepEqual(drawn, text);
    });

  it("none where there is nothing", () => {
    assert.equal(declarationLines(["", "x"], { first: 0, last: 0 }, 20), undefined);
    assert.equal(declarationLines(["x"], { first: 7, last: 9 }, 20), undefined);
  });
});
