/** What small models really write, and what of it may be shown. */
import { type FilterName } from "../../../../server/src/completion/postprocess";
import { lines } from "../../../support/cursor";

export interface RawCompletion {
  readonly why: string;
  readonly language: string;
  readonly given: string;
  /** The document with what is shown, or the filter that dropped all of it. */
  readonly becomes: string | { readonly dropped: FilterName };
  readonly explicit?: boolean;
}

type Row = readonly [why: string, language: string, given: string, becomes: RawCompletion["becomes"]];

const leaks: readonly Row[] = [
  ["a special token", "typescript", "const a = ⟦b;<|fim_pad|>⟧", "const a = ⟦b;⟧"],
  ["a fence and an explanation", "typescript", "const a = ⟦b;\n```\nThis sets a.⟧", "const a = ⟦b;⟧"],
  ["reasoning", "typescript", "const a = ⟦<think>\nsum?\n</think>\nb;⟧", "const a = ⟦b;⟧"],
  ["reasoning without an end", "typescript", "const a = ⟦<think>The user⟧", { dropped: "chat" }],
  [
    "words before fenced code",
    "python",
    lines("⟦Here is the completed code:", "", "```python", "def f():", "    return 1", "```⟧"),
    lines("⟦def f():", "    return 1⟧"),
  ],
  [
    "Japanese words before code",
    "python",
    lines("import os", "⟦以下が実装例です。", "x = os.getcwd()⟧"),
    lines("import os", "⟦x = os.getcwd()⟧"),
  ],
  [
    "Japanese words behind code",
    "typescript",
    lines("if (a) {⟦", "  b();", "}", "", "このコードは条件を調べます。⟧"),
    lines("if (a) {⟦", "  b();", "}⟧"),
  ],
  ["half an emoji", "typescript", "// ⟦完了\ud83c⟧", "// ⟦完了⟧"],
  ["a byte that is no letter", "markdown", "手順⟦を示す\ufffd\ufffd⟧", "手順⟦を示す⟧"],
  [
    "the header of another file",
    "typescript",
    lines("import a from 'a';", "⟦a();", "// Path: src/b.ts", "b();⟧"),
    lines("import a from 'a';", "⟦a();⟧"),
  ],
  [
    "the path of another file",
    "python",
    lines("import a", "⟦a.run()", "src/b.py", "import c⟧"),
    lines("import a", "⟦a.run()⟧"),
  ],
  ["nothing but a header", "python", lines("import a", "⟦# path: src/b.py⟧"), { dropped: "echoedHeader" }],
  [
    "Codestral's file mark",
    "java",
    lines("int a;", "⟦int b;", "+++++ src/B.java⟧"),
    lines("int a;", "⟦int b;⟧"),
  ],
];

const joins: readonly Row[] = [
  [
    "the line's start once more",
    "typescript",
    "const total = ⟦const total = sum(a);⟧",
    "const total = ⟦sum(a);⟧",
  ],
  ["a call's start once more", "typescript", "  return send(⟦return send(user);⟧", "  return send(⟦user);⟧"],
  [
    "a Japanese start once more",
    "markdown",
    "申請者は、申請書に⟦申請者は、申請書に記入する。⟧",
    "申請者は、申請書に⟦記入する。⟧",
  ],
  ["two spaces", "typescript", "const a = ⟦ b;⟧", "const a = ⟦b;⟧"],
  ["the bracket and semicolon that stand there", "typescript", "foo(⟦a, b);⟧);", "foo(⟦a, b);⟧⟪);⟫"],
  ["the quote that stands there", "python", 'say("⟦hello")⟧")', 'say("⟦hello")⟧⟪")⟫'],
  ["the quote that was typed", "typescript", 'import a from "⟦"./a";⟧', 'import a from "⟦./a";⟧'],
  ["a string without an end", "typescript", 'foo(⟦"abc⟧, b);', { dropped: "quotes" }],
  ["a quote too many", "typescript", 'send(⟦user, name"⟧, b)', "send(⟦user, name⟧, b)"],
  [
    "the rest of the line, and more",
    "typescript",
    "send(⟦user, options.timeout, callback);other(⟧, options.timeout, callback);",
    "send(⟦user⟧, options.timeout, callback);",
  ],
  ["a bracket too many", "typescript", "const a = ⟦b);⟧\n", "const a = ⟦b⟧\n"],
  ["nothing new", "typescript", "foo(⟦);⟧);", { dropped: "blank" }],
  ["a second line where one fits", "typescript", "foo(⟦a\nbar()⟧, c)", "foo(⟦a⟧, c)"],
  [
    "the rest of the line with more in it",
    "typescript",
    "if (⟦order.items.length > 0) {⟧order.items.length) {\n}",
    "if (⟦order.items.length > 0) {⟧⟪order.items.length) {⟫\n}",
  ],
  [
    "the rest of the line in other words",
    "typescript",
    "return ⟦user.name ?? 'none';⟧user.name || 'none';",
    { dropped: "similarToRest" },
  ],
  ["an operand before an operator", "typescript", "x = ⟦foo(bar) ⟧+ foo(baz);", "x = ⟦foo(bar) ⟧+ foo(baz);"],
];

const repeats: readonly Row[] = [
  ["a line again and again", "typescript", `{⟦\n${"  log(value);\n".repeat(9)}⟧`, "{⟦\n  log(value);⟧"],
  [
    "two lines in turn",
    "python",
    `if a:⟦\n${"    b.push(x)\n    c.pull(y)\n".repeat(4)}⟧`,
    lines("if a:⟦", "    b.push(x)", "    c.pull(y)⟧"),
  ],
  [
    "a block twice",
    "typescript",
    lines(
      "class A {⟦",
      "  get() {",
      "    return this.value;",
      "  }",
      "",
      "  get() {",
      "    return this.value;",
      "  }",
      "}⟧",
    ),
    lines("class A {⟦", "  get() {", "    return this.value;", "  }⟧"),
  ],
  [
    "Japanese in circles",
    "markdown",
    `結果は⟦良好です。${"また、問題はありません。".repeat(8)}⟧`,
    "結果は⟦良好です。また、問題はありません。⟧",
  ],
  ["one kana for ever", "plaintext", `驚いた。⟦${"あ".repeat(40)}⟧`, "驚いた。⟦ああ⟧"],
  [
    "the line below",
    "typescript",
    lines("function f(a: Item[]) {", "  ⟦const total = sum(a);", "  return total;⟧", "  return total;", "}"),
    lines("function f(a: Item[]) {", "  ⟦const total = sum(a);⟧", "  return total;", "}"),
  ],
  [
    "the line below with a semicolon less",
    "typescript",
    lines("{", "  ⟦const a = 1;", "  return total(a, b)⟧", "  return total(a, b);", "}"),
    lines("{", "  ⟦const a = 1;⟧", "  return total(a, b);", "}"),
  ],
  [
    "lines further below",
    "python",
    lines(
      "def f(rows):",
      "    ⟦rows = clean(rows)",
      "    total = sum(rows)",
      "    return total⟧",
      "    check(rows)",
      "    total = sum(rows)",
      "    return total",
    ),
    lines(
      "def f(rows):",
      "    ⟦rows = clean(rows)⟧",
      "    check(rows)",
      "    total = sum(rows)",
      "    return total",
    ),
  ],
  [
    "the line above",
    "typescript",
    lines("  const customers = load(branch);", "  ⟦const customers = load(branch)⟧", "}"),
    { dropped: "repeatsLineAbove" },
  ],
  [
    "a Japanese comment above",
    "typescript",
    lines("a(); // 顧客の一覧を読み込む処理", "⟦a(); // 顧客の一覧を読み込む処理。⟧"),
    { dropped: "repeatsLineAbove" },
  ],
  [
    "keys that stand below",
    "yaml",
    lines("server:", "  ⟦host: a", "  port: 80⟧", "  port: 443"),
    lines("server:", "  ⟦host: a⟧", "  port: 443"),
  ],
  ["a key that stands above", "yaml", lines("host: a", "⟦host: b⟧"), { dropped: "duplicateKey" }],
  [
    "a JSON key twice",
    "json",
    lines("{", '  ⟦"a": 1,', '  "b": 2,', '  "a": 3⟧', "}"),
    lines("{", '  ⟦"a": 1,', '  "b": 2⟧', "}"),
  ],
];

const ends: readonly Row[] = [
  [
    "the next function",
    "typescript",
    lines("function a() {", "  ⟦return 1;", "}", "", "function b() {⟧", "}"),
    lines("function a() {", "  ⟦return 1;⟧", "}"),
  ],
  [
    "the next Python function",
    "python",
    lines("def a():", "    ⟦return 1", "", "def b():", "    return 2⟧"),
    lines("def a():", "    ⟦return 1⟧"),
  ],
  ["the next statement", "typescript", lines("⟦const a = 1;", "", "const b = 2;⟧"), "⟦const a = 1;⟧"],
  [
    "closing lines that stand below",
    "html",
    lines("<ul>", "  ⟦<li>一</li>", "</ul>⟧", "</ul>"),
    lines("<ul>", "  ⟦<li>一</li>⟧", "</ul>"),
  ],
  [
    "indentation by three",
    "java",
    lines(
      "class A {",
      "    int a() {",
      "        return 1;",
      "    }",
      "    int b() {⟦",
      "       if (c) {",
      "           d();",
      "       }",
      "    }⟧",
      "}",
    ),
    lines(
      "class A {",
      "    int a() {",
      "        return 1;",
      "    }",
      "    int b() {⟦",
      "        if (c) {",
      "            d();",
      "        }",
      "    }⟧",
      "}",
    ),
  ],
  [
    "an empty comment at the end",
    "python",
    lines("if a:⟦", "    b()", "    #⟧"),
    lines("if a:⟦", "    b()⟧"),
  ],
  ["nothing but a comment mark", "typescript", lines("a();", "⟦//⟧"), { dropped: "emptyComment" }],
  ["white space at the end", "typescript", "const a = ⟦1; \n\n⟧", "const a = ⟦1;⟧"],
  ["nothing", "typescript", "foo(⟦  ⟧)", { dropped: "trimTrailingSpace" }],
];

const asked: readonly Row[] = [
  [
    "the comment once more, then the code",
    "typescript",
    lines(
      "{",
      "  // 顧客の件数を月ごとに数えて返す",
      "  ⟦// 顧客の件数を月ごとに数えて返す",
      "  return count(rows);⟧",
      "}",
    ),
    lines("{", "  // 顧客の件数を月ごとに数えて返す", "  ⟦return count(rows);⟧", "}"),
  ],
  [
    "the next thought after the code",
    "python",
    lines(
      "# 合計を返す",
      "⟦",
      "def total(rows):",
      "    return sum(rows)",
      "",
      "",
      "def main():",
      "    pass⟧",
    ),
    lines("# 合計を返す", "⟦", "def total(rows):", "    return sum(rows)⟧"),
  ],
];

export const rawCompletions: readonly RawCompletion[] = [
  ...leaks,
  ...joins,
  ...repeats,
  ...ends,
  ...asked,
].map(([why, language, given, becomes]) => ({ why, language, given, becomes }));
