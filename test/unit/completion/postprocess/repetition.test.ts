import { lines } from "../../../support/cursor";
import { check } from "./cases";

check("repetition", [
  {
    why: "the same line again and again",
    given: "⟦log(a);\nlog(a);\nlog(a);\nlog(a);\nlog(a);⟧",
    becomes: "⟦log(a);⟧",
  },
  {
    why: "a block that comes three times",
    given: `⟦${"if (a) {\n  b();\n}\n".repeat(3)}⟧`,
    becomes: "⟦if (a) {\n  b();\n}⟧",
  },
  {
    why: "Japanese that runs in circles",
    language: "markdown",
    given: `⟦対応します。確認します。${"報告します。".repeat(7)}⟧`,
    becomes: "⟦対応します。確認します。報告します。⟧",
  },
  {
    why: "words that run in circles",
    given: `// ⟦note ${"the value of ".repeat(8)}⟧`,
    becomes: "// ⟦note the value of⟧",
  },
  { why: "closing brackets", given: lines("⟦a({", "  b({", "  })", "})", "}", "}", "}", "}⟧") },
  {
    why: "a row of a matrix three times",
    given: "const m = [\n⟦  [0, 0, 1],\n  [0, 0, 1],\n  [0, 0, 1],\n];⟧",
  },
  { why: "a ruler", given: "⟦// --------------------------------------------⟧" },
  { why: "deep indentation", given: `⟦${" ".repeat(40)}return 1;⟧` },
  { why: "calls that differ in one letter", given: "⟦set(a1);\nset(a2);\nset(a3);\nset(a4);\nset(a5);⟧" },
  {
    why: "two lines in turn",
    language: "python",
    given: "⟦a.push(x)\nb.pull(y)\na.push(x)\nb.pull(y)\na.push(x)\nb.pull(y)\n⟧",
    becomes: "⟦a.push(x)\nb.pull(y)⟧",
  },
  {
    why: "a block between blank lines twice",
    given: lines("⟦get() {", "  return this.value;", "}", "", "get() {", "  return this.value", "}⟧"),
    becomes: lines("⟦get() {", "  return this.value;", "}⟧"),
  },
  {
    why: "a block whose second round was cut off",
    language: "java",
    given: lines("⟦int a() {", "    return value;", "}", "", "int a() {", "    return⟧"),
    becomes: lines("⟦int a() {", "    return value;", "}⟧"),
  },
  {
    why: "a paragraph twice",
    language: "markdown",
    given: "⟦承認者は内容を確認する。\n\n承認者は内容を確認する。⟧",
    becomes: "⟦承認者は内容を確認する。⟧",
  },
  {
    why: "a long sentence four times",
    language: "markdown",
    given: `⟦${"なお、詳細については別途定める運用手順書を参照すること。".repeat(4)}⟧`,
    becomes: "⟦なお、詳細については別途定める運用手順書を参照すること。⟧",
  },
  { why: "one kana", language: "markdown", given: `⟦${"あ".repeat(30)}⟧`, becomes: "⟦ああ⟧" },
  { why: "a list that never ends", given: `⟦[${"1, ".repeat(200)}⟧`, becomes: "⟦[1, ⟧" },
  {
    why: "blocks that differ in one word",
    given: lines(
      "⟦getName() {",
      "  return this.record.name;",
      "}",
      "",
      "getAge() {",
      "  return this.record.age;",
      "}⟧",
    ),
  },
  {
    why: "tests that differ in one number",
    given: lines(
      '⟦it("adds 1", () => {',
      "  expect(add(1)).toBe(2);",
      "});",
      "",
      'it("adds 2", () => {',
      "  expect(add(2)).toBe(3);",
      "});⟧",
    ),
  },
  { why: "cases with the same body", given: "⟦case 1:\n  break;\ncase 2:\n  break;\ncase 3:\n  break;⟧" },
  { why: "rows of numbers", given: "⟦  [0, 0, 0, 0],\n  [0, 0, 0, 0],\n  [0, 0, 0, 0],\n  [0, 0, 0, 0],⟧" },
  { why: "bytes", language: "c", given: `⟦${"0x00, ".repeat(16)}⟧` },
  { why: "nulls", language: "sql", given: `VALUES (⟦${"NULL, ".repeat(12)}1)⟧` },
  { why: "a mask", given: 'const mask = "⟦xxxxxxxxxxxxxxxxxxxxxxxx⟧"' },
  { why: "a Japanese ruler", given: "// ⟦ーーーーーーーーーーーーーーーー⟧" },
  { why: "a path up", given: 'import a from "⟦../../../../../../../../a⟧"' },
  { why: "a table's rule", language: "markdown", given: "⟦| --- | --- | --- | --- | --- | --- | --- |⟧" },
  {
    why: "ends one under the other",
    language: "ruby",
    given: "⟦        end\n      end\n    end\n  end\nend⟧",
  },
  { why: "a block and its beginning", given: "⟦const first = load();\ncheck(first);\n\nconst first⟧" },
]);
